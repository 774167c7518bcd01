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

template <int kChains>
float multiplyAdd(int rounds) {
  const vec4 x = {real(0.999999), real(0.999998), real(0.999997), real(0.999996)}, y = {1, 2, 3, 4};
  vec4 chain[kChains], sum = {0, 0, 0, 0};
  for (int i = 0; i < kChains; ++i) chain[i] = vec4{real(i), 1, 2, 3};
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < kChains; ++i) chain[i] = chain[i] * x + y;
  }
  for (int i = 0; i < kChains; ++i) sum += chain[i];
  return sum[0] + sum[1] + sum[2] + sum[3];
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

/// Independent chains of multiply and add on registers, 8 operations a chain and round. Which number of chains keeps a
/// core busiest depends on its latencies, so the best of several is the peak.
float bench_peak(int chains, int rounds) {
  switch (chains) {
    case 8:
      return multiplyAdd<8>(rounds);
    case 10:
      return multiplyAdd<10>(rounds);
    case 12:
      return multiplyAdd<12>(rounds);
    case 13:
      return multiplyAdd<13>(rounds);
    default:
      return 0;
  }
}
}
