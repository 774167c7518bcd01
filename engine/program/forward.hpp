#pragma once
#include <string>
#include <vector>

#include "builder.hpp"

namespace attend {

/// The keys and values of a layer's earlier tokens, as slots; -1 where there are none yet.
struct Cached {
  int k = -1, v = -1;
};

/// One run through a model: of the scene's own tokens, or, where tokens are generated, of those up to one of them.
struct Pass {
  std::string at;                                     ///< where its inputs hang
  int ids = -1;                                       ///< a slot; -1: the scene's tokens are its input
  Span newest{Labels::tokens}, seen{Labels::tokens};  ///< the tokens that it reads, and those that they may look at
  std::vector<Cached>* caches = nullptr;              ///< by layer
};

/// From tokens to the last layer, and to logits and probabilities where the model has them. Returns the logits, or -1.
int forward(Builder& b, const Pass& pass);

/// The tokens of a scene as ids, as an input of a pass.
int own_ids(Builder& b, const Pass& pass, Labels own);

/// The program of a scene that generates: `prefill` reads what is given, and each `decode.N` one more token.
Program build_generation(const Scene& scene);

}  // namespace attend
