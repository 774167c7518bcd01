#pragma once
#include "../../tensor.hpp"
#include "../functions/math.hpp"

/// Columns of a row taken in pairs, each a point that is turned by an angle of its own.
namespace attend {

/// Which columns make pair i: `step` i, and the one `apart` columns behind.
struct Pairs {
  std::size_t count, step, apart;

  std::size_t first(std::size_t i) const noexcept { return i * step; }
  std::size_t second(std::size_t i) const noexcept { return first(i) + apart; }
};

/// angle[t,i] = (t + offset) / base^(i/R), (T,R), in double until the end.
inline Tensor rotation_angles(std::size_t T, std::size_t R, double base, double offset) {
  const double log_base = math::log(base);
  Tensor angle = empty({T, R});
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t i = 0; i < R; ++i)
      angle(t, i) = real((double(t) + offset) / math::exp(log_base * double(i) / double(R)));
  return angle;
}

/// A function of every angle, by our own sine and cosine, which have the same bits on every machine.
inline Tensor of_angles(const Tensor& angle, double (*function)(double)) {
  Tensor found = empty_like(angle);
  for (std::size_t i = 0; i < angle.size(); ++i) found.data()[i] = real(function(double(angle.data()[i])));
  return found;
}

/// Every row of x (H,T,D), its pairs turned by cosine and sine (T,R) of its position; other columns stay as they are.
inline Tensor rotated(const Tensor& x, const Tensor& cosine, const Tensor& sine, const Pairs& pairs) {
  Tensor rotated = x;
  for (Row r : rows_of(x)) {
    const std::size_t t = r.number % x.shape()[1], D = row_length(x);
    const real* from = x.data() + r.number * D;
    real* to = rotated.data() + r.number * D;
    for (std::size_t i = 0; i < pairs.count; ++i) {
      const std::size_t a = pairs.first(i), b = pairs.second(i);
      to[a] = from[a] * cosine(t, i) - from[b] * sine(t, i);
      to[b] = from[b] * cosine(t, i) + from[a] * sine(t, i);
    }
  }
  return rotated;
}

}  // namespace attend
