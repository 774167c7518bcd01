#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

/// exp, sin, cos, tanh and erf in double, in a few lines each: the same on every machine, and without the tables of the C
/// library. Exact to about 1e-14 over the ranges that stages use; held against <cmath> by tests. For whole rows of floats
/// there is elementwise.hpp.
namespace attend::math {

/// e^x = 2^k (e^r)^16 with |r| <= ln(2)/32, and e^r by its series. 0 below -708, infinity above 709.
inline double exp(double x) {
  if (x != x) return x;
  if (x < -708) return 0;
  if (x > 709) return INFINITY;
  const double k = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = ((x - k * 0.6931471803691238) - k * 1.9082149292705877e-10) / 16;
  double term = 1, sum = 1;
  for (int n = 1; n <= 7; ++n) sum += term *= r / n;
  for (int n = 0; n < 4; ++n) sum *= sum;
  const std::int64_t bits = (std::int64_t(k) + 1023) << 52;
  double power;
  std::memcpy(&power, &bits, sizeof power);
  return sum * power;
}

/// log(x) = k log(2) + 2 atanh((m - 1) / (m + 1)) for x = 2^k m with m around 1, and atanh by its series. Minus infinity at
/// 0, no number below.
inline double log(double x) {
  if (!(x > 0) || x > 1.7976931348623157e308) return x == 0 ? -INFINITY : x > 0 ? x : NAN;
  int k;
  double m = std::frexp(x, &k);
  if (m < 0.7071067811865476) m *= 2, --k;
  const double s = (m - 1) / (m + 1);
  double power = s, sum = s;
  for (int n = 3; n <= 21; n += 2) power *= s * s, sum += power / n;
  return k * 0.6931471805599453 + 2 * sum;
}

/// sin(x + quarter pi/2) for a whole number of quarters, by its series around the nearest whole turn.
inline double sine(double x, int quarters) {
  const double turns = std::floor(x / 6.283185307179586 + 0.5);
  const double r = (x - turns * 6.283185307179586) - turns * 2.4492935982947064e-16;
  double term = quarters == 0 ? r : 1, sum = term;
  for (int n = quarters == 0 ? 2 : 1; n <= 30; n += 2) sum += term *= -r * r / (n * (n + 1));
  return sum;
}

inline double sin(double x) { return sine(x, 0); }
inline double cos(double x) { return sine(x, 1); }

/// erf(x) = 2/sqrt(pi) e^(-x^2) sum_n 2^n x^(2n+1) / (1 3 5 ... (2n+1)); all terms have one sign, so none is lost.
inline double erf(double x) {
  if (std::fabs(x) > 6) return x > 0 ? 1 : -1;
  double term = x, sum = x;
  for (int n = 1; std::fabs(term) > 1e-17 * std::fabs(sum); ++n) sum += term *= 2 * x * x / (2 * n + 1);
  return 1.1283791670955126 * exp(-x * x) * sum;
}

/// The share of a normal distribution beyond t >= 0: (1 - erf(t / sqrt 2)) / 2, and where that would lose digits its
/// continued fraction. Source: Abramowitz, Stegun 1964, 26.2.14.
inline double normal_tail(double t) {
  if (t < 2.5) return 0.5 - 0.5 * erf(t * 0.7071067811865476);
  double fraction = t;
  for (int n = 60; n > 0; --n) fraction = t + n / fraction;
  return 0.3989422804014327 * exp(-0.5 * t * t) / fraction;
}

inline double tanh(double x) {
  if (std::fabs(x) > 0.1) return 1 - 2 / (exp(2 * x) + 1);
  const double square = x * x;  // its own series: exp(2x) - 1 would lose digits
  return x * (1 - square * (1.0 / 3 -
                            square * (2.0 / 15 -
                                      square * (17.0 / 315 - square * (62.0 / 2835 - square * (1382.0 / 155925))))));
}

}  // namespace attend::math
