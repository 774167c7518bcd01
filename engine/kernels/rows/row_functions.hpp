#pragma once
#include "../../row.hpp"
#include "../functions/elementwise.hpp"
#include "reduce.hpp"

/// The kernels as functions of rows, for the expressions of the stages: `row_sum[r] = sum(exponentials(r))`.
/// Taken by value, so that they win over xtensor's functions of the same names, whose exp differs from machine to machine.
namespace attend {

template <class Real>
Mapped<real> exp(RowView<Real> row) noexcept {
  return {elementwise::exp, row.data()};
}

template <class Real>
Mapped<real> log(RowView<Real> row) noexcept {
  return {elementwise::log, row.data()};
}

template <class Real>
Mapped<real> tanh(RowView<Real> row) noexcept {
  return {elementwise::tanh, row.data()};
}

template <class Real>
real highest(RowView<Real> row) noexcept {
  return reduce::highest(row.data(), row.size());
}

/// Kept in double, so that a long row loses nothing.
template <class Real>
double sum(RowView<Real> row) noexcept {
  return reduce::sum(row.data(), row.size());
}
template <class Real>
double mean(RowView<Real> row) noexcept {
  return sum(row) / double(row.size());
}
template <class Real>
double mean_square(RowView<Real> row) noexcept {
  return reduce::sum_of_squares(row.data(), row.size()) / double(row.size());
}

}  // namespace attend
