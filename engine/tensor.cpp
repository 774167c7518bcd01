#include "tensor.hpp"

#include <algorithm>
#include <limits>

#include "error.hpp"
#include "text/digits.hpp"

namespace attend {

namespace {

Tensor::shape_type checked(const std::size_t* shape, std::size_t rank) {
  cell_count(shape, rank);
  return Tensor::shape_type(shape, shape + rank);
}

}  // namespace

Tensor::Tensor() = default;
Tensor::Tensor(const Tensor&) = default;
Tensor::Tensor(Tensor&&) noexcept = default;
Tensor::~Tensor() = default;
Tensor& Tensor::operator=(const Tensor&) = default;
Tensor& Tensor::operator=(Tensor&&) noexcept = default;
Tensor::Tensor(const std::size_t* lengths, std::size_t count) : base(checked(lengths, count)) {}

std::size_t cell_count(const std::size_t* shape, std::size_t rank) {
  double cells = 1;
  for (std::size_t axis = 0; axis < rank; ++axis) cells *= double(shape[axis]);
  if (cells <= double(kMostCells)) return std::size_t(cells);
  fail("memory", {"A tensor of shape ", Shape(shape, shape + rank), " would have ",
                  digits_of(std::uint64_t(std::min(cells, 1e18))), " numbers, and one holds at most ", kMostCells,
                  ". Use smaller sizes."});
}

Tensor empty(std::initializer_list<std::size_t> shape) { return Tensor(shape.begin(), shape.size()); }
Tensor empty(const Shape& shape) { return Tensor(shape.data(), shape.size()); }
Tensor empty_like(const Tensor& other) { return Tensor(other.shape().data(), other.dimension()); }
Tensor empty_per_row(const Tensor& other) { return Tensor(other.shape().data(), other.dimension() - 1); }

Tensor zeros(std::initializer_list<std::size_t> shape) { return zeros(Shape(shape)); }
Tensor zeros(const Shape& shape) {
  Tensor tensor = empty(shape);
  std::fill_n(tensor.data(), tensor.size(), real(0));
  return tensor;
}
Tensor zeros_like(const Tensor& other) { return zeros(shape_of(other)); }

bool computable(const Tensor& t) noexcept {
  bool yes = true;
  const real* cells = t.data();
  for (std::size_t i = 0, count = t.size(); i < count; ++i)  // to the end, so that four are compared at once
    yes &= cells[i] <= std::numeric_limits<real>::max();
  return yes;
}

Shape shape_of(const Tensor& t) { return Shape(t.shape().begin(), t.shape().end()); }

std::size_t flat_index(const Shape& shape, const Index& at) {
  std::size_t flat = 0;
  for (std::size_t axis = 0; axis < at.size(); ++axis) flat = flat * shape[axis] + at[axis];
  return flat;
}

std::size_t flat_index(const Tensor& t, const Index& at) {
  std::size_t flat = 0;
  for (std::size_t axis = 0; axis < at.size(); ++axis) flat = flat * t.shape()[axis] + at[axis];
  return flat;
}

Index index_of(const Shape& shape, std::size_t flat) {
  Index at(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    at[axis] = flat % shape[axis];
    flat /= shape[axis];
  }
  return at;
}

Index index_of(const Tensor& t, std::size_t flat) { return index_of(shape_of(t), flat); }

}  // namespace attend
