#include "random_scene.hpp"

#include "json/json.hpp"

namespace attend::test {

namespace {

using Names = std::vector<std::string>;

const Names kWords = {"the", "cat", "sat", "on", "a", "mat", "and", "slept"};

Names some_words(Random& random, std::size_t most) {
  Names chosen;
  for (std::size_t i = random.between(1, most); i > 0; --i) chosen.push_back(random.pick(kWords));
  return chosen;
}

/// A value for every key of a group that its row allows: small sizes, of lists what T queries and S keys can have.
class Draw {
public:
  Draw(Random& random, std::size_t T, std::size_t S) : random_(random), T_(T), S_(S) {}

  void operator()(const char* name, const ChoiceKey& row, std::string_view& value) {
    value = random_.pick(words(row.choices, '|'));
    if (std::string_view(name) == "kind") kind_ = value;
  }
  void operator()(const char* name, const WholeKey& row, std::size_t& value) {
    // Tiles have no rows of weights, which much is known of; tests/wasm/tiles.test.js holds them against the whole.
    if (std::string_view(name) == "tile") return;
    const std::size_t least = std::max(row.least, std::size_t(has_word(row.never_zero, kind_, '|')));
    value = has_word(row.always_one, kind_, '|') ? 1 : random_.between(least, least + 3);
  }
  void operator()(const char*, const PositiveKey& row, double& value) {
    value = random_.chance(30) ? double(random_.between(1, 8)) / 2 : row.initial;
  }
  void operator()(const char*, const FlagKey&, bool& value) { value = random_.chance(50); }
  void operator()(const char*, const PlacesKey&, std::vector<std::size_t>& value) { value = {random_.below(T_)}; }
  void operator()(const char*, const CellsKey&, Tensor& value) {
    value = zeros({T_, S_});
    for (std::size_t i = 0; i < value.size(); ++i) value.data()[i] = real(random_.below(2));
  }
  template <class Config>
  void operator()(const char*, const GroupKey<Config>&, Config& value) {
    each_key(value, Draw(random_, T_, S_));
  }

private:
  Random& random_;
  std::size_t T_, S_;
  std::string_view kind_;
};

void write_list(json::Writer& out, const char* key, const Names& items) {
  if (items.empty()) return;
  out.key(key);
  out.begin('[');
  for (const std::string& item : items) out.string(item);
  out.end(']');
}

}  // namespace

RandomScene random_scene(Random& random) {
  RandomScene made;
  made.tokens = some_words(random, 5);
  made.memory = some_words(random, 4);
  made.vocabulary = kWords;
  made.seed = random.below(1000);
  const bool crosses = random.chance(40);
  const std::size_t T = made.tokens.size(), S = crosses ? made.memory.size() : T;
  each_key(made.model, Draw(random, T, S));
  ModelConfig& model = made.model;
  // Heads that keys and values have divide the others, and rotary positions turn an even number of columns.
  if (model.heads % model.kv_heads != 0) model.kv_heads = 1;
  // Experts are plain, and a token goes to no more than there are.
  FeedForwardConfig& feed = model.feed_forward;
  if (feed.activation.ends_with("glu")) feed.experts = 1;
  feed.top = std::min(feed.top, feed.experts);
  model.rotary.share = random.chance(50) ? 0.5 : 1;
  if (model.position == "rotary") model.head_width = 4;
  // A stack of two layers has every seam; the keys of a custom mask are the memory's where attention reads one.
  model.layers = std::min(model.layers, std::size_t(2));
  if (model.kind == "attention") model.final_norm = false;
  if (model.kind == "attention" ? !crosses : !model.has_encoder()) made.memory.clear();
  if (model.mask.kind == "custom" && S != T && model.kind != "attention") model.mask.kind = "causal";
  return made;
}

void RandomScene::leave_out_switches() {
  model.kv_heads = model.heads;
  if (model.position == "rotary" || model.position == "alibi") model.position = "sinusoidal";
  model.sinks = model.tie_unembed = model.parallel = false;
  model.feed_forward.experts = model.feed_forward.top = 1;
  const std::string_view activation = model.feed_forward.activation;
  if (activation == "swiglu" || activation == "geglu") model.feed_forward.activation = "silu";
}

std::string RandomScene::text() const {
  json::Writer out;
  out.begin('{');
  out.field("version", 1);
  write_list(out, "tokens", tokens);
  write_list(out, "memory", memory);
  write_list(out, "vocabulary", vocabulary);
  out.begin("weights", '{');
  out.field("seed", double(seed));
  out.end('}');
  out.key("model");
  write_model(out, model);
  out.end('}');
  return out.text();
}

}  // namespace attend::test
