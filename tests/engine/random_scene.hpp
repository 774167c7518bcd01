#pragma once
#include <string>

#include "random.hpp"
#include "scene/model.hpp"

namespace attend::test {

/// A scene of random kind and sizes (1 to 5 tokens), with a seed for its weights. Every key of the model is drawn.
struct RandomScene {
  std::vector<std::string> tokens, memory, vocabulary;
  ModelConfig model;
  std::size_t seed;

  /// Takes away what neither a runner nor training can do.
  void leave_out_switches();
  /// As JSON.
  std::string text() const;
};

RandomScene random_scene(Random& random);

}  // namespace attend::test
