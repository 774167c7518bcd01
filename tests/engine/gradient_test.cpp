// Gradients of whole programs: against finite differences, as sums of their terms, and behind edits.
#include <algorithm>
#include <cmath>

#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// A scene with a loss laid into it, as JSON text.
std::string with_loss(const std::string& scene, const std::string& loss) {
  return "{\"loss\":" + loss + "," + scene.substr(1);
}

/// A random loss that this scene can have.
std::string random_loss(const RandomScene& scene, Random& random) {
  if (scene.model.unembed && random.chance(70)) {
    if (scene.tokens.size() > 1 && random.chance(50)) return R"({"kind":"cross_entropy","targets":"next"})";
    std::string targets;
    for (std::size_t t = 0; t < scene.tokens.size(); ++t)
      targets += (t ? "," : "") + (t && random.chance(30) ? "null" : "\"" + random.pick(scene.vocabulary) + "\"");
    return R"({"kind":"cross_entropy","targets":[)" + targets + "]}";
  }
  const std::string stack = scene.model.kind == "encoder-decoder" ? "decoder." : "";
  const bool feeds = scene.model.kind != "attention" && scene.model.feed_forward.width > 0;
  const std::string last = stack + (feeds ? "layers.0.feed_forward" : "layers.0.attention.output");
  return R"({"kind":"cotangent","path":")" + last + R"(","seed":)" + std::to_string(random.below(1000)) + "}";
}

const char* const kSmall = R"({"version":1,"tokens":["a","b","c"],"vocabulary":["a","b","c"],"weights":{"seed":3},
  "model":{"kind":"decoder","layers":1,"width":4,"heads":2,"unembed":true,"feed_forward":{"width":3,"activation":"relu"}}})";
const char* const kNext = R"({"kind":"cross_entropy","targets":"next"})";

std::string gradient_of(const std::string& path) { return "gradients." + path; }

/// Runs `check(session, random)` on many random programs with a loss.
template <class Check>
void for_random_programs(unsigned seed, int rounds, Check check) {
  Random random(seed);
  for (int round = 0; round < rounds; ++round) {
    const RandomScene scene = random_scene(random);
    const std::string loss = random_loss(scene, random);
    INFO(scene.text() << loss);
    Session session(read_scene(with_loss(scene.text(), loss)));
    check(session, random);
  }
}

}  // namespace

TEST_CASE("gradients: a finite difference finds them, in every tensor, away from kinks", "[gradients]") {
  Problems problems;
  std::size_t compared = 0, parted = 0, alive = 0;
  for_random_programs(41, 240, [&](Session& session, Random& random) {
    const Program& program = session.program();
    for (int round = 0; round < 70; ++round) {
      const int slot = int(random.below(std::size_t(program.loss) + 1));
      const Slot& named = program.slots[std::size_t(slot)];
      if (named.accepts == Accepts::ids || named.accepts == Accepts::mask) continue;
      const std::size_t flat = random.below(named.size);
      if (!std::isfinite(session.value(slot).data()[flat])) continue;
      const Nudged nudged = session.nudge(slot, flat, NAN);
      ++compared;
      alive += nudged.analytic != 0;
      if (nudged.reason.empty()) continue;
      // A step that is too long for this cell: a shorter one has to bring the two together, or to cross a kink. Where they were
      // together already, what parts them at a shorter step is rounding.
      const Nudged shorter = session.nudge(slot, flat, nudged.by / (kDouble ? 1024 : 8));
      const double apart = std::fabs(shorter.analytic - shorter.numeric);
      const double before = std::fabs(nudged.analytic - nudged.numeric);
      ++parted;
      if (std::min(apart, before) > 2e-3 && apart > 0.75 * before && shorter.reason.find("kink") == std::string::npos)
        problems.add(named.path + "[" + std::to_string(flat) + "]: gradient " + digits(shorter.analytic) + ", slope " +
                     digits(shorter.numeric) + " (" + digits(nudged.numeric) + " at first)");
    }
  });
  INFO(compared << " compared, " << alive << " not 0, " << parted << " with a reason to part");
  CHECK(compared > 10000);
  CHECK(alive > 2000);
  CHECK(parted < compared / 10);
  REQUIRE_NONE(problems);
}

