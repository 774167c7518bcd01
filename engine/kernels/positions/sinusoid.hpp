#pragma once
#include "../../tensor.hpp"
#include "../functions/math.hpp"

namespace attend {

/// For the positions from `first` on: encoding[t,2i] = sin(t / 10000^(2i/C)), encoding[t,2i+1] = cos(t / 10000^(2i/C)); (T,C).
/// By our own sine, which has the same bits on every machine.
inline Tensor sinusoid(std::size_t T, std::size_t C, std::size_t first = 0) {
  constexpr double kLog10000 = 9.210340371976184;
  Tensor encoding = empty({T, C});
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t c = 0; c < C; ++c) {
      const double angle = double(first + t) / math::exp(double(c - c % 2) / double(C) * kLog10000);
      encoding(t, c) = real(c % 2 == 0 ? math::sin(angle) : math::cos(angle));
    }
  return encoding;
}

}  // namespace attend
