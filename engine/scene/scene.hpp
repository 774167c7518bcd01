#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../json/json.hpp"
#include "../tensor.hpp"
#include "loss.hpp"
#include "model.hpp"
#include "optimizer.hpp"

/// A scene: what is computed. Tokens, a model's configuration, and the numbers it starts from.
/// The file format is published as lessons/_shared/scene.schema.json; a test holds the two against each other.
namespace attend {

/// Numbers that were written, or given as they are. Sessions that are given the same share them.
struct Numbers : std::enable_shared_from_this<Numbers> {
  Tensor tensor;
  bool flat = false;     ///< they came without a shape: the model's is theirs
  bool settled = false;  ///< a program reads them in the shape they have
};
using NumbersPtr = std::shared_ptr<Numbers>;

struct Scene {
  std::string id, title, made_by;
  std::vector<std::string> tokens, memory, vocabulary;
  ModelConfig model;
  bool seeded = false;
  std::uint32_t seed = 0;
  std::map<std::string, NumbersPtr> tensors;       ///< written weights by path without "weights."
  bool own_vocabulary = false;                     ///< it is made of the scene's words, as none was given
  std::vector<std::size_t> token_ids, memory_ids;  ///< places in the vocabulary
  LossConfig loss;
  GenerateConfig generate;  ///< of no tokens where nothing is generated
  /// Of a cross-entropy: for each position the place of its target, and whether there is one.
  std::vector<std::size_t> target_ids;
  std::vector<char> counted;
  UpdateConfig update;
};

/// Reads and checks a scene. Throws Error("scene") naming the key, what was expected, what was got.
Scene parse_scene(const json::Value& root);

/// Writes a list of texts, if there are any.
void write_list(json::Writer& out, const char* key, const std::vector<std::string>& items) noexcept;

/// The configuration with all defaults filled in, as JSON. Without weights, and without a vocabulary that was given: either may be
/// long, and whoever opened the scene has it.
void write_scene(json::Writer& out, const Scene& scene) noexcept;

}  // namespace attend
