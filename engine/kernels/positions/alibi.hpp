#pragma once
#include "../../tensor.hpp"
#include "../functions/math.hpp"

/// What ALiBi adds to scores is made of: one slope for each head, and how far apart tokens are.
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

/// slopes[h], (H).
inline Tensor alibi_slopes(std::size_t H) {
  Tensor slopes = empty({H});
  for (std::size_t h = 0; h < H; ++h) slopes(h) = real(alibi_slope(h, H));
  return slopes;
}

/// distances[t,s] = -|t + offset - s|, (T,S).
inline Tensor alibi_distances(std::size_t T, std::size_t S, std::size_t offset) {
  Tensor distances = empty({T, S});
  for (std::size_t row = 0; row < T; ++row)
    for (std::size_t t = row + offset, s = 0; s < S; ++s) distances(row, s) = real(t < s ? t : s) - real(t < s ? s : t);
  return distances;
}

}  // namespace attend
