#include "pull_backs.hpp"

#include <cmath>
#include <vector>

#include "../products/matmul.hpp"

namespace attend::pull {

void same(const Tensor& upstream, Tensor& gradient, double by) {
  for (std::size_t i = 0; i < upstream.size(); ++i) gradient.data()[i] += upstream.data()[i] * real(by);
}

void times(const Tensor& upstream, const Tensor& other, Tensor& gradient) {
  for (std::size_t i = 0; i < upstream.size(); ++i) gradient.data()[i] += upstream.data()[i] * other.data()[i];
}

void spread(const Tensor& upstream, Tensor& gradient, double by) {
  const std::size_t length = row_length(gradient);
  for (std::size_t r = 0; r < upstream.size(); ++r)
    for (std::size_t i = 0; i < length; ++i) gradient.data()[r * length + i] += upstream.data()[r] * real(by);
}

void spread_times(const Tensor& upstream, const Tensor& x, Tensor& gradient, double by) {
  const std::size_t length = row_length(gradient);
  for (std::size_t r = 0; r < upstream.size(); ++r) {
    const real factor = real(double(upstream.data()[r]) * by);
    for (std::size_t i = r * length; i < (r + 1) * length; ++i) gradient.data()[i] += factor * x.data()[i];
  }
}

void row_sums(const Tensor& upstream, Tensor& gradient, double by) {
  const std::size_t length = row_length(upstream);
  for (std::size_t r = 0; r < gradient.size(); ++r) {
    double sum = 0;
    for (std::size_t i = 0; i < length; ++i) sum += upstream.data()[r * length + i];
    gradient.data()[r] += real(sum * by);
  }
}

void row_dots(const Tensor& upstream, const Tensor& x, Tensor& gradient, const Tensor* column) {
  const std::size_t length = row_length(upstream);
  for (std::size_t r = 0; r < gradient.size(); ++r) {
    const real *up = upstream.data() + r * length, *numbers = x.data() + r * length;
    double sum = 0;
    for (std::size_t i = 0; i < length; ++i)
      sum += double(up[i]) * double(numbers[i]) * (column ? double(column->data()[i]) : 1.0);
    gradient.data()[r] += real(sum);
  }
}

void scaled(const Tensor& upstream, const Tensor* row, const Tensor* column, Tensor& gradient) {
  const std::size_t length = row_length(upstream), rows = row_count(upstream);
  for (std::size_t r = 0; r < rows; ++r) {
    const real factor = row ? row->data()[r] : real(1);
    const real* up = upstream.data() + r * length;
    real* to = gradient.data() + r * length;
    if (column)
      for (std::size_t i = 0; i < length; ++i) to[i] += up[i] * factor * column->data()[i];
    else
      for (std::size_t i = 0; i < length; ++i) to[i] += up[i] * factor;
  }
}

void column_sums(const Tensor& upstream, Tensor& gradient, const Tensor* x, const Tensor* row) {
  const std::size_t length = row_length(upstream), rows = row_count(upstream);
  std::vector<double> sums(length, 0);
  for (std::size_t r = 0; r < rows; ++r) {
    const double factor = row ? double(row->data()[r]) : 1.0;
    for (std::size_t i = 0; i < length; ++i)
      sums[i] += double(upstream.data()[r * length + i]) * factor * (x ? double(x->data()[r * length + i]) : 1.0);
  }
  for (std::size_t i = 0; i < length; ++i) gradient.data()[i] += real(sums[i]);
}

void rsqrt(const Tensor& upstream, const Tensor& x, double eps, Tensor& gradient) {
  for (std::size_t i = 0; i < upstream.size(); ++i) {
    const double inside = double(x.data()[i]) + eps;
    gradient.data()[i] -= real(0.5 * double(upstream.data()[i]) / (inside * std::sqrt(inside)));
  }
}

void row_max(const Tensor& upstream, const Tensor& x, const Tensor& row_max, Tensor& gradient) {
  const std::size_t length = row_length(x);
  for (std::size_t r = 0; r < upstream.size(); ++r) {
    const real* row = x.data() + r * length;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < length; ++i) equal += row[i] == row_max.data()[r];
    if (equal == 0) continue;
    const real share = upstream.data()[r] / real(equal);
    for (std::size_t i = 0; i < length; ++i)
      if (row[i] == row_max.data()[r]) gradient.data()[r * length + i] += share;
  }
}

