// Edits: what lies downstream is computed anew and nothing else; taking an edit back brings back every bit.
#include <cmath>
#include <set>

#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

constexpr int kScenes = 120;

/// Two tokens, a causal mask, a cap: everything through which minus infinity can go.
const char* const kShutting = R"({"version":1,"tokens":["a","b"],"weights":{"seed":3},
  "model":{"kind":"attention","width":2,"soft_cap":4,"mask":{"kind":"causal"}}})";

struct Choice {
  std::string path;
  Index index;
  double value;
  int slot;
};

/// Any cell of any tensor, and a number that may stand there.
Choice random_edit(const Session& session, Random& random) {
  const std::size_t slot = random.below(session.program().slots.size());
  const Slot& named = session.program().slots[slot];
  const Tensor& tensor = session.value(int(slot));
  const std::size_t flat = random.below(tensor.size());
  double value = double(random.number()) + 0.25;
  if (named.accepts == Accepts::ids) value = double(random.below(session.scene().vocabulary.size()));
  if (named.accepts == Accepts::mask) value = 1 - double(tensor.data()[flat]);
  return {named.path, index_of(tensor, flat), value, int(slot)};
}

/// The results that are made of these slots, directly or not; the slots that are results themselves count.
std::set<int> downstream(const Program& program, std::set<int> dirty) {
  for (const Step& step : program.steps) {
    const Call names(*step.stage);
    for (std::size_t j = 0; j < step.writes.size(); ++j)
      for (const auto& word : words(step.stage->writes[j].reads))
        for (const auto& name : words(word, '|')) {
          bool tensor = false;
          for (const Port& port : step.stage->reads) tensor = tensor || name == port.name;
          for (const Result& result : step.stage->writes) tensor = tensor || name == result.name;
          if (!tensor) break;
          const std::size_t place = names.slot(std::string(name).c_str());
          const int slot = place < step.reads.size() ? step.reads[place] : step.writes[place - step.reads.size()];
          if (slot < 0) continue;
          if (dirty.count(slot)) dirty.insert(step.writes[j]);
          break;
        }
  }
  std::set<int> results;
  for (const int slot : dirty)
    if (program.slots[std::size_t(slot)].step >= 0) results.insert(slot);
  return results;
}

}  // namespace

