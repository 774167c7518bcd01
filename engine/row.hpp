#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <type_traits>

#if __has_include(<xtensor/containers/xadapt.hpp>)
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/core/xmath.hpp>
#include <xtensor/core/xnoalias.hpp>
#include <xtensor/core/xoperation.hpp>
#else
#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xoperation.hpp>
#endif

/// Rows of tensors as xtensor expressions: where one number meets a whole row, this is as fast as a loop, and an expression
/// that broadcasts is not (docs/decisions/0012-xtensor-row-by-row.md).
namespace attend {

class Tensor;
template <class Real>
class RowView;

/// The number of a row, all axes but the last flattened.
struct Row {
  std::size_t number;

  /// The same row where `count` rows are read again and again: one mask for every head.
  Row operator%(std::size_t count) const noexcept { return {number % count}; }
};

/// for (Row r : rows_of(x))
class Rows {
public:
  struct Iterator {
    std::size_t number;
    Row operator*() const noexcept { return {number}; }
    Iterator& operator++() noexcept { return ++number, *this; }
    bool operator!=(const Iterator& other) const noexcept { return number != other.number; }
  };

  explicit Rows(std::size_t count) noexcept : count_(count) {}
  Iterator begin() const noexcept { return {0}; }
  Iterator end() const noexcept { return {count_}; }

private:
  std::size_t count_;
};

/// What a kernel makes of numbers that lie side by side: written to where it is assigned, without a copy between.
template <class Real>
struct Mapped {
  void (*function)(const Real* x, std::size_t count, Real* y) noexcept;
  const Real* x;
};

}  // namespace attend

// xtensor takes a class for an expression where the class itself, not one above it, derives from xexpression.
namespace xt::detail {
template <>
struct is_crtp_base_of_impl<xexpression, attend::Tensor> : std::true_type {};
template <class Real>
struct is_crtp_base_of_impl<xexpression, attend::RowView<Real>> : std::true_type {};
}  // namespace xt::detail

namespace attend {

template <class Real>
using RowStorage = xt::xbuffer_adaptor<Real*, xt::no_ownership, std::allocator<std::remove_const_t<Real>>>;

/// A row where it lies in its tensor. Assigning writes its numbers; an expression is computed in one pass, straight into
/// the row.
template <class Real>
class RowView : public xt::xtensor_adaptor<RowStorage<Real>, 1, xt::layout_type::row_major> {
public:
  using base = xt::xtensor_adaptor<RowStorage<Real>, 1, xt::layout_type::row_major>;

  RowView(Real* first, std::size_t length)
      : base(RowStorage<Real>(first, length), typename base::inner_shape_type{length}) {}
  RowView(const RowView&) = default;
  RowView(RowView&&) noexcept = default;
  RowView& operator=(const RowView& other) { return assigned(other); }
  template <class E>
  RowView& operator=(const xt::xexpression<E>& expression) {
    return assigned(expression);
  }
  RowView& operator=(const Mapped<Real>& mapped) noexcept {
    mapped.function(mapped.x, this->size(), this->data());
    return *this;
  }

private:
  template <class E>
  RowView& assigned(const xt::xexpression<E>& expression) {
    xt::noalias(static_cast<base&>(*this)) = expression;
    return *this;
  }
};

}  // namespace attend
