#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

/// exp, sin, cos and erf in a few lines each. The C library's own bring tables and cases that would take 6 of the 40 KB
/// that engine.wasm may weigh. Exact to about 1e-14 over the ranges that stages use; held against <cmath> by tests.
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

}  // namespace attend::math
