#include "elementwise.hpp"

#include "elementary.hpp"

namespace attend::elementwise {

namespace {

template <class Function>
ATTEND_INLINE void each(const real* x, std::size_t count, real* y, Function f) noexcept {
  std::size_t i = 0;
  if constexpr (sizeof(real) == sizeof(float))
    for (; i + kLanes <= count; i += kLanes) put(y + i, f(four(x + i)));
  for (; i < count; ++i) y[i] = f(x[i]);
}

}  // namespace

void exp(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::exp(v); });
}
void log(const real* x, std::size_t count, real* y) noexcept {
  for (std::size_t i = 0; i < count; ++i) y[i] = real(math::log(double(x[i])));
}
void tanh(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::tanh(v); });
}
void relu(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::relu(v); });
}
void gelu(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::gelu(v); });
}
void gelu_tanh(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::gelu_tanh(v); });
}
void silu(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::silu(v); });
}
void relu_slope(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::relu_slope(v); });
}
void gelu_slope(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::gelu_slope(v); });
}
void gelu_tanh_slope(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::gelu_tanh_slope(v); });
}
void silu_slope(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::silu_slope(v); });
}
void tanh_slope(const real* x, std::size_t count, real* y) noexcept {
  each(x, count, y, [](auto v) { return elementary::tanh_slope(v); });
}

}  // namespace attend::elementwise