TEST_CASE("gradients: the sum of a cell's terms is the cell, and its shares add up", "[gradients]") {
  Problems problems;
  std::size_t terms = 0;
  for_random_programs(42, 40, [&](Session& session, Random&) {
    const Program& program = session.program();
    for (int slot = 0; slot < int(program.slots.size()); ++slot) {
      const Slot& named = program.slots[std::size_t(slot)];
      if (named.of < 0) continue;
      for (std::size_t flat = 0; flat < named.size; ++flat) {
        const Explained told = session.explain(slot, flat);
        double sum = told.op == Op::one ? 1 : 0, shares = sum;
        for (std::size_t i = 0; i + 1 < told.operands.size(); i += 2) {
          const Operand &upstream = told.operands[i], &slope = told.operands[i + 1];
          sum += double(upstream.value) * double(slope.value);
          if (upstream.group != slope.group || program.gradients[slope.slot] != int(upstream.slot))
            problems.add(named.path + " pairs a gradient with the derivative of another tensor");
          ++terms;
        }
        for (const double share : told.constants) shares += share;
        const double got = session.value(slot).data()[flat];
        if (!near(got, sum) || !near(got, shares))
          problems.add(cell_name(named.path, session.value(slot), flat) + " is " + digits(got) + ", its terms give " +
                       digits(sum) + ", its shares " + digits(shares));
      }
    }
  });
  CHECK(terms > 20000);
  REQUIRE_NONE(problems);
}

TEST_CASE("gradients: used_by and explain say the same", "[gradients]") {
  Session session(read_scene(with_loss(kSmall, kNext)));
  const Program& program = session.program();
  Problems problems;
  std::size_t links = 0;
  for (int slot = 0; slot < int(program.slots.size()); ++slot)
    for (std::size_t flat = 0; flat < program.slots[std::size_t(slot)].size; ++flat)
      for (const Operand& one : session.explain(slot, flat).operands) {
        if (program.slots[one.slot].of < 0 || !one.live) continue;
        ++links;
        bool found = false;
        for (const Cell& user : session.used_by(int(one.slot), one.flat))
          found = found || (user.slot == slot && user.flat == flat);
        if (!found)
          problems.add(program.slots[one.slot].path + " is not used by " + program.slots[std::size_t(slot)].path);
      }
  CHECK(links > 1000);
  REQUIRE_NONE(problems);
}

TEST_CASE("gradients: an edit brings what a new session with it brings, and undo takes all back", "[gradients]") {
  Problems problems;
  for_random_programs(43, 40, [&](Session& session, Random& random) {
    const std::vector<Tensor> before = snapshot(session);
    const Program& program = session.program();
    std::vector<Edit> edits;
    for (int round = 0; round < 4; ++round) {
      const int slot = int(random.below(program.slots.size()));
      const Slot& named = program.slots[std::size_t(slot)];
      if (named.accepts == Accepts::ids || named.accepts == Accepts::mask) continue;
      edits.push_back({slot, random.below(named.size), -1, -1, {double(random.number())}});
      session.edit(edits.back());
      snapshot(session);  // so that every tensor was there and has to be made anew
    }
    Session fresh{Scene(session.scene())};
    for (const Edit& edit : edits) fresh.edit(edit);
    const std::vector<Tensor> now = snapshot(session), expected = snapshot(fresh);
    for (const int slot : differing(now, expected)) problems.add(program.slots[std::size_t(slot)].path + " is stale");
    while (session.undo()) {
    }
    for (const int slot : differing(snapshot(session), before))
      problems.add(program.slots[std::size_t(slot)].path + " is not back");
  });
  REQUIRE_NONE(problems);
}

TEST_CASE("gradients: nothing goes back through an edited cell", "[gradients]") {
  Session session(read_scene(with_loss(kSmall, R"({"kind":"cell","path":"layers.0.residual_2","index":[2,1]})")));
  const Tensor& through = tensor_at(session, gradient_of("layers.0.residual_1"));
  REQUIRE(through(2, 1) != 0);
  edit(session, "layers.0.residual_2", {2, 1}, 5);
  CHECK(tensor_at(session, gradient_of("layers.0.residual_2"))(2, 1) == 1);
  for (const char* path : {"layers.0.residual_1", "embed", "weights.layers.0.feed_forward.w2"}) {
    const Tensor& gradient = tensor_at(session, gradient_of(path));
    for (std::size_t i = 0; i < gradient.size(); ++i) CHECK(gradient.data()[i] == 0);
  }
  const int from = slot_at(session, gradient_of("layers.0.residual_2"));
  for (const Operand& one : session.explain(slot_at(session, gradient_of("layers.0.residual_1")), 9).operands)
    CHECK(int(one.slot) != from);
}

