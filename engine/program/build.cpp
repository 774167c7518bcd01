#include <algorithm>

#include "../check.hpp"
#include "builder.hpp"
#include "masks.hpp"

/// From a configuration to the tree of steps. Read from the bottom: a program is a stream, a stream is embedding,
/// layers and an end; a layer is sublayers with residual and norm around each.
namespace attend {

namespace {

/// A token sequence on its way through the layers.
struct Stream {
  Labels own;                              ///< whose tokens these are
  const std::vector<std::string>& tokens;  ///< T of them
  int x = -1;                              ///< slot of the newest (T,C) tensor
};

/// Numbers the norms and residuals of a layer, and puts the norm before or after.
struct Layer {
  Builder& b;
  int count = 0;
};

double spread(std::size_t fan_in) { return 1.0 / std::sqrt(double(fan_in)); }

int norm(Builder& b, const std::string& name, int x, const char* title) {
  const std::size_t C = b.scene().model.width;
  const bool rms = b.scene().model.norm_kind == "rms";
  std::vector<int> reads = {x, b.weight(name + ".gain", "C", {C}, {1, 0.1})};
  if (!rms) reads.push_back(b.weight(name + ".bias", "C", {C}, {0, 0.1}));
  return b.step(name, rms ? "rms_norm" : "layer_norm", reads, {}, title).back();
}

/// One group `attention` or `cross_attention`: from x (and memory) to the output projection.
int attention(Builder& b, const std::string& name, const char* title, int x, int memory, int mask) {
  const ModelConfig& model = b.scene().model;
  const std::size_t C = model.width, HD = model.heads * model.head_width;
  b.enter(name, title, Level::sublayer);
  std::vector<int> reads = {x, memory};
  for (const char* w : {"wq", "wk", "wv"}) reads.push_back(b.weight(w, "C HD", {C, HD}, {0, spread(C)}));
  for (const char* bias : {"bq", "bk", "bv"}) reads.push_back(b.weight(bias, "HD", {HD}, {0, 0.1}, true));
  const std::vector<int> flat = b.step("project", "project", reads, {}, "Project q, k, v");
  const std::vector<int> qkv = b.step("split_heads", "split_heads", flat, {double(model.heads)});
  int weights = b.step("scores", "scores", {qkv[0], qkv[1]})[0];
  weights = b.step("scale", "scale", {weights}, {1.0 / std::sqrt(double(model.head_width)), model.temperature})[0];
  if (mask >= 0) weights = b.step("mask", "mask", {weights, mask})[0];
  weights = b.step("softmax", "softmax", {weights}).back();
  const int heads = b.step("weighted_sum", "weighted_sum", {weights, qkv[2]})[0];
  const int concat = b.step("merge_heads", "merge_heads", {heads})[0];
  const int wo = b.weight("wo", "HD C", {HD, C}, {0, spread(HD)});
  const int bo = b.weight("bo", "C", {C}, {0, 0.1}, true);
  const int out = b.step("output", "linear", {concat, wo, bo}, {}, "Output projection", "out=C")[0];
  b.leave();
  return out;
}

int feed_forward(Builder& b, int x) {
  const ModelConfig& model = b.scene().model;
  const std::size_t C = model.width, F = model.hidden;
  const std::string name = "feed_forward.";
  const std::vector<int> reads = {x, b.weight(name + "w1", "C F", {C, F}, {0, spread(C)}),
                                  b.weight(name + "b1", "F", {F}, {0, 0.1}, true),
                                  b.weight(name + "w2", "F C", {F, C}, {0, spread(F)}),
                                  b.weight(name + "b2", "C", {C}, {0, 0.1}, true)};
  const Stage& stage = find_stage("feed_forward");
  return b.step("feed_forward", "feed_forward", reads, {parse_option("feed_forward", stage.options[0], model.activation)}).back();
}

/// One sublayer with its residual and its norm, before or after: x + f(norm(x)), or norm(x + f(x)), or x + f(x).
template <class Sublayer>
int around(Layer& layer, int x, Sublayer sublayer) {
  Builder& b = layer.b;
  const std::string number = std::to_string(++layer.count), order = b.scene().model.norm;
  const char* title = b.scene().model.norm_kind == "rms" ? "RMS norm" : "Layer norm";
  const int y = sublayer(order == "pre" ? norm(b, "norm_" + number, x, title) : x);
  const int sum = b.step("residual_" + number, "residual", {x, y})[0];
  return order == "post" ? norm(b, "norm_" + number, sum, title) : sum;
}

void embed(Builder& b, Stream& stream) {
  b.over(stream.own, stream.own);
  const ModelConfig& model = b.scene().model;
  const char* path = stream.own == Labels::memory ? "memory_ids" : "ids";
  const int ids = b.input(path, {{"T", stream.own}}, b.scene().ids(stream.tokens), Accepts::ids);
  stream.x = b.step("embed", "embed", {ids, b.table("embed.table")})[0];
  if (model.position == "none") return;
  const bool learned = model.position == "learned";
  int table = -1;
  if (learned) {
    std::size_t P = stream.tokens.size();
    const auto given = b.scene().tensors.find(b.path("position.table"));
    if (given != b.scene().tensors.end()) P = std::max(P, given->second.shape()[0]);
    table = b.weight("position.table", "P C", {P, model.width}, {0, 0.3});
  }
  stream.x = b.step("position", "position", {stream.x, table}, {learned ? 1.0 : 0.0}).back();
}

void layers(Builder& b, Stream& stream, int memory, const MaskConfig& config) {
  const ModelConfig& model = b.scene().model;
  const Labels own = stream.own;
  const std::size_t T = stream.tokens.size();
  int mask = -1;
  if (config.kind != "none")
    mask = b.input("masks." + config.kind, {{"T", own}, {"S", own}}, build_mask(config, T, T), Accepts::mask);
  for (std::size_t n = 0; n < model.layers; ++n) {
    b.enter("layers." + std::to_string(n), "Layer " + std::to_string(n + 1), Level::layer);
    if (model.kind == "attention") {
      stream.x = attention(b, "attention", "Self-attention", stream.x, -1, mask);
    } else {
      Layer layer{b};
      stream.x = around(layer, stream.x, [&](int x) { return attention(b, "attention", "Self-attention", x, -1, mask); });
      if (memory >= 0) {
        b.over(own, Labels::memory);
        stream.x = around(layer, stream.x, [&](int x) { return attention(b, "cross_attention", "Cross-attention", x, memory, -1); });
        b.over(own, own);
      }
      stream.x = around(layer, stream.x, [&](int x) { return feed_forward(b, x); });
    }
    b.leave();
  }
  if (model.final_norm && model.kind != "attention") stream.x = norm(b, "final_norm", stream.x, "Final norm");
}

void unembed(Builder& b, Stream& stream) {
  const ModelConfig& model = b.scene().model;
  const std::size_t C = model.width, V = b.scene().vocabulary.size();
  const int w = b.weight("unembed.w", "C V", {C, V}, {0, spread(C)});
  const int bias = b.weight("unembed.b", "V", {V}, {0, 0.1}, true);
  const int logits = b.step("unembed", "linear", {stream.x, w, bias}, {}, "Unembed", "out=V")[0];
  b.step("probabilities", "softmax", {logits}, {}, "Probabilities");
}

}  // namespace

Program build_program(const Scene& scene) {
  Builder b(scene);
  const ModelConfig& model = scene.model;
  b.enter("", scene.title.empty() ? "Model" : scene.title, Level::model);
  Stream stream{Labels::tokens, scene.tokens};
  int memory = -1;
  if (model.has_encoder()) {
    Stream source{Labels::memory, scene.memory};
    b.enter("encoder", "Encoder", Level::model);
    embed(b, source);
    layers(b, source, -1, MaskConfig());
    b.leave();
    b.enter("decoder", "Decoder", Level::model);
    memory = source.x;
  }
  embed(b, stream);
  layers(b, stream, memory, model.mask);
  if (model.unembed) unembed(b, stream);
  if (model.has_encoder()) b.leave();
  b.leave();
  return b.finish();
}

}  // namespace attend
