// Tokens one by one: with a cache and without, the same to the bit; edits; what is refused.
#include <nlohmann/json.hpp>

#include "error.hpp"
#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// A scene that can go on: a random model with logits, whose mask looks back.
Json random_generating(Random& random) {
  RandomScene made = random_scene(random);
  made.memory.clear();
  ModelConfig& model = made.model;
  model.kind = random.pick(words("decoder|block|attention", '|'));
  if (model.kind != "decoder") model.layers = 1;
  if (model.kind == "attention") model.final_norm = false;
  model.unembed = true;
  MaskConfig& mask = model.mask;
  mask.kind = random.pick(words("causal|window|dilated|block|global|prefix", '|'));
  mask.on = "scores", mask.causal = true;
  mask.size = random.between(1, 3);
  mask.length = random.between(1, made.tokens.size());
  mask.tokens = {random.below(made.tokens.size())};
  Json scene = Json::parse(made.text());
  scene["generate"] = {{"tokens", random.between(2, 6)}, {"pick", {{"kind", "sample"}, {"seed", random.below(1000)}}}};
  return scene;
}

/// The cell of a full pass that a cell of a pass with a cache is: the same, but for the newest row where that has one.
std::size_t in_full(const Tensor& cached, const Tensor& full, std::size_t flat) {
  const Index at = index_of(cached, flat);
  std::size_t place = 0;
  for (std::size_t axis = 0; axis < at.size(); ++axis) {
    const std::size_t own = cached.shape()[axis], all = full.shape()[axis];
    place = place * all + (own == all ? at[axis] : all - own + at[axis]);
  }
  return place;
}

void compare(Problems& problems, const Session& cached, const Session& full, const std::string& what) {
  for (std::size_t slot = 0; slot < cached.program().slots.size(); ++slot) {
    const std::string& path = cached.program().slots[slot].path;
    const int same_path = full.program().find_slot(path);
    if (same_path < 0) continue;  // the cache itself, whose cells the scores are made of
    // How many tokens chose an expert: of those that the pass reads.
    if (path.ends_with(".load") || path.ends_with(".mean_share")) continue;
    const Tensor &a = cached.value(int(slot)), &b = full.value(same_path);
    for (std::size_t flat = 0; flat < a.size(); ++flat) {
      const real other = b.data()[in_full(a, b, flat)];
      if (!same(double(a.data()[flat]), double(other)))
        problems.add(what + ", " + cell_name(path, a, flat) + ": " + digits(double(a.data()[flat])) +
                     " with a cache, " + digits(double(other)) + " without");
    }
  }
}

std::vector<std::size_t> picked(const Session& session) {
  std::vector<std::size_t> ids;
  for (std::size_t number = 0; number < session.scene().generate.tokens; ++number) {
    const std::string pass = number == 0 ? "prefill" : "decode." + std::to_string(number - 1);
    ids.push_back(std::size_t(tensor_at(session, pass + ".pick")(0)));
  }
  return ids;
}

Json small(const Json& generate, const Json& model = Json::object()) {
  Json scene = {{"version", 1},
                {"tokens", {"a", "b", "c"}},
                {"vocabulary", {"a", "b", "c", "d", "e", "f"}},
                {"weights", {{"seed", 7}}},
                {"model", {{"kind", "decoder"}, {"width", 4}, {"heads", 2}, {"unembed", true}}},
                {"generate", generate}};
  scene["model"].merge_patch(model);
  return scene;
}

std::string refusal(const Json& scene) {
  try {
    Session session(scene_from(scene));
  } catch (const Error& error) {
    return error.message;
  }
  return "nothing was refused";
}

}  // namespace

