#include "scene.hpp"

namespace attend {

namespace {

void write_list(json::Writer& out, const char* key, const std::vector<std::string>& items) noexcept {
  if (items.empty()) return;
  out.begin(key, '[');
  for (const std::string& item : items) out.string(item);
  out.end(']');
}

void write_mask(json::Writer& out, const MaskConfig& mask) noexcept {
  out.begin("mask", '{');
  out.field("kind", mask.kind);
  out.field("on", mask.on);
  if (mask.kind == "window" || mask.kind == "dilated" || mask.kind == "block" || mask.kind == "global") {
    out.field("size", double(mask.size));
    if (mask.kind == "dilated") out.field("step", double(mask.step));
    out.flag("causal", mask.causal);
  }
  if (mask.kind == "prefix" || mask.kind == "padding") out.field("length", double(mask.length));
  if (mask.kind == "global") {
    out.begin("tokens", '[');
    for (const std::size_t token : mask.tokens) out.number(double(token));
    out.end(']');
  }
  if (mask.kind == "custom") {
    out.begin("rows", '[');
    for (std::size_t t = 0; t < mask.rows.shape()[0]; ++t) {
      out.begin('[');
      for (std::size_t s = 0; s < mask.rows.shape()[1]; ++s) out.number(mask.rows(t, s));
      out.end(']');
    }
    out.end(']');
  }
  out.end('}');
}

}  // namespace

void write_scene(json::Writer& out, const Scene& scene) noexcept {
  const ModelConfig& model = scene.model;
  out.begin('{');
  out.field("version", 1);
  out.field("id", scene.id);
  out.field("title", scene.title);
  write_list(out, "tokens", scene.tokens);
  write_list(out, "memory", scene.memory);
  write_list(out, "vocabulary", scene.vocabulary);
  out.begin("model", '{');
  out.field("kind", model.kind);
  out.field("layers", double(model.layers));
  out.field("width", double(model.width));
  out.field("heads", double(model.heads));
  out.field("head_width", double(model.head_width));
  out.field("norm", model.norm);
  out.field("norm_kind", model.norm_kind);
  out.field("position", model.position);
  write_mask(out, model.mask);
  out.begin("feed_forward", '{');
  out.field("width", double(model.hidden));
  out.field("activation", model.activation);
  out.end('}');
  out.field("temperature", model.temperature);
  out.flag("final_norm", model.final_norm);
  out.flag("unembed", model.unembed);
  out.flag("bias", model.bias);
  out.end('}');
  out.field("made_by", scene.made_by);
  out.end('}');
}

}  // namespace attend
