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

/// T rows of S cells, 1 or 0: "[[1,0],[0,0]]".
std::string random_rows(Random& random, std::size_t T, std::size_t S) {
  std::string rows;
  for (std::size_t t = 0; t < T; ++t) {
    rows += t == 0 ? "[" : ",[";
    for (std::size_t s = 0; s < S; ++s) rows += (s == 0 ? "" : ",") + std::to_string(random.below(2));
    rows += "]";
  }
  return "[" + rows + "]";
}

std::string random_mask(Random& random, std::size_t T, std::size_t S) {
  const std::string past = random.chance(50) ? "true" : "false", n = std::to_string(random.below(T + 1));
  const Names kinds = {R"("none")",
                       R"("causal")",
                       R"("window","size":)" + n + R"(,"causal":)" + past,
                       R"("dilated","size":1,"step":2,"causal":)" + past,
                       R"("block","size":2,"causal":)" + past,
                       R"("prefix","length":)" + n,
                       R"("padding","length":)" + n,
                       R"("global","tokens":[0],"size":0,"causal":)" + past,
                       R"("exclude-self")",
                       R"("custom","rows":)" + random_rows(random, T, S)};
  const std::string on = random.chance(25) ? R"(,"on":"weights")" : "";
  return R"({"kind":)" + random.pick(kinds) + on + "}";
}

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
  made.kind = random.pick(Names{"attention", "block", "encoder", "decoder", "encoder-decoder"});
  made.norm = random.pick(Names{"none", "pre", "post"});
  made.norm_kind = random.pick(Names{"layer", "rms"});
  made.position = random.pick(Names{"none", "sinusoidal", "learned"});
  made.activation = random.pick(Names{"relu", "gelu", "gelu_tanh", "silu"});
  made.layers = made.kind == "attention" || made.kind == "block" ? 1 : random.between(1, 2);
  made.width = random.between(1, 5);
  made.heads = random.between(1, 3);
  made.head_width = random.between(1, 3);
  made.hidden = random.between(1, 5);
  made.unembed = random.chance(40);
  made.bias = random.chance(60);
  made.tokens = some_words(random, 5);
  const bool cross = made.kind == "attention" && random.chance(40);
  if (made.kind == "encoder-decoder" || cross) made.memory = some_words(random, 4);
  made.mask = random_mask(random, made.tokens.size(), cross ? made.memory.size() : made.tokens.size());
  made.vocabulary = kWords;
  made.seed = random.below(1000);
  return made;
}

std::string RandomScene::text() const {
  json::Writer out;
  out.begin('{');
  out.field("version", 1);
  write_list(out, "tokens", tokens);
  write_list(out, "memory", memory);
  write_list(out, "vocabulary", vocabulary);
  out.key("weights");
  out.begin('{');
  out.field("seed", double(seed));
  out.end('}');
  out.key("model");
  out.begin('{');
  for (const auto& [key, value] : std::vector<std::pair<const char*, std::string>>{
           {"kind", kind}, {"norm", norm}, {"norm_kind", norm_kind}, {"position", position}})
    out.field(key, value);
  for (const auto& [key, value] : std::vector<std::pair<const char*, std::size_t>>{
           {"layers", layers}, {"width", width}, {"heads", heads}, {"head_width", head_width}})
    out.field(key, double(value));
  out.key("unembed"), out.boolean(unembed);
  out.key("bias"), out.boolean(bias);
  out.key("feed_forward");
  out.begin('{');
  out.field("width", double(hidden));
  out.field("activation", activation);
  out.end('}');
  out.end('}');
  out.end('}');
  const std::string whole = out.text(), model = R"("model":{)";
  const std::size_t inside = whole.find(model) + model.size();
  return whole.substr(0, inside) + R"("mask":)" + mask + "," + whole.substr(inside);
}

}  // namespace attend::test
