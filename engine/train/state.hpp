#pragma once
#include <cstddef>
#include <vector>

#include "../scene/optimizer.hpp"
#include "../tensor.hpp"

namespace attend {

/// What training has come to: the weights, and the moments of their gradients where the optimizer has some.
struct State {
  std::size_t step = 0;  ///< how many were taken
  std::vector<real> weights, first, second;

  /// Takes a step down the gradients.
  void update(const Optimizer& optimizer, const std::vector<real>& gradients) noexcept;
  double bytes() const noexcept { return double(weights.size() + first.size() + second.size()) * double(sizeof(real)); }
};

}  // namespace attend
