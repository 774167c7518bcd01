#include "rows.hpp"

#include <algorithm>
#include <cmath>

#include "../functions/elementary.hpp"
#include "../functions/elementwise.hpp"
#include "reduce.hpp"

namespace attend::rows {

namespace {

/// x becomes e^(x by - highest), for every x of a row; returns the sum. One pass, with the roundings and the order of sums
/// that several have.
double exponentials(real* row, std::size_t count, real by, real highest) noexcept {
  double4 sums{};
  std::size_t i = 0;
  if constexpr (sizeof(real) == sizeof(float))
    for (; i + kLanes <= count; i += kLanes) {
      const vec4 power = elementary::exp(four(row + i) * by - highest);
      put(row + i, power);
      sums += __builtin_convertvector(power, double4);
    }
  double last[kLanes] = {sums[0], sums[1], sums[2], sums[3]};
  for (; i < count; ++i) last[i % kLanes] += row[i] = elementary::exp(row[i] * by - highest);
  return (last[0] + last[1]) + (last[2] + last[3]);
}

}  // namespace

void softmax(real* row, std::size_t count, real by) noexcept {
  const real highest = reduce::highest(row, count) * by;  // `by` is above 0, and rounding keeps the order
  if (highest == real(-INFINITY)) {
    std::fill_n(row, count, real(0));
    return;
  }
  const real sum = real(exponentials(row, count, by, highest));
  for (std::size_t i = 0; i < count; ++i) row[i] /= sum;
}

void soft_cap(real* scores, std::size_t count, real by, real cap) noexcept {
  for (std::size_t i = 0; i < count; ++i) scores[i] = scores[i] * by / cap;
  elementwise::tanh(scores, count, scores);
  for (std::size_t i = 0; i < count; ++i) scores[i] *= cap;
}

void layer_norm(const real* x, std::size_t count, const real* gain, const real* bias, double eps, real* y) noexcept {
  const real mean = real(reduce::sum(x, count) / double(count));
  for (std::size_t i = 0; i < count; ++i) y[i] = x[i] - mean;
  const real variance = real(reduce::sum_of_squares(y, count) / double(count));
  const real rstd = real(1 / std::sqrt(double(variance) + eps));
  for (std::size_t i = 0; i < count; ++i) y[i] = y[i] * rstd * gain[i] + bias[i];
}

void rms_norm(const real* x, std::size_t count, const real* gain, double eps, real* y) noexcept {
  const real mean_square = real(reduce::sum_of_squares(x, count) / double(count));
  const real rrms = real(1 / std::sqrt(double(mean_square) + eps));
  for (std::size_t i = 0; i < count; ++i) y[i] = x[i] * rrms * gain[i];
}

}  // namespace attend::rows
