#include "kernels/functions/elementwise.hpp"
#include "kernels/products/matmul.hpp"

/// The matrix product and exp of the engine, and the most multiply-adds this core can do in plain SIMD128, in one module
/// so that all run under the same conditions. Not shipped.

namespace {

using attend::real;
using attend::vec4;

std::vector<real> a, b, c;

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

/// Room for a (rows, inner) and b (inner, columns), to be filled in before bench_matmul.
void bench_sizes(int rows, int inner, int columns) {
  a.resize(std::size_t(rows * inner));
  b.resize(std::size_t(inner * columns));
  c.resize(std::size_t(rows * columns));
}
real* bench_a() { return a.data(); }
real* bench_b() { return b.data(); }
real* bench_c() { return c.data(); }

/// c = a b, `rounds` times.
void bench_matmul(int rows, int inner, int columns, int rounds) {
  const std::size_t k = std::size_t(inner), n = std::size_t(columns);
  for (int i = 0; i < rounds; ++i) attend::matmul(a.data(), k, {b.data(), n}, c.data(), n, std::size_t(rows), k, n);
}

/// c = exp(a), `rounds` times.
void bench_exp(int rounds) {
  for (int i = 0; i < rounds; ++i) attend::elementwise::exp(a.data(), a.size(), c.data());
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
