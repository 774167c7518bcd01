#include <algorithm>
#include <cmath>

#include "../check.hpp"
#include "../error.hpp"
#include "forward.hpp"
#include "loss.hpp"
#include "masks.hpp"

/// From a configuration to the tree of steps. Read from the bottom: a program is a stream of tokens through embedding,
/// layers and an end; a layer is sublayers, each with its residual and its norm.
namespace attend {

namespace {

int norm(Builder& b, std::string_view name, int x, const char* title) {
  const bool rms = b.scene().model.norm_kind == "rms";
  return b.step(name, rms ? "rms_norm" : "layer_norm", {x}, {title ? title : rms ? "RMS norm" : "Layer norm"}).back();
}

/// What an attention looks at beside x.
struct Beside {
  const Pass& pass;
  int memory, mask;
  std::size_t layer;
};

/// Puts the newest keys and values behind those that are kept, and keeps them all.
void append(Builder& b, const Beside& beside, int& k, int& v) {
  if (!beside.pass.caches) return;
  Cached& cached = (*beside.pass.caches)[beside.layer];
  if (cached.k >= 0) {
    b.over(beside.pass.newest, beside.pass.seen);
    k = b.step("append_k", "append", {cached.k, k}, {"Append k"})[0];
    v = b.step("append_v", "append", {cached.v, v}, {"Append v"})[0];
  }
  cached = {k, v};
}

/// Softmax and weighted sum at once, a step for every tile of keys. Returns the heads.
int tiles(Builder& b, int masked, int v) {
  const std::size_t S = b.program().slots[std::size_t(masked)].shape[2], tile = b.scene().model.tile;
  std::vector<int> made(6, -1);
  for (std::size_t first = 0; first < S; first += tile) {
    const std::size_t number = first / tile;
    b.tile(first, std::min(tile, S - first));
    made = b.step(join({"online_softmax.", number}), "online_softmax", {masked, v, made[0], made[3], made[4]},
                  {join({"Online softmax, tile ", number + 1}).c_str()}, {double(first), double(tile)});
  }
  return made.back();
}

/// From scores (H,T,S), behind their mask if it acts on them, to heads.
int mixed(Builder& b, int scores, int v, int mask) {
  const ModelConfig& model = b.scene().model;
  const bool late = model.mask.on == "weights";
  if (mask >= 0 && !late) scores = b.step("mask", "mask", {scores, mask})[0];
  if (model.tile && !kStepless) return tiles(b, scores, v);
  int weights = b.step("softmax", model.sinks ? "sink_softmax" : "softmax", {scores}).back();
  if (mask >= 0 && late) weights = b.step("mask_weights", "mask_weights", {weights, mask})[0];
  return b.step("weighted_sum", "weighted_sum", {weights, v})[0];
}

/// One group `attention` or `cross_attention`: from x (and memory) to the output projection.
int attention(Builder& b, const char* name, const char* title, int x, const Beside& beside) {
  const ModelConfig& model = b.scene().model;
  const int memory = beside.memory, mask = beside.mask;
  const double first = double(beside.pass.newest.first);
  b.enter(name, title, Level::sublayer);
  const std::vector<int>& flat = b.step("project", "project", {x, memory}, {"Project q, k, v", ""});
  const std::vector<int>& qkv =
      b.step("split_heads", "split_heads", {flat[0], flat[1], flat[2]}, {}, {double(model.heads)});
  int q = qkv[0], k = qkv[1], v = qkv[2];
  if (model.qk_norm) {
    const std::vector<int>& normed = b.step("qk_norm", "qk_norm", {q, k});
    q = normed[2], k = normed[5];
  }
  if (model.position == "rotary" && memory < 0) {
    const RotaryConfig& rotary = model.rotary;
    const double pairing = rotary.pairing == "half" ? 0 : 1;
    const std::vector<int>& turned =
        b.step("rotary", "rotary", {q, k}, {}, {rotary.base, pairing, rotary.share, double(rotary.offset) + first});
    q = turned[3], k = turned[4];
  }
  append(b, beside, k, v);
  if (model.kv_heads != model.heads) {
    const std::vector<int>& all = b.step("repeat_heads", "repeat_heads", {k, v}, {}, {double(model.heads)});
    k = all[0], v = all[1];
  }
  int scores = b.step("scores", "scores", {q, k})[0];
  scores = b.step("scale", "scale", {scores}, {}, {1.0 / std::sqrt(double(model.head_width)), model.temperature})[0];
  if (model.soft_cap > 0) scores = b.step("soft_cap", "soft_cap", {scores}, {}, {model.soft_cap})[0];
  if (model.position == "alibi" && memory < 0) scores = b.step("alibi", "alibi", {scores}, {}, {first})[2];
  const int heads = mixed(b, scores, v, mask);
  const int concat = b.step("merge_heads", "merge_heads", {heads})[0];
  const int out = b.step("output", "linear", {concat}, {"Output projection", "", "o", "C"})[0];
  if (beside.pass.caches) b.over(beside.pass.newest, beside.pass.newest);
  b.leave();
  return out;
}

int feed_forward(Builder& b, int x) {
  const FeedForwardConfig& config = b.scene().model.feed_forward;
  const std::string_view activation = config.activation;
  if (activation == "swiglu" || activation == "geglu")
    return b.step("feed_forward", "gated_feed_forward", {x}, {}, {activation == "swiglu" ? 0.0 : 1.0}).back();
  const double chosen = choice_of(find_stage("feed_forward").options[0], activation);
  if (config.experts > 1) return b.step("feed_forward", "mixture", {x}, {}, {double(config.top), chosen}).back();
  return b.step("feed_forward", "feed_forward", {x}, {}, {chosen}).back();
}

/// What the sublayers of one layer share; counts its norms and residuals.
struct Layer {
  Builder& b;
  Labels own;
  Beside beside;
  std::size_t count = 0;
};

enum class Sublayer { self, cross, feed };

int self_attention(const Layer& layer, int x) {
  Beside beside = layer.beside;
  beside.memory = -1;
  return attention(layer.b, "attention", "Self-attention", x, beside);
}

int cross_attention(const Layer& layer, int x) {
  Beside beside = layer.beside;
  beside.mask = -1;
  return attention(layer.b, "cross_attention", "Cross-attention", x, beside);
}

int sublayer(const Layer& layer, Sublayer kind, int x) {
  if (kind == Sublayer::self) return self_attention(layer, x);
  if (kind == Sublayer::feed) return feed_forward(layer.b, x);
  layer.b.over(layer.own, Labels::memory);
  const int y = cross_attention(layer, x);
  layer.b.over(layer.own, layer.own);
  return y;
}

/// One sublayer with its residual and its norm, before or after: x + f(norm(x)), or norm(x + f(x)), or x + f(x).
int around(Layer& layer, int x, Sublayer kind) {
  Builder& b = layer.b;
  const std::string_view order = b.scene().model.norm;
  const std::size_t number = ++layer.count;
  const int y = sublayer(layer, kind, order == "pre" ? norm(b, join({"norm_", number}), x, nullptr) : x);
  const int sum = b.step(join({"residual_", number}), "residual", {x, y})[0];
  return order == "post" ? norm(b, join({"norm_", number}), sum, nullptr) : sum;
}

/// The sublayers of a layer side by side: all of them read the same, normalised once, and are added one after the other.
int abreast(Layer& layer, int x, const std::vector<Sublayer>& kinds) {
  Builder& b = layer.b;
  const std::string_view order = b.scene().model.norm;
  const int read = order == "pre" ? norm(b, "norm_1", x, nullptr) : x;
  for (const Sublayer kind : kinds) {
    const int y = sublayer(layer, kind, read);
    x = b.step(join({"residual_", ++layer.count}), "residual", {x, y})[0];
  }
  return order == "post" ? norm(b, "norm_1", x, nullptr) : x;
}

Tensor ids_of(const std::vector<std::size_t>& places) {
  Tensor ids = empty({places.size()});
  for (std::size_t t = 0; t < places.size(); ++t) ids(t) = real(places[t]);
  return ids;
}

/// Tokens to vectors. In cross-attention alone both token lists share the table, and the second one's steps are named
/// `embed_memory` and `position_memory`.
int embed(Builder& b, const Pass& pass, Labels own, bool second = false) {
  const ModelConfig& model = b.scene().model;
  const Span span = own == Labels::memory ? Span(own) : pass.newest;
  b.over(span, span);
  const int given = pass.ids >= 0 ? pass.ids : own_ids(b, pass, own);
  const int x =
      b.step(second ? "embed_memory" : "embed", "embed", {given}, {second ? "Embed memory" : nullptr, "embed."})[0];
  if (model.position != "sinusoidal" && model.position != "learned") return x;
  const As as{second ? "Position, memory" : nullptr, second ? "position_memory." : "position."};
  const char* name = second ? "position_memory" : "position";
  const double first = double(span.first);
  if (model.position == "learned") return b.step(name, "position", {x}, as, {1, first}).back();
  return b.step(name, "position", {x, -1}, as, {0, first}).back();
}

int mask_input(Builder& b, const Pass& pass, const MaskConfig& config, std::size_t T, std::size_t S) {
  if (config.kind == "none") return -1;
  check_mask(config, T, S);
  Origin rule;
  rule.mask = &config, rule.first = pass.newest.first;
  return b.input(join({pass.at, "masks.", config.kind}), "T S", std::move(rule), Accepts::mask);
}

int layers(Builder& b, const Pass& pass, Labels own, int x, int memory, const MaskConfig& config) {
  const ModelConfig& model = b.scene().model;
  const bool cross = model.kind == "attention" && memory >= 0;
  if (cross) b.over(own, Labels::memory);
  else if (own == Labels::tokens) b.over(pass.newest, pass.seen);
  const std::size_t T = (own == Labels::memory ? b.scene().memory : b.scene().tokens).size();
  const std::size_t S = cross ? b.scene().memory.size() : T;
  const int mask = mask_input(b, pass, config, T, S);
  if (!cross && own == Labels::tokens) b.over(pass.newest, pass.newest);
  for (std::size_t n = 0; n < model.layers; ++n) {
    Layer layer{b, own, {pass, memory, mask, n}};
    b.enter(join({"layers.", n}), join({"Layer ", n + 1}), Level::layer);
    if (model.kind == "attention") {
      x = attention(b, "attention", cross ? "Cross-attention" : "Self-attention", x, layer.beside);
    } else if (model.parallel) {
      std::vector<Sublayer> kinds = {Sublayer::self};
      if (memory >= 0) kinds.push_back(Sublayer::cross);
      if (model.feed_forward.width > 0) kinds.push_back(Sublayer::feed);
      x = abreast(layer, x, kinds);
    } else {
      x = around(layer, x, Sublayer::self);
      if (memory >= 0) x = around(layer, x, Sublayer::cross);
      if (model.feed_forward.width > 0) x = around(layer, x, Sublayer::feed);
    }
    b.leave();
  }
  return model.final_norm ? norm(b, "final_norm", x, "Final norm") : x;
}

}  // namespace

int own_ids(Builder& b, const Pass& pass, Labels own) {
  const bool source = own == Labels::memory;
  Origin ids;
  ids.tensor = std::make_shared<const Tensor>(ids_of(source ? b.scene().memory_ids : b.scene().token_ids));
  return b.input(pass.at + (source ? "memory_ids" : "ids"), "T", std::move(ids), Accepts::ids);
}

int forward(Builder& b, const Pass& pass) {
  const Scene& scene = b.scene();
  const ModelConfig& model = scene.model;
  int memory = -1;
  if (model.has_encoder()) {
    MaskConfig unmasked;
    unmasked.kind = "none";
    b.enter("encoder", "Encoder", Level::model);
    memory = layers(b, pass, Labels::memory, embed(b, pass, Labels::memory), -1, unmasked);
    b.leave();
    b.enter("decoder", "Decoder", Level::model);
  }
  const int embedded = embed(b, pass, Labels::tokens);
  if (model.kind == "attention" && !scene.memory.empty()) {
    memory = embed(b, pass, Labels::memory, true);
    b.over(Labels::tokens, Labels::memory);
  }
  const int x = layers(b, pass, Labels::tokens, embedded, memory, model.mask);
  int logits = -1;
  if (model.unembed) {
    if (model.tie_unembed) logits = b.step("unembed", "tied_unembed", {x}, {"Unembed", "embed."})[0];
    else logits = b.step("unembed", "linear", {x}, {"Unembed", nullptr, "", "V"})[0];
    b.step("probabilities", "softmax", {logits}, {"Probabilities"});
  }
  if (model.has_encoder()) b.leave();
  return logits;
}

Program build_forward(const Scene& scene) {
  Builder b(scene);
  b.enter("", scene.title.empty() ? "Model" : scene.title, Level::model);
  forward(b, {});
  b.leave();
  return b.finish();
}

Program build_program(const Scene& scene) {
  if (kWhole && scene.generate.tokens > 0) return build_generation(scene);
  if (!kWhole || !scene.loss) return build_forward(scene);
  Builder b(scene);
  b.enter("", scene.title.empty() ? "Model" : scene.title, Level::model);
  const int loss = add_loss(b, forward(b, {}));
  b.leave();
  Program program = b.finish();
  program.loss = loss;
  add_gradients(program);
  if (scene.update) add_update(program, scene.update);
  check_cells(program);
  return program;
}

}  // namespace attend
