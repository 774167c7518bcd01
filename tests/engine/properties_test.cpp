// What has to hold for every program, whatever its shape.
#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

constexpr int kScenes = 150;

const Slot& slot_of(const Session& session, std::size_t slot) { return session.program().slots[slot]; }

/// Calls `check` for every tensor of weights, with the scores it was made from.
template <class Check>
void for_weights(const Session& session, Check check) {
  for (const Step& step : session.program().steps)
    if (const std::string id = step.stage->id; id == "softmax" || id == "sink_softmax")
      check(step, session.value(step.reads[0]), session.value(step.writes.back()));
}

/// What the sink takes of every row of weights; none where there is no sink.
std::vector<double> taken_by_sink(const Session& session, const Step& step, std::size_t rows) {
  const Tensor *sink = nullptr, *sum = nullptr;
  for (const int slot : step.writes) {
    if (slot_of(session, std::size_t(slot)).name == "sink_exponential") sink = &session.value(slot);
    if (slot_of(session, std::size_t(slot)).name == "row_sum") sum = &session.value(slot);
  }
  std::vector<double> taken(rows, 0);
  for (std::size_t r = 0; sink && r < rows; ++r) taken[r] = double(sink->data()[r]) / double(sum->data()[r]);
  return taken;
}

/// The scene with all its words replaced by places, so that tokens are told apart.
RandomScene with_tokens(RandomScene scene, const std::vector<std::string>& tokens) {
  scene.tokens = tokens;
  scene.vocabulary = {"t0", "t1", "t2", "t3", "t4", "other"};
  scene.memory.assign(scene.memory.empty() ? 0 : 3, "t1");
  return scene;
}

/// Whether the cell belongs to a row (an axis of query tokens) before `t`, and, where it has keys, to a key before `t`.
bool before(const Slot& slot, const Index& at, std::size_t t) {
  bool is_row = false;
  for (std::size_t axis = 0; axis < at.size(); ++axis) {
    if (slot.axes[axis].labels != Labels::tokens) continue;
    if (at[axis] >= t) return false;
    is_row = true;
  }
  return is_row;
}

}  // namespace

TEST_CASE("properties: rows of weights and what a sink takes sum to 1, or to 0 where nothing may be seen",
          "[properties]") {
  Random random(11);
  Problems problems;
  std::size_t rows = 0, masked_rows = 0;
  for (int n = 0; n < kScenes; ++n) {
    const std::string text = random_scene(random).text();
    const Session session(read_scene(text));
    for_weights(session, [&](const Step& step, const Tensor& masked, const Tensor& weights) {
      const std::size_t S = row_length(weights);
      const Tensor sums = session.row_sums(step.writes.back());
      const std::vector<double> sink = taken_by_sink(session, step, row_count(weights));
      for (std::size_t r = 0; r < row_count(weights); ++r, ++rows) {
        const real* from = masked.data() + r * S;
        const bool hidden = std::all_of(from, from + S, [](real score) { return std::isinf(double(score)); });
        double sum = 0;
        for (std::size_t s = 0; s < S; ++s) sum += weights.data()[r * S + s];
        masked_rows += hidden;
        if (!near(sum + sink[r], hidden && sink[r] == 0 ? 0 : 1))
          problems.add(step.path + " row " + std::to_string(r) + " sums to " + digits(sum) + " in " + text);
        if (!near(double(sums.data()[r]), sum))
          problems.add(step.path + ": row_sums gives " + digits(sums.data()[r]) + " for " + digits(sum));
      }
    });
  }
  CHECK(rows > 1000);
  CHECK(masked_rows > 20);
  REQUIRE_NONE(problems);
}

