// What `explain` says of a cell is true and complete, for every stage, on random shapes and numbers.
#include <cmath>
#include <set>

#include "random.hpp"
#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

constexpr int kRounds = 60;

using CellId = std::pair<std::size_t, std::size_t>;  // slot, flat

/// Runs `check(run, call, result number)` for every result of many random runs of every stage.
template <class Check>
void for_every_result(unsigned seed, Check check) {
  Random random(seed);
  for (const Stage* stage : all_stages())
    for (int round = 0; round < kRounds; ++round) {
      const StageRun made = random_run(*stage, random);
      const Call call = made.call();
      for (std::size_t j = 0; j < stage->writes.count; ++j) check(made, call, j);
    }
}

std::string full_name(const Stage& stage, const Result& result) { return std::string(stage.id) + "." + result.name; }

/// Large enough to be felt behind the smallest factor that an activation leaves, small enough to stay finite.
constexpr double kHuge = kDouble ? 1e150 : 1e30;

Accepts accepts_of(const Stage& stage, std::size_t slot) {
  const std::size_t reads = stage.reads.count;
  return slot < reads ? stage.reads[slot].accepts : stage.writes[slot - reads].accepts;
}

/// Of one word alone there is no other place.
bool has_others(const StageRun& made, std::size_t slot) {
  return accepts_of(*made.stage, slot) != Accepts::ids || made.sizes.at("V") > 1;
}

/// Other numbers that could stand in a cell: far enough away to cross a maximum or a bend.
std::vector<real> others(const StageRun& made, std::size_t slot, real value) {
  const Stage& stage = *made.stage;
  const std::size_t reads = stage.reads.count;
  // A result may hold any number, but for places and marks.
  const Accepts declared = accepts_of(stage, slot);
  const bool free = slot >= reads && declared != Accepts::ids && declared != Accepts::mask;
  const Accepts accepts = free ? Accepts::finite : declared;
  if (accepts == Accepts::mask) return {1 - value};
  std::vector<real> found;
  if (accepts == Accepts::ids) {
    for (std::size_t id = 0; id < made.sizes.at("V"); ++id)
      if (real(id) != value) found.push_back(real(id));
    return found;
  }
  if (std::isinf(value)) return {3, -3, 1000};
  if (accepts == Accepts::scores) found.push_back(real(-INFINITY));
  const bool squares = holds_squares(slot < reads ? stage.reads[slot].name : stage.writes[slot - reads].name);
  for (const double step : {1000.0, -1000.0, kHuge})
    if (step > 0 || !squares) found.push_back(value + real(step));
  return found;
}

/// For every cell of a result, the cells of inputs and earlier results whose change alone changes it.
std::vector<std::set<CellId>> found_by_change(const StageRun& made, const Call& call, std::size_t j) {
  const Tensor& before = made.results.at(made.stage->writes[j].name);
  std::vector<std::set<CellId>> found(before.size());
  for (std::size_t slot = 0; slot < made.stage->reads.count + j; ++slot) {
    if (!call.bound(slot)) continue;
    Tensor changed = *call.bound(slot);
    Call again = call;
    again.bind(slot, &changed);
    for (std::size_t flat = 0; flat < changed.size(); ++flat) {
      const real original = changed.data()[flat];
      for (const real other : others(made, slot, original)) {
        changed.data()[flat] = other;
        const Tensor after = made.stage->writes[j].compute(again);
        for (std::size_t i = 0; i < before.size(); ++i)
          if (!same(double(before.data()[i]), double(after.data()[i]))) found[i].insert({slot, flat});
      }
      changed.data()[flat] = original;
    }
  }
  return found;
}

std::string list(const Call& call, const std::set<CellId>& cells) {
  std::string out;
  for (const CellId& cell : cells)
    out += " " + cell_name(call.slot_name(cell.first), *call.bound(cell.first), cell.second);
  return out.empty() ? " nothing" : out;
}

}  // namespace

