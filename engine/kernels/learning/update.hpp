#pragma once
#include <cstddef>

#include "../../tensor.hpp"

/// One step of an optimizer, in place, number by number.
namespace attend::update {

/// w - rate (g + decay w). Source: Robbins, Monro 1951.
void sgd(real* weights, const real* gradients, std::size_t count, double rate, double decay) noexcept;

/// With g a gradient, m and v the moments, and t the step, counted from 1:
///
///   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
///   w = w - rate (m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) + decay w)
///
/// Source: Kingma, Ba 2015, algorithm 1; the decay apart from the gradient as in Loshchilov, Hutter 2019, algorithm 2.
struct Adam {
  double rate, beta1, beta2, eps, decay;
  std::size_t step;  ///< counted from 1
};
/// first and second: the moments, which are brought up to date too.
void adam(real* weights, const real* gradients, std::size_t count, const Adam& how, real* first, real* second) noexcept;

/// 1 - beta^step, by which a moment that began at 0 is too small.
double correction(double beta, std::size_t step) noexcept;

}  // namespace attend::update
