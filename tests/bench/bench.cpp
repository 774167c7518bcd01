#include "kernels/matmul.hpp"

/// The matrix product of the engine, and the most multiply-adds this core can do in plain SIMD128, in one module so
/// that both run under the same conditions. Not shipped.

namespace {

using attend::real;
using attend::vec4;

std::vector<real> numbers(std::size_t count) {
  std::vector<real> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = real(int(i * 7919 % 2001) - 1000) / 1000;
  return values;
}

}  // namespace

extern "C" {

/// n x n by n x n, `rounds` times; returns a number of the result, so that nothing is optimised away.
float bench_matmul(int n, int rounds) {
  const std::size_t size = std::size_t(n);
  static std::vector<real> a, b, c;
  a = numbers(size * size), b = numbers(size * size), c.resize(size * size);
  for (int i = 0; i < rounds; ++i) attend::matmul(a.data(), size, {b.data(), size}, c.data(), size, size, size, size);
  return c[size + 1];
}

/// Ten independent chains of multiply and add on registers: 80 operations a round and nothing to wait for.
float bench_peak(int rounds) {
  vec4 a[10];
  for (int i = 0; i < 10; ++i) a[i] = vec4{real(i), 1, 2, 3};
  const vec4 x = {real(0.999999), real(0.999998), real(0.999997), real(0.999996)}, y = {1, 2, 3, 4};
  vec4 s0 = a[0], s1 = a[1], s2 = a[2], s3 = a[3], s4 = a[4], s5 = a[5], s6 = a[6], s7 = a[7], s8 = a[8], s9 = a[9];
  for (int i = 0; i < rounds; ++i) {
    s0 = s0 * x + y, s1 = s1 * x + y, s2 = s2 * x + y, s3 = s3 * x + y, s4 = s4 * x + y;
    s5 = s5 * x + y, s6 = s6 * x + y, s7 = s7 * x + y, s8 = s8 * x + y, s9 = s9 * x + y;
  }
  const vec4 sum = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9;
  return sum[0] + sum[1] + sum[2] + sum[3];
}
}