TEST_CASE("explain: the terms, put through the operation, give the cell", "[explain]") {
  Problems problems;
  std::size_t cells = 0;
  for_every_result(1, [&](const StageRun& made, const Call& call, std::size_t j) {
    const Result& result = made.stage->writes[j];
    const Tensor& tensor = made.results.at(result.name);
    Operands operands(call);
    for (std::size_t i = 0; i < tensor.size(); ++i, ++cells) {
      const Operation& op = operation(explain_cell(call, result, index_of(tensor, i), operands));
      const double expected = op.value(operands), got = tensor.data()[i];
      if (!near(got, expected))
        problems.add(cell_name(full_name(*made.stage, result), tensor, i) + ": " + op.name + " of its terms is " +
                     digits(expected) + ", but the cell is " + digits(got));
    }
  });
  CHECK(cells > 5000);
  REQUIRE_NONE(problems);
}

TEST_CASE("explain: the live terms are exactly the cells whose change can change the cell", "[explain]") {
  Problems problems;
  std::size_t live_terms = 0, inert_terms = 0;
  for_every_result(2, [&](const StageRun& made, const Call& call, std::size_t j) {
    const Result& result = made.stage->writes[j];
    const Tensor& tensor = made.results.at(result.name);
    const std::vector<std::set<CellId>> expected = found_by_change(made, call, j);
    Operands operands(call);
    for (std::size_t i = 0; i < tensor.size(); ++i) {
      explain_cell(call, result, index_of(tensor, i), operands);
      std::set<CellId> live;
      for (const Operand& one : operands.items()) {
        if (one.live && has_others(made, one.slot)) live.insert({one.slot, one.flat});
        ++(one.live ? live_terms : inert_terms);
      }
      if (live != expected[i])
        problems.add(cell_name(full_name(*made.stage, result), tensor, i) + ": changes with" + list(call, expected[i]) +
                     ", explained by" + list(call, live));
    }
  });
  CHECK(live_terms > 10000);
  CHECK(inert_terms > 1000);
  REQUIRE_NONE(problems);
}

TEST_CASE("explain: terms name the operands' own numbers, from declared tensors, none twice", "[explain]") {
  Problems problems;
  for_every_result(3, [&](const StageRun& made, const Call& call, std::size_t j) {
    const Result& result = made.stage->writes[j];
    const Tensor& tensor = made.results.at(result.name);
    std::set<std::string> declared;
    for (const auto& word : words(result.reads))
      for (const auto& name : words(word, '|')) declared.insert(std::string(name));
    Operands operands(call);
    for (std::size_t i = 0; i < tensor.size(); ++i) {
      explain_cell(call, result, index_of(tensor, i), operands);
      std::set<CellId> seen;
      for (const Operand& one : operands.items()) {
        const std::string name = call.slot_name(one.slot), term = cell_name(name, *call.bound(one.slot), one.flat);
        if (!declared.count(name))
          problems.add(full_name(*made.stage, result) + " does not declare that it reads " + name);
        if (!seen.insert({one.slot, one.flat}).second)
          problems.add(full_name(*made.stage, result) + " names twice " + term);
        if (!same(double(one.value), double(call.bound(one.slot)->data()[one.flat])))
          problems.add(full_name(*made.stage, result) + " has another number for " + term);
      }
      for (const char* name : operands.constants())
        if (!declared.count(name))
          problems.add(full_name(*made.stage, result) + " does not declare the option " + name);
    }
  });
  REQUIRE_NONE(problems);
}

TEST_CASE("explain: an option reaches only the results that declare it", "[explain]") {
  Problems problems;
  std::size_t reached = 0;
  for_every_result(4, [&](const StageRun& made, const Call& call, std::size_t j) {
    const Result& result = made.stage->writes[j];
    for (std::size_t i = 0; i < made.stage->options.count; ++i) {
      const Option& option = made.stage->options[i];
      if (option.structural || option.range == Range::whole || option.choices) continue;
      Call again = call;
      again.set_option(i, call.option(option.name) + 3);
      const bool changed = !same(result.compute(again), made.results.at(result.name));
      const bool named = has_word(result.reads, option.name);
      reached += changed;
      if (changed && !named)
        problems.add(full_name(*made.stage, result) + " changes with the undeclared option " + option.name);
    }
  });
  CHECK(reached > 10);
  REQUIRE_NONE(problems);
}
