#pragma once
#include "../../tensor.hpp"

/// One number out of `count` that lie side by side.
namespace attend::reduce {

/// Minus infinity of none; what is no number is passed over.
real highest(const real* x, std::size_t count) noexcept;

/// Kept in double, so that a long row loses nothing. Four sums side by side, of every fourth number: in this order on every
/// machine.
double sum(const real* x, std::size_t count) noexcept;
double sum_of_squares(const real* x, std::size_t count) noexcept;
/// Of the products x[i] y[i].
double dot(const real* x, const real* y, std::size_t count) noexcept;

}  // namespace attend::reduce
