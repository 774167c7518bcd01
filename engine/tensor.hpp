#pragma once
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if __has_include(<xtensor/containers/xarray.hpp>)
#include <xtensor/containers/xarray.hpp>
#else
#include <xtensor/xarray.hpp>
#endif

#include "row.hpp"

/// The one scalar and the one tensor type of the engine.
///
/// Row-major, tokens are rows, no batch axis. A Tensor keeps its rank at run time; which axes a stage takes is
/// written in its descriptor (stage.hpp) and checked before the stage runs (check.hpp).
/// Stages write it in xtensor: whole tensors where shapes agree (`all(sum) = all(x) + all(y)`), row by row where one number
/// meets a row (`for (Row r : rows_of(x)) centred(r) = x(r) - mean[r]`). Never `auto` for an expression, never a lazy reducer
/// inside a larger expression: xtensor 0.24 then computes wrong values silently.
namespace attend {

#ifdef ATTEND_REAL
using real = ATTEND_REAL;
#else
using real = float;
#endif

using Shape = std::vector<std::size_t>;
using Index = std::vector<std::size_t>;

inline constexpr real kMinusInfinity = real(-INFINITY);

/// An xtensor array whose copies and destruction are compiled once, in tensor.cpp, and not at every use: in wasm that
/// is the difference between a small engine and a large one.
class Tensor : public xt::xarray<real, xt::layout_type::row_major> {
public:
  using base = xt::xarray<real, xt::layout_type::row_major>;

  Tensor();
  Tensor(const Tensor&);
  Tensor(Tensor&&) noexcept;
  ~Tensor();
  Tensor& operator=(const Tensor&);
  Tensor& operator=(Tensor&&) noexcept;
  /// Room for a tensor of this shape; its numbers are any.
  Tensor(const std::size_t* lengths, std::size_t count);
  /// The numbers of an xtensor expression, computed in one pass.
  template <class E>
  Tensor(const xt::xexpression<E>& expression) : base(expression) {}
  template <class E>
  Tensor& operator=(const xt::xexpression<E>& expression) {
    xt::noalias(static_cast<base&>(*this)) = expression;
    return *this;
  }

  /// A row, and of a tensor with one number a row that number.
  RowView<const real> operator()(Row r) const { return {data() + r.number * length(), length()}; }
  RowView<real> operator()(Row r) { return {data() + r.number * length(), length()}; }
  const real& operator[](Row r) const noexcept { return data()[r.number]; }
  real& operator[](Row r) noexcept { return data()[r.number]; }

  /// A cell by its place on every axis. xtensor's own goes through strides, which costs a third of a program's time.
  const real& operator()(std::size_t i) const noexcept { return data()[i]; }
  const real& operator()(std::size_t i, std::size_t j) const noexcept { return data()[i * shape()[1] + j]; }
  const real& operator()(std::size_t i, std::size_t j, std::size_t k) const noexcept {
    return data()[(i * shape()[1] + j) * shape()[2] + k];
  }
  template <class... Places>
  real& operator()(Places... at) noexcept {
    return const_cast<real&>(static_cast<const Tensor&>(*this)(at...));
  }

private:
  std::size_t length() const noexcept { return shape()[dimension() - 1]; }
};

/// A tensor that several hold.
using TensorPtr = std::shared_ptr<const Tensor>;

/// How many cells a tensor of this shape has. Throws Error("memory") where that is more than kMostCells: every product of
/// sizes goes through here, so that none overflows and no tensor is begun that no memory could hold.
std::size_t cell_count(const std::size_t* shape, std::size_t rank);
inline std::size_t cell_count(const Shape& shape) { return cell_count(shape.data(), shape.size()); }
/// A gigabyte of floats.
inline constexpr std::size_t kMostCells = std::size_t(1) << 28;

Tensor zeros(std::initializer_list<std::size_t> shape);
Tensor zeros(const Shape& shape);
Tensor zeros_like(const Tensor& other);
/// Numbers of any value, for who writes every one; in the shape of another tensor; and in that shape without its last axis, one
/// number per row.
Tensor empty(std::initializer_list<std::size_t> shape);
Tensor empty(const Shape& shape);
Tensor empty_like(const Tensor& other);
Tensor empty_per_row(const Tensor& other);

/// Whether every cell is a number below infinity. Minus infinity is one: a masked score.
bool computable(const Tensor& t) noexcept;
inline constexpr const char* kNotComputable =
    "Some of these cannot be computed: they are infinite, or not numbers at all. Change the numbers they are made of.";

Shape shape_of(const Tensor& t);

/// Length of the last axis.
inline std::size_t row_length(const Tensor& t) { return t.shape()[t.dimension() - 1]; }

/// Number of rows when every axis but the last is flattened.
inline std::size_t row_count(const Tensor& t) { return t.size() / row_length(t); }

inline Rows rows_of(const Tensor& t) { return Rows(row_count(t)); }

/// A tensor of one axis as the row that it is.
inline RowView<const real> row(const Tensor& t) { return t(Row{0}); }

/// All numbers of a tensor as one row. An expression of these takes a fifth of the bytes of one of tensors, which asks at run
/// time how each of them lies.
inline RowView<const real> all(const Tensor& t) { return {t.data(), t.size()}; }
inline RowView<real> all(Tensor& t) { return {t.data(), t.size()}; }

/// Row-major place of an index, and back.
std::size_t flat_index(const Shape& shape, const Index& at);
std::size_t flat_index(const Tensor& t, const Index& at);
Index index_of(const Tensor& t, std::size_t flat);
Index index_of(const Shape& shape, std::size_t flat);

/// A short list of things by name, in the order they came.
template <class T>
class Named {
public:
  T& operator[](std::string_view name) {
    if (T* known = find(name)) return *known;
    items_.emplace_back(name, T());
    return items_.back().second;
  }
  T* find(std::string_view name) {
    for (auto& item : items_)
      if (item.first == name) return &item.second;
    return nullptr;
  }
  const T* find(std::string_view name) const { return const_cast<Named*>(this)->find(name); }
  const T& at(std::string_view name) const { return *find(name); }
  void reserve(std::size_t count) { items_.reserve(count); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  std::size_t size() const { return items_.size(); }

private:
  std::vector<std::pair<std::string, T>> items_;
};

using Tensors = Named<Tensor>;

}  // namespace attend