TEST_CASE("gradients: an edit drops only what depends on it", "[gradients]") {
  Session session(read_scene(with_loss(kSmall, kNext)));
  const auto reached = [&](const std::string& path) {
    const int slot = slot_at(session, path);
    return !same(session.value(slot), session.unedited(slot));
  };
  edit(session, "weights.unembed.b", {1}, 2);
  CHECK(reached("gradients.unembed"));
  CHECK_FALSE(reached("layers.0.attention.softmax"));
  const std::size_t behind_bias = session.recomputed();
  session.undo();
  edit(session, "weights.embed.table", {0, 0}, 2);
  CHECK(session.recomputed() > behind_bias);
  session.undo();
  edit(session, gradient_of("weights.unembed.b"), {0}, 1);
  CHECK(session.recomputed() == 1);
}

TEST_CASE("gradients: what the loss does not depend on has zeros, and says so", "[gradients]") {
  Session session(read_scene(with_loss(kSmall, kNext)));
  for (const char* path : {"ids", "targets", "counted", "masks.causal", "probabilities", "probabilities.row_sum"}) {
    const int slot = slot_at(session, gradient_of(path));
    const Tensor& gradient = session.value(slot);
    CHECK(shape_of(gradient) == shape_of(tensor_at(session, path)));
    for (std::size_t i = 0; i < gradient.size(); ++i) CHECK(gradient.data()[i] == 0);
    CHECK(session.explain(slot, 0).op == Op::unrelated);
  }
  CHECK(session.explain(slot_at(session, "gradients.loss"), 0).op == Op::one);
  CHECK(tensor_at(session, "gradients.loss")(0) == 1);
  CHECK(tensor_at(session, "gradients.loss.per_token")(0) == real(0.5));
}

TEST_CASE("gradients: kinks are told, and nudge says which one it crossed", "[gradients]") {
  Session session(read_scene(with_loss(kSmall, kNext)));
  const std::string hidden = "layers.0.feed_forward.hidden", activated = "layers.0.feed_forward.activated";
  edit(session, hidden, {1, 2}, 0);
  const Explained told = session.explain(slot_at(session, gradient_of(hidden)), 5);
  REQUIRE(told.operands.size() == 2);
  CHECK(told.operands[1].bent);
  CHECK(told.operands[1].value == 0);
  const Nudged nudged = session.nudge(slot_at(session, hidden), 5, 0.01);
  CHECK(nudged.analytic == 0);
  CHECK(std::fabs(nudged.numeric - double(tensor_at(session, gradient_of(activated))(1, 2)) / 2) < 1e-3);
  CHECK(nudged.reason.find("layers.0.feed_forward.hidden[1, 2]") != std::string::npos);
  edit(session, "unembed", {0, 0}, 9);
  edit(session, "unembed", {0, 1}, 9);
  const Explained tied = session.explain(slot_at(session, gradient_of("unembed")), 0);
  CHECK(tied.operands[3].bent != tied.operands[1].bent);
}

TEST_CASE("gradients: what cannot be nudged is refused", "[gradients]") {
  Session session(read_scene(with_loss(kSmall, kNext)));
  const auto refused = [&](const std::string& path, std::size_t flat, double by) {
    return refusal([&] { session.nudge(slot_at(session, path), flat, by); });
  };
  check_message(refused("ids", 0, NAN), "value", {"ids", "only chooses"});
  check_message(refused("gradients.embed", 0, NAN), "input", {"is a gradient", "embed"});
  check_message(refused("layers.0.attention.mask", 1, NAN), "value", {"-inf", "cell 1"});
  check_message(refused("embed", 0, 0), "value", {"embed", "by 0"});
  check_message(refused("embed", 0, kDouble ? 1e-24 : 1e-12), "value", {"lost beside"});
  Session plain(read_scene(kSmall));
  check_message(refusal([&] { plain.nudge(0, 0, NAN); }), "input", {"no loss"});
}

TEST_CASE("gradients: made within a small budget, they are the same to the bit", "[gradients]") {
  const std::string text = with_loss(kSmall, kNext);
  const Session roomy(read_scene(text)), narrow(read_scene(text), std::size_t(largest_need(roomy.program()).bytes));
  for (int slot = int(roomy.program().slots.size()); slot-- > 0;) CHECK(same(narrow.value(slot), roomy.value(slot)));
  CHECK_THROWS_AS(Session(read_scene(text), 100), Error);
}