void row_shift(const Tensor& upstream, const Tensor& x, Tensor& gradient) {
  const std::size_t length = row_length(x);
  for (std::size_t r = 0; r < gradient.size(); ++r) {
    double sum = 0;
    for (std::size_t i = r * length; i < (r + 1) * length; ++i)
      if (x.data()[i] != kMinusInfinity) sum += upstream.data()[i];
    gradient.data()[r] -= real(sum);
  }
}

void quotient(const Tensor& upstream, const Tensor& e, const Tensor& sum, Tensor& gradient) {
  const std::size_t length = row_length(e);
  for (std::size_t r = 0; r < sum.size(); ++r)
    for (std::size_t i = r * length; i < (r + 1) * length; ++i)
      if (sum.data()[r] != 0 || e.data()[i] != 0) gradient.data()[i] += upstream.data()[i] / sum.data()[r];
}

void divisor(const Tensor& upstream, const Tensor& e, const Tensor& sum, Tensor& gradient) {
  const std::size_t length = row_length(e);
  for (std::size_t r = 0; r < sum.size(); ++r) {
    double dot = 0;
    for (std::size_t i = r * length; i < (r + 1) * length; ++i) dot += double(upstream.data()[i]) * double(e.data()[i]);
    const double square = double(sum.data()[r]) * double(sum.data()[r]);
    if (dot != 0) gradient.data()[r] -= real(dot / square);
  }
}

void function(const Tensor& upstream, const Tensor& x, void (*slope)(const real*, std::size_t, real*) noexcept,
              Tensor& gradient) {
  Tensor slopes = zeros_like(x);
  slope(x.data(), x.size(), slopes.data());
  times(upstream, slopes, gradient);
}

void where(const Tensor& upstream, const Tensor& mask, Tensor& gradient) {
  for (std::size_t i = 0; i < upstream.size(); ++i)
    if (mask.data()[i % mask.size()] != 0) gradient.data()[i] += upstream.data()[i];
}

namespace {

/// The last two axes, and how many such matrices there are.
struct Matrices {
  explicit Matrices(const Tensor& t)
      : columns(row_length(t)), rows(t.shape()[t.dimension() - 2]), count(t.size() / (rows * columns)) {}
  std::size_t columns, rows, count;
};

/// gradient (rows, columns) += a (rows, inner) b, a stored transposed where `a_transposed`.
void add_product(const real* a, bool a_transposed, const MatrixIn& b, real* gradient, std::size_t rows,
                 std::size_t inner, std::size_t columns) {
  std::vector<real> turned, product(rows * columns);
  if (a_transposed) {
    turned.resize(rows * inner);
    for (std::size_t p = 0; p < inner; ++p)
      for (std::size_t r = 0; r < rows; ++r) turned[r * inner + p] = a[p * rows + r];
    a = turned.data();
  }
  matmul(a, inner, b, product.data(), columns, rows, inner, columns);
  for (std::size_t i = 0; i < product.size(); ++i) gradient[i] += product[i];
}

}  // namespace

void left_factor(const Tensor& upstream, const Tensor& b, bool b_transposed, Tensor& gradient) {
  const Matrices y(upstream), a(gradient);
  const std::size_t T = y.rows, S = y.columns, P = a.columns;
  for (std::size_t h = 0; h < y.count; ++h) {
    const real* right = b.data() + h * P * S;
    const MatrixIn turned = b_transposed ? MatrixIn{right, P, 1} : MatrixIn{right, 1, S};
    add_product(upstream.data() + h * T * S, false, turned, gradient.data() + h % a.count * T * P, T, S, P);
  }
}

void right_factor(const Tensor& upstream, const Tensor& a, bool b_transposed, Tensor& gradient) {
  const Matrices y(upstream), left(a);
  const std::size_t T = y.rows, S = y.columns, P = left.columns;
  for (std::size_t h = 0; h < y.count; ++h) {
    const real *up = upstream.data() + h * T * S, *from = a.data() + h % left.count * T * P;
    real* to = gradient.data() + h * P * S;
    if (b_transposed) add_product(up, true, {from, P, 1}, to, S, T, P);
    else add_product(from, true, {up, S, 1}, to, P, T, S);
  }
}

}  // namespace attend::pull
