#include "matmul.hpp"

#include <algorithm>

/// Register-tiled: up to 4 rows by 8 columns, or fewer rows by more columns, whose eight sums of four numbers stay in
/// registers while p runs (browsers spill a ninth). Eight columns of b at a time are packed into a panel that stays in the
/// first-level cache while all rows of a pass over it; few rows read b where it lies.
namespace attend {

namespace {

constexpr std::size_t kColumns = 8, kRows = 4;
/// Rows of b in a panel. Its 8 KB, and as much of four rows of a, fit the first-level cache of any machine.
constexpr std::size_t kDepth = 256;
/// So many panels, 128 KB of them, and the parts of so many rows of a that meet them, are in the second-level cache: without
/// that, a would come from further away for every eight columns.
constexpr std::size_t kPanels = 16, kRowsAtOnce = 64;
/// Up to so many rows of a, a panel would be read too seldom to pay for its packing.
constexpr std::size_t kFewRows = 8;
/// So much of b is in the first-level cache anyway.
constexpr std::size_t kNear = 4096;

/// Four rows of four, to rows that are `to_stride` apart.
ATTEND_INLINE void transpose_four(const real* from, std::size_t stride, real* to, std::size_t to_stride) noexcept {
  const vec4 a = four(from), b = four(from + stride), c = four(from + 2 * stride), d = four(from + 3 * stride);
  const vec4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5),
             ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7), cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  put(to, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
  put(to + to_stride, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
  put(to + 2 * to_stride, __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5));
  put(to + 3 * to_stride, __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7));
}

/// Columns [first, first + width) of rows [0, depth) of b; columns that b has not are 0.
void pack(const MatrixIn& b, std::size_t depth, std::size_t first, std::size_t width, real* panel) noexcept {
  const real* from = b.data + first * b.column_stride;
  std::size_t p = 0;
  if (width == kColumns && b.column_stride == 1) {
    for (; p < depth; ++p, from += b.row_stride, panel += kColumns) {
      put(panel, four(from));
      put(panel + 4, four(from + 4));
    }
  } else if (width == kColumns && b.row_stride == 1) {
    for (; p + 4 <= depth; p += 4, from += 4, panel += 4 * kColumns) {
      transpose_four(from, b.column_stride, panel, kColumns);
      transpose_four(from + 4 * b.column_stride, b.column_stride, panel + 4, kColumns);
    }
  }
  for (; p < depth; ++p, from += b.row_stride, panel += kColumns)
    for (std::size_t j = 0; j < kColumns; ++j) panel[j] = j < width ? from[j * b.column_stride] : real(0);
}

/// Sixteen columns from `first` on, which lie side by side, into two panels: a whole line of the cache is read at once.
void pack_two(const MatrixIn& b, std::size_t depth, std::size_t first, real* one, real* other) noexcept {
  const real* from = b.data + first;
  for (std::size_t p = 0; p < depth; ++p, from += b.row_stride, one += kColumns, other += kColumns) {
    put(one, four(from));
    put(one + 4, four(from + 4));
    put(other, four(from + 8));
    put(other + 4, four(from + 12));
  }
}

/// Panels of `count` times eight columns from `first` on. Two at a time where columns lie side by side, so that a line of the
/// cache is read once.
void pack_all(const MatrixIn& b, std::size_t depth, std::size_t first, std::size_t count,
              real (*panels)[kDepth * kColumns]) noexcept {
  std::size_t n = 0;
  if (b.column_stride == 1)
    for (; n + 2 <= count; n += 2) pack_two(b, depth, first + n * kColumns, panels[n], panels[n + 1]);
  for (; n < count; ++n) pack(b, depth, first + n * kColumns, kColumns, panels[n]);
}

/// Where a tile reads b, eight columns at a time: where it lies, or in panels that are `step` apart.
struct Lying {
  const real* data;
  std::size_t stride;

  const real* at(std::size_t p, std::size_t column) const noexcept { return data + p * stride + column; }
};
struct Panels {
  const real* data;
  std::size_t step;

  const real* at(std::size_t p, std::size_t column) const noexcept {
    return data + p * kColumns + column / kColumns * step + column % kColumns;
  }
};

