#pragma once
#include "../../tensor.hpp"

/// What goes back through the hot operations, all cells at once: each adds to `gradient`. Rows and columns are those of the
/// last axis, all others flattened; sums over rows and columns are kept in double. Held against the cell-wise derivation
/// (pull.hpp) by tests/engine/pull_test.cpp.
namespace attend::pull {

/// gradient[i] += by upstream[i]
void same(const Tensor& upstream, Tensor& gradient, double by = 1);
/// gradient[i] += upstream[i] other[i]
void times(const Tensor& upstream, const Tensor& other, Tensor& gradient);
/// gradient(r) += by upstream[r]
void spread(const Tensor& upstream, Tensor& gradient, double by = 1);
/// gradient(r) += by upstream[r] x(r)
void spread_times(const Tensor& upstream, const Tensor& x, Tensor& gradient, double by);
/// gradient[r] += sum of by upstream(r)
void row_sums(const Tensor& upstream, Tensor& gradient, double by);
/// gradient[r] += sum of upstream(r) x(r), or of upstream(r) x(r) column
void row_dots(const Tensor& upstream, const Tensor& x, Tensor& gradient, const Tensor* column = nullptr);
/// gradient(r) += upstream(r) row[r] column, each of them where it is not null
void scaled(const Tensor& upstream, const Tensor* row, const Tensor* column, Tensor& gradient);
/// gradient += sum over r of upstream(r), of upstream(r) x(r), or of upstream(r) x(r) row[r]
void column_sums(const Tensor& upstream, Tensor& gradient, const Tensor* x = nullptr, const Tensor* row = nullptr);

/// Through y = 1 / sqrt(x + eps): gradient[i] -= upstream[i] / 2 (x[i] + eps)^(-3/2)
void rsqrt(const Tensor& upstream, const Tensor& x, double eps, Tensor& gradient);
/// Through the largest of each row, whose slope is shared by those that are equally large.
void row_max(const Tensor& upstream, const Tensor& x, const Tensor& row_max, Tensor& gradient);
/// Through x(r) - row_max[r] to row_max; minus infinity stays what it is.
void row_shift(const Tensor& upstream, const Tensor& x, Tensor& gradient);
/// Through e(r) / sum[r] to e, and to sum; 0 / 0 is 0 and stays so.
void quotient(const Tensor& upstream, const Tensor& e, const Tensor& sum, Tensor& gradient);
void divisor(const Tensor& upstream, const Tensor& e, const Tensor& sum, Tensor& gradient);
/// Through f, whose slope is given as a function of numbers that lie side by side.
void function(const Tensor& upstream, const Tensor& x, void (*slope)(const real*, std::size_t, real*) noexcept,
              Tensor& gradient);

/// gradient += upstream where the mask, read again and again, is not 0
void where(const Tensor& upstream, const Tensor& mask, Tensor& gradient);

/// Through y = a b, for each head where there are some: upstream (H,T,S), a (H,T,P), b (H,P,S). `b_transposed`: b is stored
/// as (H,S,P). `a` may be one (T,P) for all.
void left_factor(const Tensor& upstream, const Tensor& b, bool b_transposed, Tensor& gradient);
void right_factor(const Tensor& upstream, const Tensor& a, bool b_transposed, Tensor& gradient);

}  // namespace attend::pull
