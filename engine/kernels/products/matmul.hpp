#pragma once
#include <cstddef>
#include <vector>

#include "../functions/lanes.hpp"

namespace attend {

/// A matrix that is read through two strides, so that the transpose of a stored one costs nothing.
struct MatrixIn {
  const real* data;
  std::size_t row_stride;
  std::size_t column_stride = 1;
};

/// c[i,j] = sum_p a[i,p] b[p,j] + bias[j], for i < rows, p < inner, j < columns.
/// a (rows, inner) with `a_stride` between rows; c (rows, columns) with `c_stride` between rows, overwritten; bias (columns),
/// or null. A cell is one sum, taken in the order of p whatever the sizes are: the product of some rows is, to the bit,
/// those rows of the product. `adds`: to what c holds, instead of overwriting it.
void matmul(const real* a, std::size_t a_stride, const MatrixIn& b, real* c, std::size_t c_stride, std::size_t rows,
            std::size_t inner, std::size_t columns, const real* bias = nullptr, bool adds = false) noexcept;

/// to (columns, rows), side by side: the transpose of `from` (rows, columns), which has `stride` numbers from row to row.
void transpose(const real* from, std::size_t stride, std::size_t rows, std::size_t columns, real* to) noexcept;

/// The first `inner` rows and `columns` columns of a packed matrix whose panels have `depth` rows.
struct PackedPart {
  const real* panels;
  std::size_t depth, inner, columns;
};

/// A right-hand matrix laid out once for many products: eight columns at a time, row by row.
class PackedMatrix {
public:
  PackedMatrix() = default;
  PackedMatrix(const MatrixIn& matrix, std::size_t inner, std::size_t columns) { assign(matrix, inner, columns); }
  /// Another matrix in the same memory, which grows where it has to.
  void assign(const MatrixIn& matrix, std::size_t inner, std::size_t columns);

  PackedPart part(std::size_t inner, std::size_t columns) const noexcept {
    return {panels_.data(), inner_, inner, columns};
  }
  std::size_t bytes() const noexcept { return panels_.size() * sizeof(real); }
  operator PackedPart() const noexcept { return part(inner_, columns_); }

private:
  std::size_t inner_ = 0, columns_ = 0;
  std::vector<real> panels_;
};

/// The same product, with b packed.
void matmul(const real* a, std::size_t a_stride, const PackedPart& b, real* c, std::size_t c_stride, std::size_t rows,
            const real* bias = nullptr) noexcept;

}  // namespace attend
