#include "../whole.hpp"
#include "scene.hpp"

namespace attend {

void write_list(json::Writer& out, const char* key, const std::vector<std::string>& items) noexcept {
  if (items.empty()) return;
  out.begin(key, '[');
  for (const std::string& item : items) out.string(item);
  out.end(']');
}

namespace {

/// Writes the keys of one group that its kind uses.
class GroupWriter {
public:
  explicit GroupWriter(json::Writer& out) noexcept : out_(out) {}

  template <class Row, class Value>
  void operator()(const char* name, const Row& row, const Value& value) noexcept {
    if (std::string_view(name) == "kind") kind_ = kind_of(value);
    if (!is_used(row, kind_)) return;
    out_.key(name);
    if constexpr (requires { row.or_none; })
      if (row.or_none && value == 0) return out_.null();
    write(value);
  }

private:
  static std::string_view kind_of(std::string_view value) noexcept { return value; }
  template <class Value>
  static std::string_view kind_of(const Value&) noexcept {
    return {};
  }

  void write(std::string_view value) noexcept { out_.string(value); }
  void write(std::size_t value) noexcept { out_.number(double(value)); }
  void write(bool value) noexcept { out_.boolean(value); }
  void write(double value) noexcept { out_.number(value); }
  void write(const std::vector<std::size_t>& places) noexcept {
    out_.begin('[');
    for (const std::size_t place : places) out_.number(double(place));
    out_.end(']');
  }
  void write(const Tensor& cells) noexcept {
    out_.begin('[');
    for (std::size_t t = 0; t < cells.shape()[0]; ++t) {
      out_.begin('[');
      for (std::size_t s = 0; s < cells.shape()[1]; ++s) out_.number(cells(t, s));
      out_.end(']');
    }
    out_.end(']');
  }
  template <class Config>
  void write(const Config& group) noexcept {
    out_.begin('{');
    each_key(group, GroupWriter(out_));
    out_.end('}');
  }

  json::Writer& out_;
  std::string_view kind_;
};

}  // namespace

void write_model(json::Writer& out, const ModelConfig& model) noexcept {
  out.begin('{');
  each_key(model, GroupWriter(out));
  out.end('}');
}

void write_generate(json::Writer& out, const GenerateConfig& generate) noexcept {
  out.begin('{');
  each_key(generate, GroupWriter(out));
  out.end('}');
}

void write_scene(json::Writer& out, const Scene& scene) noexcept {
  out.begin('{');
  out.field("version", 1);
  out.field("id", scene.id);
  out.field("title", scene.title);
  write_list(out, "tokens", scene.tokens);
  write_list(out, "memory", scene.memory);
  if (scene.own_vocabulary) write_list(out, "vocabulary", scene.vocabulary);
  out.key("model");
  write_model(out, scene.model);
  if ((kWhole || kStepless) && scene.loss) write_loss(out, scene.loss);
  if (kWhole && scene.update) write_update(out, scene.update);
  if (kWhole && scene.generate.tokens > 0) {
    out.key("generate");
    write_generate(out, scene.generate);
  }
  out.field("made_by", scene.made_by);
  out.end('}');
}

}  // namespace attend