/// What surrounds a tile.
struct Tile {
  const real* a;
  std::size_t a_stride, depth;
  real* c;
  std::size_t c_stride;
  bool adds;         ///< to what c holds, from the rows of b before
  const real* bias;  ///< of this tile's columns, for the last rows of b; else null
};

/// c is `kHigh` rows of `4 kAcross` columns.
template <std::size_t kHigh, std::size_t kAcross, class Right>
void multiply(const Tile& tile, const Right& b) noexcept {
  vec4 sums[kHigh][kAcross];
  const real* rows[kHigh];
  for (std::size_t r = 0; r < kHigh; ++r) {
    rows[r] = tile.a + r * tile.a_stride;
    for (std::size_t n = 0; n < kAcross; ++n)
      sums[r][n] = tile.adds ? four(tile.c + r * tile.c_stride + 4 * n) : vec4{};
  }
  for (std::size_t p = 0; p < tile.depth; ++p)
    for (std::size_t r = 0; r < kHigh; ++r)  // so that one number of a is in a register at a time
      for (std::size_t n = 0; n < kAcross; ++n) sums[r][n] += rows[r][p] * four(b.at(p, 4 * n));
  for (std::size_t r = 0; r < kHigh; ++r)
    for (std::size_t n = 0; n < kAcross; ++n)
      put(tile.c + r * tile.c_stride + 4 * n, tile.bias ? sums[r][n] + four(tile.bias + 4 * n) : sums[r][n]);
}

/// A tile at the right edge, of which c has only `width` columns: made beside c.
template <std::size_t kHigh>
void multiply_edge(const Tile& tile, const Panels& b, std::size_t width) noexcept {
  real cells[kHigh * kColumns], bias[kColumns];
  for (std::size_t r = 0; tile.adds && r < kHigh; ++r)
    std::copy_n(tile.c + r * tile.c_stride, width, cells + r * kColumns);
  if (tile.bias) std::copy_n(tile.bias, width, bias);
  multiply<kHigh, 2>({tile.a, tile.a_stride, tile.depth, cells, kColumns, tile.adds, tile.bias ? bias : nullptr}, b);
  for (std::size_t r = 0; r < kHigh; ++r) std::copy_n(cells + r * kColumns, width, tile.c + r * tile.c_stride);
}

/// All rows of a against eight columns of b.
template <class Right>
void pass(Tile tile, std::size_t rows, const Right& b) noexcept {
  for (; rows >= kRows; rows -= kRows, tile.a += kRows * tile.a_stride, tile.c += kRows * tile.c_stride)
    multiply<kRows, 2>(tile, b);
  if (rows == 3) multiply<3, 2>(tile, b);
  if (rows == 2) multiply<2, 2>(tile, b);
  if (rows == 1) multiply<1, 2>(tile, b);
}

void pass_edge(Tile tile, std::size_t rows, const Panels& b, std::size_t width) noexcept {
  for (; rows >= kRows; rows -= kRows, tile.a += kRows * tile.a_stride, tile.c += kRows * tile.c_stride)
    multiply_edge<kRows>(tile, b, width);
  if (rows == 3) multiply_edge<3>(tile, b, width);
  if (rows == 2) multiply_edge<2>(tile, b, width);
  if (rows == 1) multiply_edge<1>(tile, b, width);
}

/// The tile of this column, `row` rows further down.
Tile at(const Tile& left, std::size_t column, std::size_t row = 0) noexcept {
  Tile tile = left;
  tile.a += row * tile.a_stride;
  tile.c += row * tile.c_stride + column;
  if (tile.bias) tile.bias += column;
  return tile;
}

/// The whole panels of some rows of b, which `right(column)` finds. One or two rows take more columns at once, so that
/// there are eight sums again. Returns the first column that is left.
template <class RightAt>
std::size_t sweep(const Tile& left, std::size_t rows, std::size_t columns, RightAt right) noexcept {
  std::size_t j = 0;
  if (rows == 1)
    for (; j + 4 * kColumns <= columns; j += 4 * kColumns) multiply<1, 8>(at(left, j), right(j));
  if (rows == 2)
    for (; j + 2 * kColumns <= columns; j += 2 * kColumns) multiply<2, 4>(at(left, j), right(j));
  for (; j + kColumns <= columns; j += kColumns) pass(at(left, j), rows, right(j));
  return j;
}

