#pragma once
#include <cstddef>

#include "math.hpp"

namespace attend {

/// How fast scores of head h of H fall with distance: 2^(-8 (h+1) / n) for the first n heads, n the largest power of two up to
/// H, and 2^(-4 (2(h-n)+1) / n) for the others, which lie between.
inline double alibi_slope(std::size_t h, std::size_t H) {
  constexpr double kLog2 = 0.6931471805599453;
  std::size_t n = 1;
  while (2 * n <= H) n *= 2;
  const double power = h < n ? 8 * double(h + 1) : 4 * double(2 * (h - n) + 1);
  return math::exp(-kLog2 * power / double(n));
}

}  // namespace attend