TEST_CASE("generation: with a cache and without, the same to the bit", "[generation]") {
  Random random(60);
  Problems problems;
  for (int n = 0; n < 300; ++n) {
    Json scene = random_generating(random);
    const Session cached(scene_from(scene));
    scene["generate"]["cache"] = false;
    const Session full(scene_from(scene));
    compare(problems, cached, full, "scene " + std::to_string(n) + " " + scene["model"].dump());
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("generation: a pass without a cache is the program of its tokens", "[generation]") {
  Random random(61);
  Problems problems;
  for (int n = 0; n < 40; ++n) {
    Json scene = random_generating(random);
    scene["generate"]["cache"] = false;
    const Session session(scene_from(scene));
    const std::vector<std::size_t> ids = picked(session);
    Json plain = scene;
    plain.erase("generate");
    for (std::size_t number = 0; number + 1 < ids.size(); ++number) {
      plain["tokens"].push_back(scene["vocabulary"][ids[number]]);
      const Session alone(scene_from(plain));
      const std::string at = "decode." + std::to_string(number) + ".";
      if (!same(tensor_at(session, at + "unembed"), tensor_at(alone, "unembed")))
        problems.add("scene " + std::to_string(n) + ", " + at + scene["model"].dump());
    }
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("generation: an edit in the middle changes what follows, and nothing before", "[generation]") {
  Session session(scene_from(small({{"tokens", 4}})));
  const std::vector<Tensor> before = snapshot(session);
  const std::vector<std::size_t> ids = picked(session);
  edit(session, "decode.0.pick", {0}, double((ids[1] + 1) % 6));
  const int edited = slot_at(session, "decode.0.pick");
  for (const int slot : differing(before, snapshot(session))) CHECK(slot >= edited);
  CHECK(picked(session)[0] == ids[0]);
  CHECK(!same(tensor_at(session, "decode.1.embed"), before[std::size_t(slot_at(session, "decode.1.embed"))]));
  CHECK(session.undo());
  CHECK(picked(session) == ids);
  edit(session, "weights.layers.0.attention.wv", {0, 0}, 3);
  CHECK(!same(tensor_at(session, "decode.2.unembed"), before[std::size_t(slot_at(session, "decode.2.unembed"))]));
}

TEST_CASE("generation: what is drawn follows the shares", "[generation]") {
  // A chi-squared test with a fixed list of seeds: 5 degrees of freedom, 20.5 at a level of 0.001.
  const int draws = 4000;
  std::vector<double> counts(6, 0), shares(6, 0);
  for (int seed = 0; seed < draws; ++seed) {
    const Session session(scene_from(small({{"tokens", 1}, {"pick", {{"kind", "sample"}, {"seed", seed}}}})));
    counts[picked(session)[0]] += 1;
    if (seed > 0) continue;
    const Tensor &order = tensor_at(session, "prefill.pick.order"), &share = tensor_at(session, "prefill.pick.shares");
    for (std::size_t n = 0; n < 6; ++n) shares[std::size_t(order(n))] = double(share(n));
  }
  double distance = 0;
  for (std::size_t word = 0; word < 6; ++word) {
    const double expected = draws * shares[word];
    distance += (counts[word] - expected) * (counts[word] - expected) / expected;
  }
  INFO("chi-squared " << distance);
  CHECK(distance < 20.5);
}

TEST_CASE("generation: a seed picks the same tokens everywhere", "[generation]") {
  const Json sample = {{"kind", "sample"}, {"temperature", 1.5}, {"top_k", 5}, {"top_p", 0.95}, {"seed", 3}};
  const Session session(scene_from(small({{"tokens", 8}, {"pick", sample}}, {{"position", "rotary"}})));
  std::string ids;
  for (const std::size_t id : picked(session)) ids += std::to_string(id) + " ";
  CHECK(ids == "1 1 4 4 4 3 1 1 ");
}

TEST_CASE("generation: what cannot go on is refused", "[generation]") {
  const Json one = {{"tokens", 1}};
  const auto refused = [](const Json& scene, const std::string& words) {
    const std::string said = refusal(scene);
    INFO(said);
    CHECK(said.find(words) != std::string::npos);
  };
  refused(small(one, {{"unembed", false}}), "Add \"unembed\": true");
  refused(small(one, {{"mask", {{"kind", "none"}}}}), "no token sees a later one");
  refused(small(one, {{"mask", {{"kind", "window"}}}}), "with \"causal\": true");
  refused(small(one, {{"mask", {{"kind", "causal"}, {"on", "weights"}}}}), "a mask on scores");
  refused(small(one, {{"kind", "encoder"}}), "Use the kind decoder");
  refused(small({{"tokens", 0}}), "\"generate.tokens\" must be a whole number from 1 to 65536, but it is 0");
  refused(small({{"tokens", 65536}}), "Ask for fewer");
  refused(small({{"tokens", 1}, {"pick", {{"top_k", 0}}}}), "\"generate.pick.top_k\" must be a whole number from 1");
  refused(small({{"tokens", 1}, {"pick", {{"top_k", 7}}}}), "the vocabulary has only 6 words");
  refused(small({{"tokens", 1}, {"pick", {{"top_p", 0}}}}), "\"generate.pick.top_p\" must be a finite number above 0");
  refused(small({{"tokens", 1}, {"pick", {{"top_p", 1.5}}}}), "at most 1");
  refused(small({{"tokens", 1}, {"pick", {{"temperature", 0}}}}), "\"generate.pick.temperature\" must be");
  refused(small({{"tokens", 1}, {"pick", {{"kind", "beam"}}}}), "greedy, sample");
  Json both = small(one);
  both["loss"] = {{"kind", "cross_entropy"}};
  refused(both, "Leave one of them out");
  Json table = small({{"tokens", 3}}, {{"position", "learned"}});
  table["weights"]["tensors"]["position.table"] = Json::array({{1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}});
  refused(table, "\"position.table\" should have the shape (5, 4)");
  table["generate"]["tokens"] = 2;
  CHECK(refusal(table) == "nothing was refused");
}
