#include "scene.hpp"

#include <algorithm>
#include <cmath>

#include "fields.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;

constexpr std::size_t kMostTokens = 512;

void read_numbers(const json::Value& value, const std::string& name, Shape& shape, std::size_t axis, std::vector<real>& out) {
  const auto fail = [&](const std::string& what) { throw Error("scene", "In the scene, the weights \"" + name + "\" " + what + ".", "", name); };
  if (!value.is(Type::array)) {
    if (axis != shape.size()) fail("have rows of different depth. Nest every row alike");
    if (value.is(Type::string) && value.text == "-inf") return out.push_back(real(-INFINITY));
    if (!value.is(Type::number)) fail("must hold numbers only");
    return out.push_back(real(value.number));
  }
  if (value.items.empty()) fail("hold an empty list");
  const bool first = out.empty() && axis == shape.size();
  if (first) shape.push_back(value.items.size());
  else if (axis >= shape.size()) fail("have rows of different depth. Nest every row alike");
  else if (shape[axis] != value.items.size())
    fail("have rows of " + std::to_string(shape[axis]) + " and of " + std::to_string(value.items.size()) + " numbers. Make them equal");
  for (const json::Value& item : value.items) read_numbers(item, name, shape, axis + 1, out);
}

Tensor read_tensor(const json::Value& value, const std::string& name) {
  Shape shape;
  std::vector<real> numbers;
  read_numbers(value, name, shape, 0, numbers);
  Tensor tensor = zeros(shape);
  std::copy(numbers.begin(), numbers.end(), tensor.data());
  return tensor;
}

MaskConfig read_mask(const json::Value* value, const std::string& kind) {
  MaskConfig mask;
  mask.kind = kind.find("decoder") == std::string::npos ? "none" : "causal";
  if (!value) return mask;
  const Fields fields(*value, "model.mask", "kind size step length causal tokens rows");
  mask.kind = fields.choice("kind", mask.kind, "none causal window dilated block prefix padding global exclude-self custom");
  mask.size = fields.whole("size", 1, 0, kMostTokens);
  mask.step = fields.whole("step", 1, 1, kMostTokens);
  mask.length = fields.whole("length", 0, 0, kMostTokens);
  mask.causal = fields.yes("causal", false);
  if (mask.kind == "block" && mask.size == 0) fields.fail("size", "must be 1 or above for blocks");
  if (const json::Value* tokens = fields.find("tokens"))
    for (const json::Value& item : tokens->items) {
      if (!item.is(Type::number) || item.number < 0) fields.fail("tokens", "must be a list of token places, counted from 0");
      mask.tokens.push_back(std::size_t(item.number));
    }
  if (const json::Value* rows = fields.find("rows"))
    for (const json::Value& row : rows->items) {
      mask.rows.emplace_back();
      for (const json::Value& cell : row.items) {
        if (!cell.is(Type::number) || (cell.number != 0 && cell.number != 1)) fields.fail("rows", "must hold 1 (may attend) and 0 (may not) only");
        mask.rows.back().push_back(cell.number);
      }
    }
  if (mask.kind == "custom" && mask.rows.empty()) fields.fail("rows", "is needed for a custom mask: one row of 0 and 1 for every token");
  return mask;
}

ModelConfig read_model(const json::Value& value) {
  const Fields fields(value, "model",
                      "kind layers width heads head_width norm norm_kind position mask feed_forward temperature final_norm "
                      "unembed bias");
  ModelConfig model;
  if (!fields.find("kind")) fields.fail("kind", "is missing. Say which program this is: attention, block, encoder, decoder or encoder-decoder");
  model.kind = fields.choice("kind", "", "attention block encoder decoder encoder-decoder");
  const bool single = model.kind == "attention" || model.kind == "block";
  model.layers = fields.whole("layers", 1, 1, 100);
  if (single && model.layers != 1) fields.fail("layers", "must be 1 for the kind \"" + model.kind + "\". Use encoder or decoder for a stack");
  model.width = fields.whole("width", 8, 1, 1024);
  model.heads = fields.whole("heads", 1, 1, 64);
  if (!fields.find("head_width") && model.width % model.heads != 0)
    fields.fail("heads", "is " + std::to_string(model.heads) + ", which does not divide the width " + std::to_string(model.width) +
                             ". Choose another number of heads, or give head_width");
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
  model.final_norm = fields.yes("final_norm", model.norm == "pre" && model.kind != "attention");
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
  if (!tensors->is(Type::object)) fields.fail("tensors", "must be an object of names and nested lists of numbers");
  for (const auto& member : tensors->members) scene.tensors[member.first] = read_tensor(member.second, member.first);
}

void add_words(std::vector<std::string>& vocabulary, const std::vector<std::string>& tokens) {
  for (const std::string& token : tokens)
    if (std::find(vocabulary.begin(), vocabulary.end(), token) == vocabulary.end()) vocabulary.push_back(token);
}

