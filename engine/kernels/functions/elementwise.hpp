#pragma once
#include "../../tensor.hpp"

/// Functions of `count` numbers that lie side by side, each on its own: y[i] = f(x[i]). y may be x.
/// Formulas and errors: elementary.hpp. A number has the same function, to the bit, wherever it stands.
namespace attend::elementwise {

void exp(const real* x, std::size_t count, real* y) noexcept;
void log(const real* x, std::size_t count, real* y) noexcept;
void tanh(const real* x, std::size_t count, real* y) noexcept;
void relu(const real* x, std::size_t count, real* y) noexcept;
void gelu(const real* x, std::size_t count, real* y) noexcept;
void gelu_tanh(const real* x, std::size_t count, real* y) noexcept;
void silu(const real* x, std::size_t count, real* y) noexcept;

/// Their slopes.
void relu_slope(const real* x, std::size_t count, real* y) noexcept;
void gelu_slope(const real* x, std::size_t count, real* y) noexcept;
void gelu_tanh_slope(const real* x, std::size_t count, real* y) noexcept;
void silu_slope(const real* x, std::size_t count, real* y) noexcept;
void tanh_slope(const real* x, std::size_t count, real* y) noexcept;

}  // namespace attend::elementwise
