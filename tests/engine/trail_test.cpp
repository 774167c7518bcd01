// Explanations of whole programs: every cell of random programs, and `used_by` as the same thing turned around.
#include <map>
#include <set>

#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

using Place = std::pair<int, std::size_t>;  // slot, flat

/// Calls `check(slot, flat, explanation)` for every cell of every result.
template <class Check>
void for_results(const Session& session, Check check) {
  for (const Step& step : session.program().steps)
    for (const int slot : step.writes)
      for (std::size_t flat = 0; flat < session.value(slot).size(); ++flat)
        check(slot, flat, session.explain(slot, flat));
}

std::string name_of_place(const Session& session, const Place& place) {
  return cell_name(session.program().slots[std::size_t(place.first)].path, session.value(place.first), place.second);
}

/// A step's tensors and options as its stage names them.
Call call_of(const Session& session, std::size_t number) {
  const Step& step = session.program().steps[number];
  Call call(*step.stage);
  for (std::size_t i = 0; i < step.reads.size(); ++i)
    if (step.reads[i] >= 0) call.bind(i, &session.value(step.reads[i]));
  for (std::size_t i = 0; i < step.writes.size(); ++i) call.bind(step.reads.size() + i, &session.value(step.writes[i]));
  for (std::size_t i = 0; i < step.options.size(); ++i) call.set_option(i, session.option(int(number), i));
  return call;
}

/// What the operation that the session names makes of the cell's operands.
double made_of(const Session& session, int slot, std::size_t flat, const Explained& explained) {
  const Slot& asked = session.program().slots[std::size_t(slot)];
  const Call call = call_of(session, std::size_t(asked.step));
  Operands operands(call);
  explain_cell(call, call.stage().writes[std::size_t(asked.result)], index_of(session.value(slot), flat), operands);
  operands.items() = explained.operands;
  return operation(explained.op).value(operands);
}

std::set<Place> live_terms(const Explained& explained) {
  std::set<Place> live;
  for (const auto& one : explained.operands)
    if (one.live) live.insert({int(one.slot), one.flat});
  return live;
}

}  // namespace

TEST_CASE("trail: every cell of random programs is what its operands make", "[trail]") {
  Random random(61);
  Problems problems;
  std::size_t cells = 0;
  for (int n = 0; n < 60; ++n) {
    const std::string text = random_scene(random).text();
    const Session session(read_scene(text));
    for_results(session, [&](int slot, std::size_t flat, const Explained& explained) {
      ++cells;
      const double made = made_of(session, slot, flat, explained), value = session.value(slot).data()[flat];
      if (!near(value, made))
        problems.add(name_of_place(session, {slot, flat}) + ": its operands make " + digits(made) + ", but it is " +
                     digits(value) + " in " + text);
      for (const auto& one : explained.operands)
        if (!same(double(one.value), double(session.value(int(one.slot)).data()[one.flat])))
          problems.add(name_of_place(session, {slot, flat}) + " has another number for " +
                       name_of_place(session, {int(one.slot), one.flat}));
    });
  }
  CHECK(cells > 20000);
  REQUIRE_NONE(problems);
}

TEST_CASE("trail: used_by is explain turned around, in program order, edits included", "[trail]") {
  Random random(62);
  Problems problems;
  std::size_t uses = 0;
  for (int n = 0; n < 60; ++n) {
    const std::string text = random_scene(random).text();
    Session session(read_scene(text));
    if (n % 2) {
      const auto& slots = session.program().slots;
      const std::size_t slot = slots.size() - 1 - random.below(slots.size() / 2);
      session.edit({int(slot), random.below(session.value(int(slot)).size()), -1, -1, {0.5}});
    }
    std::map<Place, std::set<Place>> users;
    for_results(session, [&](int slot, std::size_t flat, const Explained& explained) {
      for (const Place& term : live_terms(explained)) users[term].insert({slot, flat});
    });
    for (std::size_t slot = 0; slot < session.program().slots.size(); ++slot)
      for (std::size_t flat = random.below(3); flat < session.value(int(slot)).size(); flat += 3) {
        std::vector<Place> got;
        for (const auto& user : session.used_by(int(slot), flat)) got.push_back({user.slot, user.flat});
        const std::set<Place>& expected = users[{int(slot), flat}];
        uses += expected.size();
        if (got != std::vector<Place>(expected.begin(), expected.end()))
          problems.add(name_of_place(session, {int(slot), flat}) + " is used by " + std::to_string(got.size()) +
                       " cells, explained " + std::to_string(expected.size()) + " in " + text);
      }
  }
  CHECK(uses > 20000);
  REQUIRE_NONE(problems);
}

TEST_CASE("trail: from the last cell, terms lead back to an embedding value", "[trail]") {
  const Session session(read_scene(R"({"version":1,"tokens":["a","b","c"],"weights":{"seed":2},
    "model":{"kind":"decoder","layers":2,"width":4,"heads":4,"unembed":true}})"));
  const int table = slot_at(session, "weights.embed.table");
  const int last = session.program().steps.back().writes.back();
  Place at = {last, session.value(last).size() - 1};
  int steps = 0;
  for (; at.first != table && steps < 200; ++steps) {
    const std::set<Place> terms = live_terms(session.explain(at.first, at.second));
    REQUIRE_FALSE(terms.empty());
    // The newest of the terms that are results; where there is none, the table.
    at = *terms.begin();
    for (const Place& term : terms)
      if (session.program().slots[std::size_t(term.first)].step >= 0) at = term;
      else if (term.first == table) at = term;
  }
  CHECK(at.first == table);
  CHECK(steps > 30);
}
