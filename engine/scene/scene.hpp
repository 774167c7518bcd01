#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../json/json.hpp"
#include "../tensor.hpp"

/// A scene: what is computed. Tokens, a model's configuration, and the numbers it starts from.
/// The file format is published as lessons/_shared/scene.schema.json; a test holds the two against each other.
namespace attend {

struct MaskConfig {
  std::string_view kind = "none";
  std::string_view on = "scores";  ///< what it is applied to; "weights" is the mistake to compare with
  std::size_t size = 1, step = 1, length = 0;
  bool causal = false;
  std::vector<std::size_t> tokens;  ///< global tokens
  Tensor rows;                      ///< custom, T x S of 0 and 1
};

/// Names are views of the fixed lists of choices.
struct ModelConfig {
  std::string_view kind;
  std::size_t layers = 1, width = 8, heads = 1, head_width = 0, hidden = 0;
  std::string_view norm = "pre", norm_kind = "layer", position = "none", activation = "gelu";
  MaskConfig mask;
  double temperature = 1;
  bool final_norm = false, unembed = false, bias = true;

  bool has_encoder() const { return kind == "encoder-decoder"; }
};

struct Scene {
  std::string id, title, made_by;
  std::vector<std::string> tokens, memory, vocabulary;
  ModelConfig model;
  bool seeded = false;
  std::uint32_t seed = 0;
  Tensors tensors;  ///< written weights by path without "weights."

  /// Places of the tokens in the vocabulary.
  Tensor ids(const std::vector<std::string>& tokens) const;
};

/// Reads and checks a scene. Throws Error("scene") naming the key, what was expected, what was got.
Scene parse_scene(const json::Value& root);
Scene parse_scene(const std::string& json_text);

/// The configuration with all defaults filled in, as JSON.
void write_scene(json::Writer& out, const Scene& scene) noexcept;

}  // namespace attend
