#pragma once
#include <string>

#include "random.hpp"

namespace attend::test {

/// A scene of random kind and sizes (1 to 5 tokens), with a seed for its weights, as JSON text.
struct RandomScene {
  std::string kind, norm, norm_kind, position, mask, activation;
  std::size_t layers, width, heads, head_width, hidden;
  bool unembed, bias;
  std::vector<std::string> tokens, memory, vocabulary;
  std::size_t seed;

  std::string text() const;
};

RandomScene random_scene(Random& random);

}  // namespace attend::test
