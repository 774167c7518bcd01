#include "scene.hpp"

#include <algorithm>
#include <cmath>

#include "fields.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;

constexpr std::size_t kMostTokens = 512;
constexpr const char* kMaskKeys = "kind on size step length causal tokens rows";

/// Nested lists of numbers, all rows alike, flattened.
class NumberReader {
public:
  explicit NumberReader(std::string_view name) : name_(name) {}

  Tensor read(const json::Value& value) {
    if (!value.is(Type::array)) refuse({"must be nested lists of numbers"});
    for (const json::Value* level = &value; level->is(Type::array) && !level->items.empty(); level = &level->items[0])
      shape_.push_back(level->items.size());
    part(value, 0);
    Tensor tensor = zeros(shape_);
    std::copy(numbers_.begin(), numbers_.end(), tensor.data());
    return tensor;
  }

private:
  [[noreturn]] void refuse(std::initializer_list<Piece> what) const {
    fail("scene", {"In the scene, \"", name_, "\" ", join(what), "."}, "", name_);
  }

  void part(const json::Value& value, std::size_t axis) {
    if (value.is(Type::array)) {
      if (value.items.empty()) refuse({"hold an empty list. Give at least one number"});
      if (axis >= shape_.size()) refuse({"have rows of different depth. Nest every row alike"});
      if (value.items.size() != shape_[axis])
        refuse({"have rows of ", shape_[axis], " and of ", value.items.size(), " numbers. Make them equal"});
      for (const json::Value& item : value.items) part(item, axis + 1);
      return;
    }
    if (axis != shape_.size()) refuse({"have rows of different depth. Nest every row alike"});
    const real number = real(value.number);
    if (!value.is(Type::number) || !std::isfinite(number))
      refuse({"must hold finite numbers only, within what a float can hold"});
    numbers_.push_back(number);
  }

  std::string_view name_;
  Shape shape_;
  std::vector<real> numbers_;
};

/// The keys that a kind of mask uses.
const char* mask_keys(std::string_view kind) {
  if (kind == "custom") return "kind on rows";
  if (kind == "prefix" || kind == "padding") return "kind on length";
  if (kind == "global") return "kind on size causal tokens";
  if (kind == "dilated") return "kind on size causal step";
  return kind == "window" || kind == "block" ? "kind on size causal" : "kind on";
}

MaskConfig read_mask(const json::Value* value, std::string_view kind) {
  MaskConfig mask;
  mask.kind = kind.find("decoder") == std::string_view::npos ? "none" : "causal";
  if (!value) return mask;
  mask.kind =
      Fields(*value, "model.mask", kMaskKeys)
          .choice("kind", mask.kind, "none causal window dilated block prefix padding global exclude-self custom");
  const Fields fields(*value, "model.mask", mask_keys(mask.kind));
  mask.on = fields.choice("on", "scores", "scores weights");
  mask.size = fields.whole("size", 1, 0, kMostTokens);
  mask.step = fields.whole("step", 1, 1, kMostTokens);
  mask.length = fields.whole("length", 0, 0, kMostTokens);
  mask.causal = fields.yes("causal", false);
  if ((mask.kind == "prefix" || mask.kind == "padding") && !fields.find("length"))
    fields.fail("length", {"is needed: how many keys stay visible"});
  if (mask.kind == "block" && mask.size == 0) fields.fail("size", {"must be 1 or above for blocks"});
  if (const json::Value* tokens = fields.find("tokens")) {
    if (!tokens->is(Type::array)) fields.fail("tokens", {"must be a list of token places, counted from 0"});
    for (const json::Value& item : tokens->items) {
      if (!item.is(Type::number) || item.number < 0 || item.number != std::floor(item.number))
        fields.fail("tokens", {"must be a list of token places, counted from 0"});
      mask.tokens.push_back(std::size_t(item.number));
    }
  }
  if (const json::Value* rows = fields.find("rows")) {
    mask.rows = NumberReader("model.mask.rows").read(*rows);
    bool fits = mask.rows.dimension() == 2;
    for (std::size_t i = 0; i < mask.rows.size(); ++i)
      fits = fits && (mask.rows.data()[i] == 0 || mask.rows.data()[i] == 1);
    if (!fits) fields.fail("rows", {"must be a list of rows that hold 1 (may attend) and 0 (may not) only"});
  }
  if (mask.kind == "custom" && !fields.find("rows"))
    fields.fail("rows", {"is needed for a custom mask: one row of 0 and 1 for every token"});
  return mask;
}

