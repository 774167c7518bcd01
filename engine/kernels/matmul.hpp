#pragma once
#include <cstddef>

#include "../tensor.hpp"

namespace attend {

/// Four numbers that are multiplied and added in one instruction.
typedef real vec4 __attribute__((vector_size(4 * sizeof(real)), aligned(alignof(real))));

/// A matrix that is read through two strides, so that the transpose of a stored one costs nothing.
struct MatrixIn {
  const real* data;
  std::size_t row_stride;
  std::size_t column_stride = 1;
};

/// The one hot loop of the engine: c[i,j] = sum_p a[i,p] b[p,j], for i < rows, p < inner, j < columns.
/// a (rows, inner) with `a_stride` between rows; c (rows, columns) with `c_stride` between rows, overwritten.
void matmul(const real* a, std::size_t a_stride, const MatrixIn& b, real* c, std::size_t c_stride, std::size_t rows,
            std::size_t inner, std::size_t columns) noexcept;

}  // namespace attend
