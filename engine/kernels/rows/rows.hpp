#pragma once
#include "../../tensor.hpp"

/// What stages make of a row in several steps, at once: for the runner, which keeps no steps. The arithmetic is theirs.
namespace attend::rows {

/// Scores, times `by` (above 0), to weights, in place. All 0 where every score is minus infinity.
void softmax(real* row, std::size_t count, real by) noexcept;

/// Scores, times `by`, held within a cap: cap tanh(score / cap).
void soft_cap(real* scores, std::size_t count, real by, real cap) noexcept;

void layer_norm(const real* x, std::size_t count, const real* gain, const real* bias, double eps, real* y) noexcept;
void rms_norm(const real* x, std::size_t count, const real* gain, double eps, real* y) noexcept;

}  // namespace attend::rows
