#pragma once
#include <cstddef>
#include <vector>

#if __has_include(<xtensor/containers/xarray.hpp>)
#include <xtensor/containers/xarray.hpp>
#include <xtensor/core/xmath.hpp>
#else
#include <xtensor/xarray.hpp>
#include <xtensor/xmath.hpp>
#endif

/// The one scalar and the one tensor type of the engine.
///
/// Row-major, tokens are rows, no batch axis. A Tensor keeps its rank at run time; which axes a stage takes is
/// written in its descriptor (stage.hpp) and checked before the stage runs (check.hpp).
/// Never `auto` for an xtensor expression, never a lazy reducer inside a larger expression: xtensor 0.24 then
/// computes wrong values silently.
namespace attend {

#ifdef ATTEND_REAL
using real = ATTEND_REAL;
#else
using real = float;
#endif

using Tensor = xt::xarray<real, xt::layout_type::row_major>;
using Shape = std::vector<std::size_t>;
using Index = std::vector<std::size_t>;

/// A tensor of the given shape, filled with zeros.
inline Tensor zeros(const Shape& shape) { return Tensor(Tensor::shape_type(shape.begin(), shape.end()), real(0)); }

inline Shape shape_of(const Tensor& t) { return Shape(t.shape().begin(), t.shape().end()); }

/// Length of the last axis.
inline std::size_t row_length(const Tensor& t) { return t.shape()[t.dimension() - 1]; }

/// Number of rows when every axis but the last is flattened.
inline std::size_t row_count(const Tensor& t) { return t.size() / row_length(t); }

/// The shape without its last axis: one number per row.
inline Shape row_shape(const Tensor& t) { return Shape(t.shape().begin(), t.shape().end() - 1); }

}  // namespace attend
