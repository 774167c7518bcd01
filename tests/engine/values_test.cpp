// Numbers on demand: what is asked for is made, within a budget, and made again to the bit where it had to give way.
#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// Any cell of any result or weight, and any number.
void edit_somewhere(Session& session, Session& other, Random& random) {
  const std::size_t slot = random.below(session.program().slots.size());
  const Slot& named = session.program().slots[slot];
  if (named.accepts == Accepts::ids || named.accepts == Accepts::mask) return;
  const Edit edit{int(slot), random.below(named.size), 0, 0, {double(random.number())}};
  session.edit(edit);
  other.edit(edit);
}

std::size_t need_of(const std::string& scene) {
  return std::size_t(largest_need(Session(read_scene(scene)).program()).bytes);
}

}  // namespace

TEST_CASE("values: opening, stepping and editing make nothing", "[values]") {
  Random random(61);
  for (int n = 0; n < 40; ++n) {
    Session session(read_scene(random_scene(random).text()));
    session.cursor().step();
    session.cursor().seek(session.cursor().total());
    const double value = 1;
    attend_edit(&session, int(session.program().slots.size()) - 1, 0, 0, 0, &value, 1);
    session.undo();
    REQUIRE(session.bytes() == 0);
  }
}

TEST_CASE("values: within the least budget every tensor is the same, in any order, edited or not", "[values]") {
  Random random(62);
  Problems problems;
  std::size_t made_again = 0;
  for (int n = 0; n < 60; ++n) {
    const std::string scene = random_scene(random).text();
    const std::size_t budget = need_of(scene);
    Session small(read_scene(scene), budget), large(read_scene(scene));
    const std::size_t slots = small.program().slots.size();
    for (int round = 0; round < 40; ++round) {
      if (random.chance(20)) edit_somewhere(small, large, random);
      if (random.chance(10)) large.undo(), small.undo();
      const int slot = int(random.below(slots));
      const std::string& path = small.program().slots[std::size_t(slot)].path;
      if (!same(small.value(slot), large.value(slot))) problems.add(path + " differs");
      if (!same(small.unedited(slot), large.unedited(slot))) problems.add(path + " differs in the unedited run");
      if (small.bytes() > budget) problems.add(path + ": " + std::to_string(small.bytes()) + " bytes are kept");
      const std::size_t flat = random.below(small.program().slots[std::size_t(slot)].size);
      if (small.explain(slot, flat).operands.size() != large.explain(slot, flat).operands.size())
        problems.add(path + " is explained otherwise");
      if (small.bytes() > budget) problems.add(path + ": explained with too many bytes");
      if (small.used_by(slot, flat).size() != large.used_by(slot, flat).size())
        problems.add(path + " is used otherwise");
    }
    made_again += small.bytes() < large.bytes();
    if (notices_of(small) != notices_of(large)) problems.add("other notices");
    if (small.changed().size() != large.changed().size()) problems.add("other changes");
  }
  CHECK(made_again > 50);
  REQUIRE_NONE(problems);
}

TEST_CASE("values: a byte less than one step needs is refused, with the step", "[values]") {
  Random random(63);
  for (int n = 0; n < 20; ++n) {
    const std::string scene = random_scene(random).text();
    const std::size_t need = need_of(scene);
    Session(read_scene(scene), need);
    check_message(refusal([&] { Session(read_scene(scene), need - 1); }), "scene", {"MB at once", "fewer tokens"});
  }
}

TEST_CASE("values: a tensor that somebody holds stays as it is, whatever is edited", "[values]") {
  Session session(
      read_scene(R"({"version":1,"tokens":["a","b"],"weights":{"seed":3},"model":{"kind":"attention","width":2}})"));
  const int softmax = slot_at(session, "layers.0.attention.softmax");
  const TensorPtr held = session.hold(softmax);
  const Tensor before = *held;
  edit(session, "embed", {0, 0}, 5);
  CHECK(!same(session.value(softmax), before));
  CHECK(same(*held, before));
}