TEST_CASE("properties: no NaN anywhere, minus infinity only where scores are masked", "[properties]") {
  Random random(12);
  Problems problems;
  const std::set<std::string> may = {"masked", "row_max", "shifted"};
  for (int n = 0; n < kScenes; ++n) {
    const std::string text = random_scene(random).text();
    const Session session(read_scene(text));
    for (std::size_t slot = 0; slot < session.program().slots.size(); ++slot) {
      const Tensor& tensor = session.value(int(slot));
      const Slot& named = slot_of(session, slot);
      for (std::size_t i = 0; i < tensor.size(); ++i)
        if (const double value = tensor.data()[i]; !std::isfinite(value) && !(value < 0 && may.count(named.name)))
          problems.add(cell_name(named.path, tensor, i) + " is " + digits(value) + " in " + text);
    }
    for (const auto& notice : notices_of(session))
      if (notice.second.find("may attend to nothing") == std::string::npos) problems.add(notice.second + " in " + text);
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("properties: a notice exactly where a row of weights is all zero, and no sink takes it", "[properties]") {
  Random random(13);
  Problems problems;
  for (int n = 0; n < kScenes; ++n) {
    const Session session(read_scene(random_scene(random).text()));
    std::set<int> expected, got;
    for_weights(session, [&](const Step& step, const Tensor&, const Tensor& weights) {
      if (step.stage->id != std::string("softmax")) return;
      const int slot = step.writes.back();
      const std::size_t S = row_length(weights);
      for (std::size_t r = 0; r < row_count(weights); ++r)
        if (std::all_of(weights.data() + r * S, weights.data() + (r + 1) * S, [](real w) { return w == 0; }))
          expected.insert(slot_of(session, std::size_t(slot)).step);
    });
    for (const auto& notice : notices_of(session)) got.insert(notice.first);
    if (got != expected)
      problems.add(std::string(session.scene().model.kind) + ": notices and fully masked rows differ");
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("properties: under a causal mask, a later token changes no earlier number, to the bit", "[properties]") {
  Random random(14);
  Problems problems;
  std::size_t compared = 0, changed = 0;
  for (int n = 0; n < kScenes; ++n) {
    RandomScene scene = with_tokens(random_scene(random), {"t0", "t1", "t2", "t3"});
    scene.model.mask.kind = "causal", scene.model.mask.on = "scores";
    const std::size_t at = random.between(1, 3);
    const Session one(read_scene(scene.text()));
    scene.tokens[at] = "other";
    const Session two(read_scene(scene.text()));
    for (std::size_t slot = 0; slot < one.program().slots.size(); ++slot) {
      const Tensor &a = one.value(int(slot)), &b = two.value(int(slot));
      for (std::size_t i = 0; i < a.size(); ++i) {
        const bool equal = same(double(a.data()[i]), double(b.data()[i]));
        changed += !equal;
        if (!before(slot_of(one, slot), index_of(a, i), at)) continue;
        ++compared;
        if (!equal)
          problems.add(cell_name(slot_of(one, slot).path, a, i) + " changed with token " + std::to_string(at) + " of " +
                       scene.text());
      }
    }
  }
  CHECK(compared > 10000);
  CHECK(changed > 10000);
  REQUIRE_NONE(problems);
}

TEST_CASE("properties: without positions and masks, other order in, the same order out", "[properties]") {
  Random random(15);
  Problems problems;
  std::size_t compared = 0;
  for (int n = 0; n < kScenes; ++n) {
    RandomScene scene = with_tokens(random_scene(random), {"t0", "t1", "t2", "t3"});
    scene.model.position = "none";
    scene.model.mask.kind = "none";
    const Session one(read_scene(scene.text()));
    const std::vector<std::size_t> order = {2, 0, 3, 1};
    for (std::size_t t = 0; t < order.size(); ++t) scene.tokens[t] = "t" + std::to_string(order[t]);
    const Session two(read_scene(scene.text()));
    for (std::size_t slot = 0; slot < one.program().slots.size(); ++slot) {
      const Slot& named = slot_of(one, slot);
      if (named.step < 0) continue;
      const Tensor &a = one.value(int(slot)), &b = two.value(int(slot));
      for (std::size_t i = 0; i < b.size(); ++i, ++compared) {
        Index at = index_of(b, i);
        for (std::size_t axis = 0; axis < at.size(); ++axis)
          if (named.axes[axis].labels == Labels::tokens) at[axis] = order[at[axis]];
        const double expected = a.data()[flat_index(a, at)], got = b.data()[i];
        // Sums in another order: normalised rows of nearly equal numbers lose some digits.
        if (std::fabs(got - expected) > 1e-4 * (1 + std::fabs(expected)))
          problems.add(cell_name(named.path, b, i) + ": expected " + digits(expected) + ", got " + digits(got) +
                       " in " + scene.text());
      }
    }
  }
  CHECK(compared > 10000);
  REQUIRE_NONE(problems);
}

TEST_CASE("properties: softmax of a row does not change when a number is added to all of it", "[properties]") {
  Random random(16);
  Problems problems;
  for (int n = 0; n < 200; ++n) {
    const Shape shape = {random.between(1, 3), random.between(1, 4), random.between(1, 6)};
    Tensor low = zeros(shape), high = zeros(shape);
    for (std::size_t i = 0; i < low.size(); ++i) {
      low.data()[i] = random.chance(20) ? real(-INFINITY) : random.number();
      high.data()[i] = low.data()[i] + real(4096);
    }
    // Multiples of 1/64 stay exact when 4096 is added, so not a bit may differ.
    if (!same(run_stage("softmax", {{"masked", low}}).at("weights"),
              run_stage("softmax", {{"masked", high}}).at("weights")))
      problems.add("softmax of " + shape_text(shape) + " changed when 4096 was added");
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("properties: single assignment: every result is written by one step, after all that it reads",
          "[properties]") {
  Random random(17);
  Problems problems;
  for (int n = 0; n < kScenes; ++n) {
    const Session session(read_scene(random_scene(random).text()));
    const Program& program = session.program();
    std::set<int> written;
    std::set<std::string> paths;
    for (std::size_t slot = 0; slot < program.slots.size(); ++slot) {
      if (program.slots[slot].step < 0) written.insert(int(slot));
      if (!paths.insert(program.slots[slot].path).second)
        problems.add("two tensors are called " + program.slots[slot].path);
    }
    for (const Step& step : program.steps) {
      for (const int slot : step.reads)
        if (slot >= 0 && !written.count(slot))
          problems.add(step.path + " reads " + program.slots[std::size_t(slot)].path + " before it is written");
      for (const int slot : step.writes)
        if (!written.insert(slot).second)
          problems.add(step.path + " writes again " + program.slots[std::size_t(slot)].path);
    }
    if (written.size() != program.slots.size()) problems.add("some tensor is never written");
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("properties: the same scene gives the same bits", "[properties]") {
  Random random(18);
  for (int n = 0; n < 20; ++n) {
    const std::string text = random_scene(random).text();
    const Session one(read_scene(text)), two(read_scene(text));
    for (std::size_t slot = 0; slot < one.program().slots.size(); ++slot) {
      INFO(slot_of(one, slot).path);
      CHECK(same(one.value(int(slot)), two.value(int(slot))));
    }
  }
}
