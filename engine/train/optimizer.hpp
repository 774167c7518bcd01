#pragma once
#include <cstddef>
#include <vector>

#include "../scene/fields.hpp"
#include "../tensor.hpp"

namespace attend {

/// How gradients change weights; the arithmetic is kernels/update.hpp's.
struct Optimizer {
  bool adam = false;
  double rate = 0;
  double betas[2] = {0.9, 0.999};
  double eps = 1e-8;
  double decay = 0;
  std::size_t warm_up = 0;  ///< over so many steps the rate grows to what it is then

  /// Of the step that follows `step` others.
  double rate_at(std::size_t step) const noexcept;
};

/// Reads an optimizer. Throws Error("training") naming the key.
Optimizer read_optimizer(const json::Value& value);

/// What training has come to: the weights, and the moments of their gradients where the optimizer has some.
struct State {
  std::size_t step = 0;  ///< how many were taken
  std::vector<real> weights, first, second;

  /// Takes a step down the gradients.
  void update(const Optimizer& optimizer, const std::vector<real>& gradients) noexcept;
  double bytes() const noexcept { return double(weights.size() + first.size() + second.size()) * double(sizeof(real)); }
};

}  // namespace attend