void require_in(const Fields& fields, const char* key, const std::vector<std::string>& tokens, const std::vector<std::string>& vocabulary) {
  for (const std::string& token : tokens)
    if (std::find(vocabulary.begin(), vocabulary.end(), token) == vocabulary.end())
      fields.fail(key, "holds \"" + token + "\", which is not in the vocabulary. Add it there, or leave the vocabulary out");
}

}  // namespace

Tensor Scene::ids(const std::vector<std::string>& of) const {
  Tensor ids = zeros({of.size()});
  for (std::size_t t = 0; t < of.size(); ++t)
    ids(t) = real(std::find(vocabulary.begin(), vocabulary.end(), of[t]) - vocabulary.begin());
  return ids;
}

Scene parse_scene(const std::string& text) {
  const json::Value root = json::parse(text);
  const Fields fields(root, "", "version id title tokens memory vocabulary model weights made_by $schema");
  Scene scene;
  if (fields.whole("version", 0, 0, 1000) != 1)
    fields.fail("version", fields.find("version") ? "is a version that this Attend does not know. It reads version 1" : "is missing. Add \"version\": 1");
  scene.id = fields.string("id", "");
  scene.title = fields.string("title", "");
  scene.made_by = fields.string("made_by", "");
  scene.tokens = fields.strings("tokens", kMostTokens);
  if (scene.tokens.empty()) fields.fail("tokens", "is missing. Give the words, for instance [\"The\", \"cat\"]");
  scene.memory = fields.strings("memory", kMostTokens);
  scene.vocabulary = fields.strings("vocabulary", 8192);
  if (!fields.find("model")) fields.fail("model", "is missing. Add for instance \"model\": { \"kind\": \"attention\" }");
  scene.model = read_model(*fields.find("model"));
  if (scene.model.has_encoder() && scene.memory.empty())
    fields.fail("memory", "is missing. An encoder-decoder needs the tokens that the encoder reads");
  if (!fields.find("weights")) fields.fail("weights", "is missing. Add \"weights\": { \"seed\": 1 }, or write the tensors out");
  read_weights(*fields.find("weights"), scene);
  if (scene.vocabulary.empty()) {
    add_words(scene.vocabulary, scene.tokens);
    add_words(scene.vocabulary, scene.memory);
  }
  require_in(fields, "tokens", scene.tokens, scene.vocabulary);
  require_in(fields, "memory", scene.memory, scene.vocabulary);
  return scene;
}

namespace {

void write_list(json::Writer& out, const char* key, const std::vector<std::string>& items) {
  if (items.empty()) return;
  out.key(key);
  out.begin('[');
  for (const std::string& item : items) out.string(item);
  out.end(']');
}

void write_mask(json::Writer& out, const MaskConfig& mask) {
  out.key("mask");
  out.begin('{');
  out.field("kind", mask.kind);
  if (mask.kind == "window" || mask.kind == "dilated" || mask.kind == "block" || mask.kind == "global") {
    out.field("size", double(mask.size));
    if (mask.kind == "dilated") out.field("step", double(mask.step));
    out.key("causal"), out.boolean(mask.causal);
  }
  if (mask.kind == "prefix" || mask.kind == "padding") out.field("length", double(mask.length));
  if (mask.kind == "global") {
    out.key("tokens");
    out.begin('[');
    for (const std::size_t token : mask.tokens) out.number(double(token));
    out.end(']');
  }
  if (mask.kind == "custom") {
    out.key("rows");
    out.begin('[');
    for (const auto& row : mask.rows) {
      out.begin('[');
      for (const double cell : row) out.number(cell);
      out.end(']');
    }
    out.end(']');
  }
  out.end('}');
}

}  // namespace

void write_scene(json::Writer& out, const Scene& scene) {
  const ModelConfig& model = scene.model;
  out.begin('{');
  out.field("version", 1);
  out.field("id", scene.id);
  out.field("title", scene.title);
  write_list(out, "tokens", scene.tokens);
  write_list(out, "memory", scene.memory);
  write_list(out, "vocabulary", scene.vocabulary);
  out.key("model");
  out.begin('{');
  out.field("kind", model.kind);
  out.field("layers", double(model.layers));
  out.field("width", double(model.width));
  out.field("heads", double(model.heads));
  out.field("head_width", double(model.head_width));
  out.field("norm", model.norm);
  out.field("norm_kind", model.norm_kind);
  out.field("position", model.position);
  write_mask(out, model.mask);
  out.key("feed_forward");
  out.begin('{');
  out.field("width", double(model.hidden));
  out.field("activation", model.activation);
  out.end('}');
  out.field("temperature", model.temperature);
  out.key("final_norm"), out.boolean(model.final_norm);
  out.key("unembed"), out.boolean(model.unembed);
  out.key("bias"), out.boolean(model.bias);
  out.end('}');
  out.field("made_by", scene.made_by);
  out.end('}');
}

}  // namespace attend
