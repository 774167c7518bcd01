#pragma once
#include "../../tensor.hpp"

/// What goes back through the functions of rows.hpp, a row at a time: for training, which keeps no steps. Each follows from the
/// chain rule through the steps of its stage; held against those by tests/engine/train_test.cpp.
namespace attend::rows {

/// From the gradient of weights = softmax(by scores) to that of the scores, in place:
/// by weights[i] (upstream[i] - sum_j upstream[j] weights[j]).
void softmax_back(const real* weights, std::size_t count, real by, real* upstream) noexcept;

/// Through capped = cap tanh(by scores / cap), in place: upstream[i] by (1 - (capped[i] / cap)^2).
void soft_cap_back(const real* capped, std::size_t count, real by, real cap, real* upstream) noexcept;

/// Where the gradient of a row goes to.
struct NormGradients {
  real* x;     ///< of the row itself
  bool adds;   ///< to what is there
  real* gain;  ///< added to
  real* bias;  ///< added to; null where there is none
};
/// `scratch`: room for a row.
void layer_norm_back(const real* x, std::size_t count, const real* gain, double eps, const real* upstream,
                     real* scratch, const NormGradients& to) noexcept;
void rms_norm_back(const real* x, std::size_t count, const real* gain, double eps, const real* upstream, real* scratch,
                   const NormGradients& to) noexcept;

}  // namespace attend::rows
