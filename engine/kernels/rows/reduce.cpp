#include "reduce.hpp"

#include <cmath>

#include "../functions/lanes.hpp"

namespace attend::reduce {

namespace {

template <bool kSquared, class Numbers>
ATTEND_INLINE void add(const Numbers& numbers, Numbers& sums) noexcept {
  sums += kSquared ? numbers * numbers : numbers;
}

template <bool kSquared>
double sum_of(const real* x, std::size_t count) noexcept {
  double4 sums{};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) add<kSquared>(__builtin_convertvector(four(x + i), double4), sums);
  double last[kLanes] = {sums[0], sums[1], sums[2], sums[3]};
  for (std::size_t lane = 0; i < count; ++i, ++lane) add<kSquared>(double(x[i]), last[lane]);
  return (last[0] + last[1]) + (last[2] + last[3]);
}

}  // namespace

real highest(const real* x, std::size_t count) noexcept {
  vec4 best = vec4{} + real(-INFINITY), other = best;
  std::size_t i = 0;
  for (; i + 2 * kLanes <= count; i += 2 * kLanes) {
    best = four(x + i) > best ? four(x + i) : best;
    other = four(x + i + kLanes) > other ? four(x + i + kLanes) : other;
  }
  best = other > best ? other : best;
  real highest = real(-INFINITY);
  for (std::size_t lane = 0; lane < kLanes; ++lane) highest = best[lane] > highest ? best[lane] : highest;
  for (; i < count; ++i) highest = x[i] > highest ? x[i] : highest;
  return highest;
}

double dot(const real* x, const real* y, std::size_t count) noexcept {
  double4 sums{};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    sums += __builtin_convertvector(four(x + i), double4) * __builtin_convertvector(four(y + i), double4);
  double last[kLanes] = {sums[0], sums[1], sums[2], sums[3]};
  for (std::size_t lane = 0; i < count; ++i, ++lane) last[lane] += double(x[i]) * double(y[i]);
  return (last[0] + last[1]) + (last[2] + last[3]);
}

double sum(const real* x, std::size_t count) noexcept { return sum_of<false>(x, count); }

double sum_of_squares(const real* x, std::size_t count) noexcept { return sum_of<true>(x, count); }

}  // namespace attend::reduce