TEST_CASE("edit: the number stands there, and undo brings back every bit", "[edit]") {
  Random random(31);
  Problems problems;
  for (int n = 0; n < kScenes; ++n) {
    Session session(read_scene(random_scene(random).text()));
    const std::vector<Tensor> before = snapshot(session);
    const Choice choice = random_edit(session, random);
    edit(session, choice.path, choice.index, choice.value);
    const Tensor& edited = session.value(choice.slot);
    if (!same(double(edited.data()[flat_index(edited, choice.index)]), double(real(choice.value))))
      problems.add(choice.path + " does not hold the edit");
    if (session.edits().size() != 1) problems.add("one edit is not listed");
    const std::vector<Tensor> after = snapshot(session);
    if (!session.undo()) problems.add("nothing to undo");
    if (!differing(before, snapshot(session)).empty())
      problems.add("undo of " + choice.path + " did not bring back every bit");
    if (!session.changed().empty() || !session.edits().empty())
      problems.add("after undo something still counts as changed");
    if (!session.redo() || !differing(after, snapshot(session)).empty())
      problems.add("redo of " + choice.path + " is not the edit");
    if (session.redo()) problems.add("redo without an undone edit");
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("edit: recomputes exactly what lies downstream, and changes nothing else", "[edit]") {
  Random random(32);
  Problems problems;
  std::size_t partial = 0;
  for (int n = 0; n < kScenes; ++n) {
    Session session(read_scene(random_scene(random).text()));
    const std::vector<Tensor> before = snapshot(session);
    const Choice choice = random_edit(session, random);
    edit(session, choice.path, choice.index, choice.value);
    const std::set<int> expected = downstream(session.program(), {choice.slot});
    std::size_t results = 0;
    for (const Step& step : session.program().steps) results += step.writes.size();
    partial += expected.size() < results;
    if (session.recomputed() != expected.size())
      problems.add(choice.path + ": expected " + std::to_string(expected.size()) + " results computed, got " +
                   std::to_string(session.recomputed()));
    for (const int slot : differing(before, snapshot(session)))
      if (!expected.count(slot) && slot != choice.slot)
        problems.add(choice.path + " changed " + session.program().slots[std::size_t(slot)].path);
  }
  CHECK(partial > std::size_t(kScenes) / 2);
  REQUIRE_NONE(problems);
}

TEST_CASE("edit: `changed` lists exactly the tensors that differ from the unedited run", "[edit]") {
  Random random(33);
  Problems problems;
  for (int n = 0; n < kScenes; ++n) {
    Session session(read_scene(random_scene(random).text()));
    const std::vector<Tensor> before = snapshot(session);
    for (int edits = 0; edits < 3; ++edits) {
      const Choice choice = random_edit(session, random);
      edit(session, choice.path, choice.index, choice.value);
    }
    const std::vector<Tensor> after = snapshot(session);
    std::vector<int> listed;
    for (const auto& change : session.changed()) {
      listed.push_back(change.slot);
      const Tensor &was = before[std::size_t(change.slot)], &is = after[std::size_t(change.slot)];
      const auto moved = [&](std::size_t i) {
        return same(was.data()[i], is.data()[i]) ? real(0) : std::fabs(is.data()[i] - was.data()[i]);
      };
      for (std::size_t i = 0; i < is.size(); ++i)
        if (moved(i) > moved(change.flat))
          problems.add(cell_name("slot " + std::to_string(change.slot), is, i) + " changed more than the one named");
      if (!same(double(session.difference(change.slot).data()[change.flat]),
                double(is.data()[change.flat] - was.data()[change.flat])))
        problems.add("the difference is not now minus before");
    }
    if (listed != differing(before, after)) problems.add("the list differs");
    for (const int slot : listed)
      if (!same(session.unedited(slot), before[std::size_t(slot)]))
        problems.add(session.program().slots[std::size_t(slot)].path + " has another `before`");
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("edit: of a weight is a run with that weight", "[edit]") {
  const std::string head =
      R"({"version":1,"tokens":["a","b","c"],"model":{"kind":"block","width":4,"heads":2},"weights":{"seed":3)";
  Session edited(read_scene(head + "}}"));
  const std::string name = "layers.0.attention.wk";
  const Tensor weight = tensor_at(edited, "weights." + name);
  edit(edited, "weights." + name, {1, 2}, 0.625);
  std::string rows;
  for (std::size_t i = 0; i < 4; ++i) {
    rows += i ? ",[" : "[";
    for (std::size_t j = 0; j < 4; ++j) rows += (j ? "," : "") + (i == 1 && j == 2 ? "0.625" : digits(weight(i, j)));
    rows += "]";
  }
  const Session fresh(read_scene(head + R"(,"tensors":{")" + name + "\":[" + rows + "]}}}"));
  CHECK(differing(snapshot(edited), snapshot(fresh)).empty());
}

TEST_CASE("edit: of a token's id is a run with that token", "[edit]") {
  const auto scene = [](const char* tokens) {
    return std::string(
               R"({"version":1,"vocabulary":["a","b","c"],"model":{"kind":"decoder","layers":2,"width":4},"weights":{"seed":3},"tokens":)") +
           tokens + "}";
  };
  Session edited(read_scene(scene(R"(["a","b"])")));
  edit(edited, "ids", {1}, 2);
  CHECK(differing(snapshot(edited), snapshot(Session(read_scene(scene(R"(["a","c"])"))))).empty());
}

TEST_CASE("edit: of a mask is a run with that mask", "[edit]") {
  const auto scene = [](const char* mask) {
    return std::string(
               R"({"version":1,"tokens":["a","b"],"weights":{"seed":3},"model":{"kind":"attention","width":4,"mask":{"kind":"custom","rows":)") +
           mask + "}}}";
  };
  Session edited(read_scene(scene("[[1,0],[1,1]]")));
  edit(edited, "masks.custom", {0, 0}, 0);
  CHECK(differing(snapshot(edited), snapshot(Session(read_scene(scene("[[0,0],[1,1]]"))))).empty());
  REQUIRE(notices_of(edited).size() == 1);
  edited.undo();
  CHECK(notices_of(edited).empty());
}

TEST_CASE("edit: of the temperature is a run with that temperature", "[edit]") {
  const auto scene = [](const char* temperature) {
    return std::string(
               R"({"version":1,"tokens":["a","b"],"weights":{"seed":3},"model":{"kind":"block","width":4,"temperature":)") +
           temperature + "}}";
  };
  Session edited(read_scene(scene("1")));
  const std::vector<Tensor> before = snapshot(edited);
  edit_option(edited, "layers.0.attention.scale", "temperature", 0.25);
  CHECK(differing(snapshot(edited), snapshot(Session(read_scene(scene("0.25"))))).empty());
  const Program& program = edited.program();
  CHECK(edited.recomputed() == downstream(program, {program.find_slot("layers.0.attention.scale")}).size());
  edited.undo();
  CHECK(differing(before, snapshot(edited)).empty());
}

TEST_CASE("edit: several at once, one on top of another, undone in turn", "[edit]") {
  Random random(34);
  Problems problems;
  for (int n = 0; n < kScenes; ++n) {
    Session session(read_scene(random_scene(random).text()));
    std::vector<std::vector<Tensor>> states = {snapshot(session)};
    Choice choice = random_edit(session, random);
    for (int edits = 0; edits < 4; ++edits) {
      if (edits != 2) choice = random_edit(session, random);
      else if (session.program().slots[std::size_t(choice.slot)].accepts == Accepts::scores) choice.value += 1;
      edit(session, choice.path, choice.index, choice.value);
      states.push_back(snapshot(session));
    }
    for (std::size_t state = states.size() - 1; state-- > 0;) {
      session.undo();
      if (!differing(states[state], snapshot(session)).empty())
        problems.add("undo number " + std::to_string(4 - state) + " is not the state before");
    }
    if (session.undo()) problems.add("undo without an edit");
    for (std::size_t state = 1; state < states.size(); ++state) {
      session.redo();
      if (!differing(states[state], snapshot(session)).empty())
        problems.add("redo number " + std::to_string(state) + " is not the state after");
    }
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("edit: of several cells is one edit, and one undo", "[edit]") {
  Random random(35);
  Problems problems;
  for (int n = 0; n < kScenes; ++n) {
    const std::string text = random_scene(random).text();
    Session one(read_scene(text)), many(read_scene(text));
    const std::vector<Tensor> before = snapshot(one);
    const Choice choice = random_edit(one, random);
    const Tensor& tensor = one.value(choice.slot);
    const std::size_t flat = flat_index(tensor, choice.index), count = random.between(1, tensor.size() - flat);
    std::vector<double> values(count, choice.value);
    if (one.program().slots[std::size_t(choice.slot)].accepts != Accepts::mask)
      for (std::size_t i = 0; i < count; ++i) values[i] = i % 2 ? 1 : choice.value;
    one.edit({choice.slot, flat, -1, -1, values});
    for (std::size_t i = 0; i < count; ++i) many.edit({choice.slot, flat + i, -1, -1, {values[i]}});
    if (!differing(snapshot(one), snapshot(many)).empty()) problems.add(choice.path + ": not the same as cell by cell");
    if (one.edits().size() != 1) problems.add("one edit counts as " + std::to_string(one.edits().size()));
    for (std::size_t i = flat; i < flat + count; ++i)
      if (one.explain(choice.slot, i).op != Op::edited)
        problems.add(cell_name(choice.path, tensor, i) + " is not explained as edited");
    one.undo();
    if (!differing(before, snapshot(one)).empty())
      problems.add("one undo of " + choice.path + " did not bring back every bit");
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("edit: taken away from among others, leaves the others", "[edit]") {
  Random random(36);
  Problems problems;
  for (int n = 0; n < kScenes; ++n) {
    const std::string text = random_scene(random).text();
    Session session(read_scene(text)), without(read_scene(text));
    const std::size_t removed = random.below(4);
    for (std::size_t i = 0; i < 4; ++i) {
      const Choice choice = random_edit(session, random);
      edit(session, choice.path, choice.index, choice.value);
      if (i != removed) edit(without, choice.path, choice.index, choice.value);
    }
    session.remove({removed});
    if (session.edits().size() != 3) problems.add("not one edit fewer");
    if (!differing(snapshot(session), snapshot(without)).empty())
      problems.add("edit " + std::to_string(removed) + " taken away is not as if it had never been in " + text);
    if (session.changed().size() != without.changed().size()) problems.add("other tensors count as changed");
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("edit: a new edit ends what could be redone", "[edit]") {
  Session session(
      read_scene(R"({"version":1,"tokens":["a"],"weights":{"seed":3},"model":{"kind":"attention","width":2}})"));
  edit(session, "embed", {0, 0}, 1);
  session.undo();
  edit(session, "embed", {0, 1}, 2);
  CHECK_FALSE(session.redo());
  CHECK(session.edits().size() == 1);
}

TEST_CASE("edit: an edited cell is explained as edited, and nothing is used by it any more", "[edit]") {
  Session session(
      read_scene(R"({"version":1,"tokens":["a","b"],"weights":{"seed":3},"model":{"kind":"attention","width":2}})"));
  const int scale = slot_at(session, "layers.0.attention.scale"),
            scores = slot_at(session, "layers.0.attention.scores");
  REQUIRE(session.explain(scale, 1).op == Op::scale);
  REQUIRE(session.used_by(scores, 1).size() == 1);
  edit(session, "layers.0.attention.scale", {0, 0, 1}, 5);
  CHECK(session.explain(scale, 1).op == Op::edited);
  CHECK(session.explain(scale, 1).operands.empty());
  CHECK(session.explain(scale, 0).op == Op::scale);
  CHECK(session.used_by(scores, 1).empty());
  CHECK(session.used_by(scores, 0).size() == 1);
}

TEST_CASE("edit: minus infinity in a mask's result and inside softmax shuts a pair, and then a row", "[edit]") {
  Session session(read_scene(kShutting));
  const std::string softmax = "layers.0.attention.softmax";
  const auto weights = [&] {
    const Tensor& all = tensor_at(session, softmax);
    return std::vector<real>{all(0, 1, 0), all(0, 1, 1)};
  };
  edit(session, "layers.0.attention.mask", {0, 1, 0}, -INFINITY);
  CHECK(weights() == std::vector<real>{0, 1});
  CHECK(double(tensor_at(session, softmax + ".shifted")(0, 1, 0)) == -INFINITY);
  edit(session, "layers.0.attention.mask", {0, 1, 1}, -INFINITY);
  CHECK(weights() == std::vector<real>{0, 0});
  CHECK(double(tensor_at(session, softmax + ".row_max")(0, 1)) == -INFINITY);
  REQUIRE(notices_of(session).size() == 1);
  CHECK(notices_of(session)[0].second.find("Row 2 of head 1 may attend to nothing") == 0);
  session.undo();
  session.undo();
  edit(session, softmax + ".shifted", {0, 1, 1}, -INFINITY);
  CHECK(weights() == std::vector<real>{1, 0});
  edit(session, softmax + ".shifted", {0, 1, 0}, -INFINITY);
  CHECK(tensor_at(session, softmax + ".row_sum")(0, 1) == 0);
  CHECK(weights() == std::vector<real>{0, 0});
}
