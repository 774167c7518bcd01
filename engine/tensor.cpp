#include "tensor.hpp"

#include <limits>

namespace attend {

Tensor::Tensor() = default;
Tensor::Tensor(const Tensor&) = default;
Tensor::Tensor(Tensor&&) noexcept = default;
Tensor::~Tensor() = default;
Tensor& Tensor::operator=(const Tensor&) = default;
Tensor& Tensor::operator=(Tensor&&) noexcept = default;
Tensor::Tensor(const std::size_t* shape, std::size_t rank) : base(shape_type(shape, shape + rank), real(0)) {}

Tensor zeros(std::initializer_list<std::size_t> shape) { return Tensor(shape.begin(), shape.size()); }
Tensor zeros(const Shape& shape) { return Tensor(shape.data(), shape.size()); }
Tensor zeros_like(const Tensor& other) { return Tensor(other.shape().data(), other.dimension()); }
Tensor zeros_per_row(const Tensor& other) { return Tensor(other.shape().data(), other.dimension() - 1); }

Tensor added(const Tensor& a, const Tensor& b) {
  Tensor sum = a;
  for (std::size_t i = 0; i < sum.size(); ++i) sum.data()[i] += b.data()[i];
  return sum;
}

bool computable(const Tensor& t) noexcept {
  for (std::size_t i = 0; i < t.size(); ++i)
    if (!(t.data()[i] <= std::numeric_limits<real>::max())) return false;
  return true;
}

Shape shape_of(const Tensor& t) { return Shape(t.shape().begin(), t.shape().end()); }

std::size_t flat_index(const Tensor& t, const Index& at) {
  std::size_t flat = 0;
  for (std::size_t axis = 0; axis < at.size(); ++axis) flat = flat * t.shape()[axis] + at[axis];
  return flat;
}

Index index_of(const Tensor& t, std::size_t flat) {
  Index at(t.dimension());
  for (std::size_t axis = t.dimension(); axis-- > 0;) {
    at[axis] = flat % t.shape()[axis];
    flat /= t.shape()[axis];
  }
  return at;
}

}  // namespace attend
