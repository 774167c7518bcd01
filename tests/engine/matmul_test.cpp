// The register-tiled product against three plain loops.
#include <cmath>

#include "kernels/products/matmul.hpp"
#include "random.hpp"
#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// A matrix inside a larger one: `stride` numbers from row to row, and a number of no meaning in between.
struct Strided {
  std::size_t rows, columns, stride;
  std::vector<real> data;

  Strided(std::size_t rows, std::size_t columns, std::size_t gap)
      : rows(rows), columns(columns), stride(columns + gap), data(rows * stride, real(NAN)) {}
  real& at(std::size_t i, std::size_t j) { return data[i * stride + j]; }
  void fill(Random& random) {
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < columns; ++j) at(i, j) = random.number();
  }
};

/// Whole multiples of 1/64 up to 2 multiply to multiples of 1/4096: sums of a few hundred are exact in float32, so
/// that any order of summation gives the same number.
void check_product(Problems& problems, Random& random, std::size_t rows, std::size_t inner, std::size_t columns,
                   std::size_t gap, bool transposed) {
  Strided a(rows, inner, gap), b(transposed ? columns : inner, transposed ? inner : columns, gap),
      c(rows, columns, gap);
  a.fill(random);
  b.fill(random);
  const MatrixIn from = transposed ? MatrixIn{b.data.data(), 1, b.stride} : MatrixIn{b.data.data(), b.stride};
  std::vector<real> bias(columns);
  for (real& number : bias) number = random.number();
  const real* added = rows % 2 ? bias.data() : nullptr;
  matmul(a.data.data(), a.stride, from, c.data.data(), c.stride, rows, inner, columns, added);
  Strided packed(rows, columns, gap);
  matmul(a.data.data(), a.stride, PackedMatrix(from, inner, columns), packed.data.data(), packed.stride, rows, added);
  for (std::size_t i = 0; i < c.data.size(); ++i)
    if (!same(double(c.data[i]), double(packed.data[i])))
      problems.add(shape_text(Shape{rows, inner, columns}) + ": packed, the product is another");
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < c.stride; ++j) {
      double expected = j >= columns ? NAN : added ? double(bias[j]) : 0;
      for (std::size_t p = 0; j < columns && p < inner; ++p)
        expected += double(a.at(i, p)) * double(transposed ? b.at(j, p) : b.at(p, j));
      if (!same(double(c.data[i * c.stride + j]), expected))
        problems.add(shape_text(Shape{rows, inner, columns}) + (transposed ? " transposed" : "") + ", cell " +
                     shape_text(Shape{i, j}) + ": expected " + digits(expected) + ", got " +
                     digits(c.data[i * c.stride + j]));
    }
}

}  // namespace

TEST_CASE("matmul: every size from 1 to 17, plain and transposed, without touching what lies between rows",
          "[matmul]") {
  Random random(7);
  Problems problems;
  for (std::size_t rows = 1; rows <= 17; ++rows)
    for (std::size_t inner = 1; inner <= 17; ++inner)
      for (std::size_t columns = 1; columns <= 17; ++columns)
        for (const bool transposed : {false, true})
          check_product(problems, random, rows, inner, columns, (rows + inner + columns) % 3, transposed);
  REQUIRE_NONE(problems);
}

TEST_CASE("matmul: larger sizes, past the edges of tiles and panels", "[matmul]") {
  Random random(8);
  Problems problems;
  for (const Shape& size : {Shape{31, 64, 33},
                            {64, 64, 64},
                            {65, 127, 66},
                            {1, 200, 50},
                            {50, 200, 1},
                            {100, 1, 100},
                            {128, 90, 129},
                            {3, 300, 260},
                            {1, 600, 70},
                            {2, 257, 40},
                            {9, 513, 17}})
    for (const bool transposed : {false, true})
      check_product(problems, random, size[0], size[1], size[2], 3, transposed);
  REQUIRE_NONE(problems);
}

TEST_CASE("matmul: zero times a large number is zero, and a minus infinity does not leak into other cells",
          "[matmul]") {
  const std::vector<real> a = {0, 1, 1, 0}, b = {real(1e30), 2, 3, real(-INFINITY)};
  std::vector<real> c(4);
  matmul(a.data(), 2, {b.data(), 2}, c.data(), 2, 2, 2, 2);
  CHECK(c[0] == 3);
  CHECK(c[1] == real(-INFINITY));
  CHECK(c[2] == real(1e30));
}

TEST_CASE("matmul: some rows of a product are, to the bit, the product of some rows", "[matmul]") {
  Random random(9);
  Problems problems;
  const std::size_t rows = 13, inner = 530, columns = 75;
  std::vector<real> a(rows * inner), b(inner * columns), turned(b.size()), whole(rows * columns);
  for (real& number : a) number = random.number() / 3;
  for (real& number : b) number = random.number() / 7;
  for (std::size_t p = 0; p < inner; ++p)
    for (std::size_t j = 0; j < columns; ++j) turned[j * inner + p] = b[p * columns + j];
  matmul(a.data(), inner, {b.data(), columns}, whole.data(), columns, rows, inner, columns);
  const PackedMatrix packed({b.data(), columns}, inner, columns);
  const auto compare = [&](const std::vector<real>& part, std::size_t first, const char* how) {
    for (std::size_t i = 0; i < part.size(); ++i)
      if (part[i] != whole[first * columns + i]) problems.add(std::string(how) + " from row " + std::to_string(first));
  };
  for (std::size_t count = 1; count <= rows; ++count)
    for (std::size_t first = 0; first + count <= rows; ++first) {
      std::vector<real> part(count * columns);
      matmul(&a[first * inner], inner, {b.data(), columns}, part.data(), columns, count, inner, columns);
      compare(part, first, "as it lies,");
      matmul(&a[first * inner], inner, {turned.data(), 1, inner}, part.data(), columns, count, inner, columns);
      compare(part, first, "transposed,");
      matmul(&a[first * inner], inner, packed, part.data(), columns, count);
      compare(part, first, "packed,");
    }
  REQUIRE_NONE(problems);
}
