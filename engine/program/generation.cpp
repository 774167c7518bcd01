#include "../scene/seeded.hpp"
#include "forward.hpp"

/// Token by token: what is given is read once, and from then on each pass reads the token that the one before picked. With a
/// cache it reads that token alone and looks at the keys and values that are kept; without one, it reads all tokens again.
namespace attend {

namespace {

/// Numbers drawn have this many bits, so that a float holds them exactly.
constexpr std::size_t kDrawn = 1 << 24;

int uniform(Builder& b, const std::string& at, std::size_t number) {
  Stream stream(std::uint32_t(b.scene().generate.pick.seed), join({"uniform/", number}));
  Tensor drawn = empty({1});
  drawn(0) = real(double(stream.below(kDrawn)) / double(kDrawn));
  Origin given;
  given.tensor = std::make_shared<const Tensor>(std::move(drawn));
  return b.input(at + "uniform", "1", std::move(given), Accepts::finite);
}

/// The step that picks token `number`; greedy is sampling from the largest alone.
int pick(Builder& b, const std::string& at, std::size_t number, int logits) {
  const PickConfig& config = b.scene().generate.pick;
  const std::size_t words = b.scene().vocabulary.size();
  const bool greedy = config.kind == "greedy";
  const std::size_t top_k = greedy ? 1 : config.top_k ? config.top_k : words;
  return b
      .step("pick", "pick", {logits, uniform(b, at, number)}, {},
            {greedy ? 1 : config.temperature, double(top_k), greedy ? 1 : config.top_p})
      .back();
}

}  // namespace

Program build_generation(const Scene& scene) {
  Builder b(scene);
  b.enter("", scene.title.empty() ? "Model" : scene.title, Level::model);
  const std::size_t given = scene.tokens.size();
  std::vector<Cached> caches(scene.model.layers);
  Pass pass;
  int picked = -1;
  for (std::size_t number = 0; number < scene.generate.tokens; ++number) {
    const bool first = number == 0;
    const std::string name = first ? "prefill" : join({"decode.", number - 1});
    b.enter(name, first ? "Prefill" : join({"Decode token ", given + number}), Level::model);
    b.share_weights();
    pass.at = name + ".";
    pass.caches = scene.generate.cache ? &caches : nullptr;
    pass.newest = pass.seen = Span(Labels::tokens, 0, given + number);
    if (scene.generate.cache && !first) pass.newest = Span(Labels::tokens, given + number - 1, 1);
    b.over(pass.newest, pass.newest);
    if (first) pass.ids = own_ids(b, pass, Labels::tokens);
    else if (scene.generate.cache) pass.ids = picked;
    else
      pass.ids = b.step("ids", "append", {pass.ids, picked}, {.title = "Append the token", .accepts = Accepts::ids})[0];
    picked = pick(b, pass.at, number, forward(b, pass));
    b.leave();
  }
  b.leave();
  return b.finish();
}

}  // namespace attend