ModelConfig read_model(const json::Value& value) {
  const Fields fields(
      value, "model",
      "kind layers width heads head_width norm norm_kind position mask feed_forward temperature final_norm "
      "unembed bias");
  ModelConfig model;
  if (!fields.find("kind"))
    fields.fail("kind",
                {"is missing. Say which program this is: attention, block, encoder, decoder or encoder-decoder"});
  model.kind = fields.choice("kind", "", "attention block encoder decoder encoder-decoder");
  const bool single = model.kind == "attention" || model.kind == "block";
  model.layers = fields.whole("layers", 1, 1, 100);
  if (single && model.layers != 1)
    fields.fail("layers", {"must be 1 for the kind \"", model.kind, "\". Use encoder or decoder for a stack"});
  model.width = fields.whole("width", 8, 1, 1024);
  model.heads = fields.whole("heads", 1, 1, 64);
  if (!fields.find("head_width") && model.width % model.heads != 0)
    fields.fail("heads", {"is ", model.heads, ", which does not divide the width ", model.width,
                          ". Choose another number of heads, or give head_width"});
  model.head_width = fields.whole("head_width", model.width / model.heads, 1, 1024);
  model.norm = fields.choice("norm", model.kind == "attention" ? "none" : "pre", "none pre post");
  model.norm_kind = fields.choice("norm_kind", "layer", "layer rms");
  model.position = fields.choice("position", "none", "none sinusoidal learned");
  model.mask = read_mask(fields.find("mask"), model.kind);
  model.hidden = 4 * model.width;
  if (const json::Value* inner = fields.find("feed_forward")) {
    const Fields feed(*inner, "model.feed_forward", "width activation");
    model.hidden = feed.whole("width", 4 * model.width, 1, 4096);
    model.activation = feed.choice("activation", "gelu", "relu gelu gelu_tanh silu");
  }
  model.temperature = fields.positive("temperature", 1);
  model.final_norm = fields.yes("final_norm", model.norm == "pre") && model.kind != "attention";
  model.unembed = fields.yes("unembed", false);
  model.bias = fields.yes("bias", true);
  return model;
}

void read_weights(const json::Value& value, Scene& scene) {
  const Fields fields(value, "weights", "seed tensors");
  if (fields.find("seed")) {
    scene.seeded = true;
    scene.seed = std::uint32_t(fields.whole("seed", 0, 0, 4294967295u));
  }
  const json::Value* tensors = fields.find("tensors");
  if (!tensors) return;
  if (!tensors->is(Type::object)) fields.fail("tensors", {"must be an object of names and nested lists of numbers"});
  for (const json::Value& member : tensors->items) scene.tensors[member.name] = NumberReader(member.name).read(member);
}

void add_words(std::vector<std::string>& vocabulary, const std::vector<std::string>& tokens) {
  for (const std::string& token : tokens)
    if (std::find(vocabulary.begin(), vocabulary.end(), token) == vocabulary.end()) vocabulary.push_back(token);
}

void require_in(const Fields& fields, const char* key, const std::vector<std::string>& tokens,
                const std::vector<std::string>& vocabulary) {
  for (const std::string& token : tokens)
    if (std::find(vocabulary.begin(), vocabulary.end(), token) == vocabulary.end())
      fields.fail(key,
                  {"holds \"", token, "\", which is not in the vocabulary. Add it there, or leave the vocabulary out"});
}

}  // namespace

Tensor Scene::ids(const std::vector<std::string>& of) const {
  Tensor ids = zeros({of.size()});
  for (std::size_t t = 0; t < of.size(); ++t)
    ids(t) = real(std::find(vocabulary.begin(), vocabulary.end(), of[t]) - vocabulary.begin());
  return ids;
}

Scene parse_scene(const std::string& json_text) { return parse_scene(json::parse(json_text)); }

Scene parse_scene(const json::Value& root) {
  const Fields fields(root, "", "version id title tokens memory vocabulary model weights made_by $schema");
  Scene scene;
  if (fields.whole("version", 0, 0, 1000) != 1)
    fields.fail("version", {fields.find("version") ? "is a version that this Attend does not know. It reads version 1"
                                                   : "is missing. Add \"version\": 1"});
  scene.id = fields.string("id", "");
  scene.title = fields.string("title", "");
  scene.made_by = fields.string("made_by", "");
  scene.tokens = fields.strings("tokens", kMostTokens);
  if (scene.tokens.empty()) fields.fail("tokens", {"is missing. Give the words, for instance [\"The\", \"cat\"]"});
  scene.memory = fields.strings("memory", kMostTokens);
  scene.vocabulary = fields.strings("vocabulary", 8192);
  if (!fields.find("model"))
    fields.fail("model", {"is missing. Add for instance \"model\": { \"kind\": \"attention\" }"});
  scene.model = read_model(*fields.find("model"));
  for (const std::size_t token : scene.model.mask.tokens)
    if (token >= scene.tokens.size())
      Fields(*fields.find("model")->find("mask"), "model.mask", kMaskKeys)
          .fail("tokens", {"names token ", token, ", but there are ", scene.tokens.size(), " tokens, counted from 0"});
  if (!scene.memory.empty() && !scene.model.has_encoder() && scene.model.kind != "attention")
    fields.fail("memory", {"is read by encoder-decoder and by attention only. Leave it out for the kind \"",
                           scene.model.kind, "\""});
  if (scene.model.has_encoder() && scene.memory.empty())
    fields.fail("memory", {"is missing. An encoder-decoder needs the tokens that the encoder reads"});
  if (!fields.find("weights"))
    fields.fail("weights", {"is missing. Add \"weights\": { \"seed\": 1 }, or write the tensors out"});
  read_weights(*fields.find("weights"), scene);
  if (scene.vocabulary.empty()) {
    add_words(scene.vocabulary, scene.tokens);
    add_words(scene.vocabulary, scene.memory);
  }
  require_in(fields, "tokens", scene.tokens, scene.vocabulary);
  require_in(fields, "memory", scene.memory, scene.vocabulary);
  return scene;
}

}  // namespace attend
