#include "matmul.hpp"

#include <vector>

/// Register-tiled over 4 rows by 8 columns. Eight columns of b at a time are packed into a panel that stays in the
/// first-level cache while every block of four rows of a passes over it.
namespace attend {

namespace {

constexpr std::size_t kRows = 4, kColumns = 8;

void pack(const MatrixIn& b, std::size_t inner, std::size_t first, std::size_t width, real* panel) {
  for (std::size_t p = 0; p < inner; ++p)
    for (std::size_t j = 0; j < kColumns; ++j)
      panel[p * kColumns + j] = j < width ? b.data[p * b.row_stride + (first + j) * b.column_stride] : real(0);
}

void tile(const real* const a[kRows], const real* panel, std::size_t inner, vec4 sum[kRows][2]) {
  vec4 s00{}, s01{}, s10{}, s11{}, s20{}, s21{}, s30{}, s31{};
  for (std::size_t p = 0; p < inner; ++p) {
    const vec4 b0 = *reinterpret_cast<const vec4*>(panel + p * kColumns);
    const vec4 b1 = *reinterpret_cast<const vec4*>(panel + p * kColumns + 4);
    const real a0 = a[0][p], a1 = a[1][p], a2 = a[2][p], a3 = a[3][p];
    s00 += a0 * b0, s01 += a0 * b1, s10 += a1 * b0, s11 += a1 * b1;
    s20 += a2 * b0, s21 += a2 * b1, s30 += a3 * b0, s31 += a3 * b1;
  }
  sum[0][0] = s00, sum[0][1] = s01, sum[1][0] = s10, sum[1][1] = s11;
  sum[2][0] = s20, sum[2][1] = s21, sum[3][0] = s30, sum[3][1] = s31;
}

}  // namespace

void matmul(const real* a, std::size_t a_stride, const MatrixIn& b, real* c, std::size_t c_stride, std::size_t rows,
            std::size_t inner, std::size_t columns) noexcept {
  std::vector<real> panel(inner * kColumns);
  for (std::size_t j = 0; j < columns; j += kColumns) {
    const std::size_t width = columns - j < kColumns ? columns - j : kColumns;
    pack(b, inner, j, width, panel.data());
    for (std::size_t i = 0; i < rows; i += kRows) {
      const std::size_t height = rows - i < kRows ? rows - i : kRows;
      const real* row[kRows];
      for (std::size_t r = 0; r < kRows; ++r) row[r] = a + (i + (r < height ? r : 0)) * a_stride;
      vec4 sum[kRows][2];
      tile(row, panel.data(), inner, sum);
      for (std::size_t r = 0; r < height; ++r)
        for (std::size_t n = 0; n < width; ++n) c[(i + r) * c_stride + j + n] = sum[r][n / 4][n % 4];
    }
  }
}

}  // namespace attend