/// Runs over the rows of b, some at a time; `over(first, left)` does one depth.
template <class Over>
void deepen(const Tile& whole, const real* bias, Over over) noexcept {
  const std::size_t parts = std::max<std::size_t>(1, (whole.depth + kDepth - 1) / kDepth);
  for (std::size_t part = 0; part < parts; ++part) {
    const std::size_t first = whole.depth * part / parts, end = whole.depth * (part + 1) / parts;
    Tile left = whole;
    left.a += first;
    left.depth = end - first;
    left.adds = whole.adds || part > 0;
    left.bias = part + 1 == parts ? bias : nullptr;
    over(first, left);
  }
}

}  // namespace

void matmul(const real* a, std::size_t a_stride, const MatrixIn& b, real* c, std::size_t c_stride, std::size_t rows,
            std::size_t inner, std::size_t columns, const real* bias, bool adds) noexcept {
  const bool lying = b.column_stride == 1 && (rows <= kFewRows || inner * b.row_stride <= kNear);
  alignas(32) real panels[kPanels][kDepth * kColumns];
  deepen({a, a_stride, inner, c, c_stride, adds, nullptr}, bias, [&](std::size_t first, const Tile& left) {
    const MatrixIn below{b.data + first * b.row_stride, b.row_stride, b.column_stride};
    std::size_t j = 0;
    if (lying)
      j = sweep(left, rows, columns, [&](std::size_t column) { return Lying{below.data + column, b.row_stride}; });
    while (j + kColumns <= columns) {
      const std::size_t count = std::min(kPanels, (columns - j) / kColumns);
      pack_all(below, left.depth, j, count, panels);
      for (std::size_t row = 0; row < rows; row += kRowsAtOnce)
        for (std::size_t n = 0; n < count; ++n)
          pass(at(left, j + n * kColumns, row), std::min(kRowsAtOnce, rows - row), Panels{panels[n], 0});
      j += count * kColumns;
    }
    if (j == columns) return;
    pack(below, left.depth, j, columns - j, panels[0]);
    pass_edge(at(left, j), rows, {panels[0], 0}, columns - j);
  });
}

void transpose(const real* from, std::size_t stride, std::size_t rows, std::size_t columns, real* to) noexcept {
  std::size_t r = 0;
  for (; r + 4 <= rows; r += 4) {
    std::size_t j = 0;
    for (; j + 4 <= columns; j += 4) transpose_four(from + r * stride + j, stride, to + j * rows + r, rows);
    for (; j < columns; ++j)
      for (std::size_t i = r; i < r + 4; ++i) to[j * rows + i] = from[i * stride + j];
  }
  for (; r < rows; ++r)
    for (std::size_t j = 0; j < columns; ++j) to[j * rows + r] = from[r * stride + j];
}

void PackedMatrix::assign(const MatrixIn& matrix, std::size_t inner, std::size_t columns) {
  inner_ = inner, columns_ = columns;
  const std::size_t size = (columns + kColumns - 1) / kColumns * kColumns * inner;
  if (panels_.size() < size) panels_.resize(size);
  for (std::size_t j = 0; j < columns; j += kColumns)
    pack(matrix, inner, j, std::min(kColumns, columns - j), panels_.data() + j * inner);
}

void matmul(const real* a, std::size_t a_stride, const PackedPart& b, real* c, std::size_t c_stride, std::size_t rows,
            const real* bias) noexcept {
  deepen({a, a_stride, b.inner, c, c_stride, false, nullptr}, bias, [&](std::size_t first, const Tile& left) {
    const auto panels = [&](std::size_t column) {
      return Panels{b.panels + column * b.depth + first * kColumns, kColumns * b.depth};
    };
    const std::size_t j = sweep(left, rows, b.columns, panels);
    if (j < b.columns) pass_edge(at(left, j), rows, panels(j), b.columns - j);
  });
}

}  // namespace attend
