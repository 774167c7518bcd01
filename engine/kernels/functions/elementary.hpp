#pragma once
#include "lanes.hpp"
#include "math.hpp"

/// exp and its kin in float, over one number or four (`F` is float or float4), without a branch, a table or a fused
/// multiply-add: the same bits on every machine, natively and in wasm. In a build of doubles math.hpp serves instead.
/// The stated errors are the largest that tests/engine/elementary_test.cpp lets pass, against double.
namespace attend::elementary {

/// Highest power first.
template <class F, std::size_t N>
ATTEND_INLINE F polynomial(F x, const float (&coefficients)[N]) noexcept {
  F sum = F{} + coefficients[0];
  for (std::size_t i = 1; i < N; ++i) sum = sum * x + coefficients[i];
  return sum;
}

template <class F>
ATTEND_INLINE F absolute(F x) noexcept {
  return number_of(bits_of(x) & 0x7FFFFFFFu);
}

/// e^(x + rest) for a `rest` that x has no room for; x + rest between -105 and 89.
/// = 2^n e^r with |r| <= ln(2)/2. ln(2) is taken off in two parts, the first so short that n times it is exact; 2^n is two
/// factors, so that results too small for all their bits are rounded once. The polynomial errs by 3e-9.
template <class F>
ATTEND_INLINE F exp_of_sum(F x, F rest) noexcept {
  constexpr float kWhole = 12582912;  // 1.5 * 2^23: added to it, a number is rounded to a whole one
  constexpr float kCoefficients[] = {0.00138145441429f, 0.00836874538679f, 0.0416683907258f, 0.16666520396f,
                                     0.499999934323f};
  const F rounded = (x + rest) * 1.44269504f + kWhole, n = rounded - kWhole;
  const F r = ((x - n * 0.693359375f) - n * -2.12194440e-4f) + rest;
  const F power = polynomial(r, kCoefficients) * (r * r) + r + 1.0f;
  const auto exponents = bits_of(rounded) - bits_of(kWhole) + 254u, half = exponents >> 1;
  return power * number_of(half << 23) * number_of((exponents - half) << 23);
}

/// Within 1 unit in the last place, below 1.2e-38 too; 0 from -104 down, infinity from 88.8 up.
template <class F>
ATTEND_INLINE F exp(F x) noexcept {
  return exp_of_sum(at_most(at_least(x, -105), 89), F{});
}
inline double exp(double x) noexcept { return math::exp(x); }

/// Within 2 units in the last place. Coefficients: Cephes, tanhf.
template <class F>
ATTEND_INLINE F tanh(F x) noexcept {
  constexpr float kCoefficients[] = {-5.70498872745e-3f, 2.06390887954e-2f, -5.37397155531e-2f, 1.33314422036e-1f,
                                     -3.33332819422e-1f};
  const F size = absolute(x), square = x * x;
  const F small = polynomial(square, kCoefficients) * square * x + x;
  const F large = 1.0f - 2.0f / (exp(size + size) + 1.0f);
  return choose(size < 0.625f, small, number_of(bits_of(large) | (bits_of(x) & 0x80000000u)));
}
inline double tanh(double x) noexcept { return math::tanh(x); }

/// The share of a normal distribution beyond t >= 0: e^(-t^2/2) times a polynomial in (t - 3)/(t + 3), over t + 3. The
/// polynomial errs by 2e-8. t^2 is taken in two parts, the first exact: out there, e^x feels every bit of x.
template <class F>
ATTEND_INLINE F normal_tail(F t) noexcept {
  constexpr float kCoefficients[] = {5.074283123e-5f, -0.0002058196733f, -0.0009466130297f, 0.001018632405f,
                                     0.006937751253f, -0.01046281996f,   -0.04725826771f,   0.2300177399f,
                                     -0.5093321607f,  0.7290836911f};
  const F near = at_most(t, 15);
  const F first = number_of(bits_of(near) & 0xFFFFF000u);
  const F power = exp_of_sum(first * first * -0.5f, (near - first) * (near + first) * -0.5f);
  const F inverse = 1.0f / (near + 3.0f);
  return power * (polynomial(1.0f - 6.0f * inverse, kCoefficients) * inverse);
}

/// z times the share of a normal distribution below z. Within 1e-6 of itself, on the far negative side too.
template <class F>
ATTEND_INLINE F gelu(F z) noexcept {
  const F tail = normal_tail(absolute(z));
  return z * choose(z < 0.0f, tail, 1.0f - tail);
}
inline double gelu(double z) noexcept {
  const double tail = math::normal_tail(std::fabs(z));
  return z * (z < 0 ? tail : 1 - tail);
}

/// z / (1 + e^-x), from the side on which nothing overflows.
template <class F>
ATTEND_INLINE F logistic_times(F z, F x) noexcept {
  const F power = exp(-absolute(x));
  return z * (choose(x < 0.0f, power, F{} + 1.0f) / (power + 1.0f));
}
inline double logistic_times(double z, double x) noexcept {
  const double power = math::exp(-std::fabs(x));
  return z * ((x < 0 ? power : 1) / (power + 1));
}

/// Within 5e-7 of itself down to -80.
template <class F>
ATTEND_INLINE F silu(F z) noexcept {
  return logistic_times(z, z);
}

/// (1 + tanh u) / 2 is 1 / (1 + e^-2u).
template <class F>
ATTEND_INLINE F gelu_tanh(F z) noexcept {
  using Number = std::conditional_t<sizeof(real) == sizeof(double), double, float>;
  return logistic_times(z, z * (Number(1.5957691216057308) + Number(0.07135481627260025) * (z * z)));
}

template <class F>
ATTEND_INLINE F relu(F z) noexcept {
  return choose(z > 0.0f, z, F{});
}
inline double relu(double z) noexcept { return z > 0 ? z : 0; }

template <class F>
ATTEND_INLINE F relu_slope(F z) noexcept {
  return choose(z > 0.0f, F{} + 1.0f, F{});
}
inline double relu_slope(double z) noexcept { return z > 0 ? 1 : 0; }

/// The share of a normal distribution below z, and z times its density there.
template <class F>
ATTEND_INLINE F gelu_slope(F z) noexcept {
  const F tail = normal_tail(absolute(z));
  return choose(z < 0.0f, tail, 1.0f - tail) + z * (exp(z * z * -0.5f) * 0.3989422804f);
}
inline double gelu_slope(double z) noexcept {
  const double tail = math::normal_tail(std::fabs(z));
  return (z < 0 ? tail : 1 - tail) + z * (math::exp(z * z * -0.5) * 0.3989422804014327);
}

template <class F>
ATTEND_INLINE F silu_slope(F z) noexcept {
  const F share = logistic_times(F{} + 1.0f, z);
  return share * (z * (1.0f - share) + 1.0f);
}
inline double silu_slope(double z) noexcept {
  const double share = logistic_times(1.0, z);
  return share * (z * (1 - share) + 1);
}

/// `Number`: as precise as F.
template <class F, class Number>
ATTEND_INLINE F gelu_tanh_slope_of(F z) noexcept {
  const Number first = Number(1.5957691216057308), third = Number(0.07135481627260025);
  const F square = z * z, share = logistic_times(F{} + Number(1), z * (first + third * square));
  return share + z * share * (Number(1) - share) * (first + Number(3) * third * square);
}
template <class F>
ATTEND_INLINE F gelu_tanh_slope(F z) noexcept {
  return gelu_tanh_slope_of<F, float>(z);
}
inline double gelu_tanh_slope(double z) noexcept { return gelu_tanh_slope_of<double, double>(z); }

template <class F>
ATTEND_INLINE F tanh_slope(F x) noexcept {
  const F bent = tanh(x);
  return 1.0f - bent * bent;
}
inline double tanh_slope(double x) noexcept {
  const double bent = math::tanh(x);
  return 1 - bent * bent;
}

}  // namespace attend::elementary
