#include "rows_back.hpp"

#include <cmath>

#include "reduce.hpp"

namespace attend::rows {

void softmax_back(const real* weights, std::size_t count, real by, real* upstream) noexcept {
  const real mean = real(reduce::dot(weights, upstream, count));
  for (std::size_t i = 0; i < count; ++i) upstream[i] = by * weights[i] * (upstream[i] - mean);
}

void soft_cap_back(const real* capped, std::size_t count, real by, real cap, real* upstream) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const real bent = capped[i] / cap;
    upstream[i] *= by * (1 - bent * bent);
  }
}

namespace {

/// The rest of a norm's way back: `normed` is (x - centre) rstd, and becomes what goes to x. A norm that subtracts no mean
/// sends none back.
void norm_back(real* normed, std::size_t count, const real* gain, real rstd, bool centred, const real* upstream,
               const NormGradients& to) noexcept {
  double sum = 0, dot = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const real stretched = upstream[i] * gain[i];
    sum += stretched;
    dot += double(stretched) * double(normed[i]);
    to.gain[i] += upstream[i] * normed[i];
  }
  const real mean = centred ? real(sum / double(count)) : 0, along = real(dot / double(count));
  for (std::size_t i = 0; i < count; ++i) normed[i] = rstd * (upstream[i] * gain[i] - mean - normed[i] * along);
  for (std::size_t i = 0; to.bias && i < count; ++i) to.bias[i] += upstream[i];
  for (std::size_t i = 0; i < count; ++i) to.x[i] = to.adds ? to.x[i] + normed[i] : normed[i];
}

}  // namespace

void layer_norm_back(const real* x, std::size_t count, const real* gain, double eps, const real* upstream,
                     real* scratch, const NormGradients& to) noexcept {
  const real mean = real(reduce::sum(x, count) / double(count));
  for (std::size_t i = 0; i < count; ++i) scratch[i] = x[i] - mean;
  const real variance = real(reduce::sum_of_squares(scratch, count) / double(count));
  const real rstd = real(1 / std::sqrt(double(variance) + eps));
  for (std::size_t i = 0; i < count; ++i) scratch[i] *= rstd;
  norm_back(scratch, count, gain, rstd, true, upstream, to);
}

void rms_norm_back(const real* x, std::size_t count, const real* gain, double eps, const real* upstream, real* scratch,
                   const NormGradients& to) noexcept {
  const real mean_square = real(reduce::sum_of_squares(x, count) / double(count));
  const real rrms = real(1 / std::sqrt(double(mean_square) + eps));
  for (std::size_t i = 0; i < count; ++i) scratch[i] = x[i] * rrms;
  norm_back(scratch, count, gain, rrms, false, upstream, to);
}

}  // namespace attend::rows
