#pragma once
#include <algorithm>

#include "matmul.hpp"

/// What is done head by head. Loops here and not xtensor: a transposed view in an expression is read through strides, cell
/// by cell, and takes many times as long as copying rows.
namespace attend {

/// Where the numbers of one head begin, in a tensor whose first axis is H.
inline const real* head(const Tensor& t, std::size_t h) noexcept { return t.data() + h * t.shape()[1] * t.shape()[2]; }
inline real* head(Tensor& t, std::size_t h) noexcept { return t.data() + h * t.shape()[1] * t.shape()[2]; }

/// out[h] = a[h] @ b[h] for every head: a (H,T,P), b (H,P,S) -> (H,T,S)
inline Tensor matmul(const Tensor& a, const Tensor& b) {
  const std::size_t H = a.shape()[0], T = a.shape()[1], P = a.shape()[2], S = b.shape()[2];
  Tensor out = empty({H, T, S});
  for (std::size_t h = 0; h < H; ++h) matmul(head(a, h), P, {head(b, h), S}, head(out, h), S, T, P, S);
  return out;
}

/// out[h] = a[h] @ b[h].T: a (H,T,P), b (H,S,P) -> (H,T,S)
inline Tensor matmul_transposed(const Tensor& a, const Tensor& b) {
  const std::size_t H = a.shape()[0], T = a.shape()[1], P = a.shape()[2], S = b.shape()[1];
  Tensor out = empty({H, T, S});
  for (std::size_t h = 0; h < H; ++h) matmul(head(a, h), P, {head(b, h), 1, P}, head(out, h), S, T, P, S);
  return out;
}

/// out[h] = a[h] @ b[h][first:first+S] for every head: a (H,T,S), b (H,more than first + S,D) -> (H,T,D)
inline Tensor matmul(const Tensor& a, const Tensor& b, std::size_t first) {
  const std::size_t H = a.shape()[0], T = a.shape()[1], S = a.shape()[2], D = b.shape()[2];
  Tensor out = empty({H, T, D});
  for (std::size_t h = 0; h < H; ++h) matmul(head(a, h), S, {head(b, h) + first * D, D}, head(out, h), D, T, S, D);
  return out;
}

/// Which of G groups head h of H reads: every group as many heads, one after the other.
inline std::size_t group_of_head(std::size_t h, std::size_t G, std::size_t H) noexcept { return h * G / H; }

/// For each of H heads the rows of its group: x (G,S,D) -> (H,S,D)
inline Tensor repeated(const Tensor& x, std::size_t H) {
  const std::size_t G = x.shape()[0], cells = x.size() / G;
  Tensor repeated = empty({H, x.shape()[1], x.shape()[2]});
  for (std::size_t h = 0; h < H; ++h) std::copy_n(head(x, group_of_head(h, G, H)), cells, head(repeated, h));
  return repeated;
}

/// In each of `groups` the rows of a, and behind them those of b; `into` has room for both.
inline Tensor concatenated(const Tensor& a, const Tensor& b, std::size_t groups, Tensor into) {
  const std::size_t first = a.size() / groups, second = b.size() / groups;
  for (std::size_t g = 0; g < groups; ++g) {
    real* to = into.data() + g * (first + second);
    std::copy_n(a.data() + g * first, first, to);
    std::copy_n(b.data() + g * second, second, to + first);
  }
  return into;
}

/// Some numbers of every row, from number `first` on.
inline Tensor columns(const Tensor& x, std::size_t first, std::size_t count) {
  const std::size_t rows = x.shape()[0] * x.shape()[1], length = x.shape()[2];
  Tensor columns = empty({x.shape()[0], x.shape()[1], count});
  for (std::size_t r = 0; r < rows; ++r) std::copy_n(x.data() + r * length + first, count, columns.data() + r * count);
  return columns;
}

/// y[r] += by[r] x[r]: x and y of one shape, of as many rows as `by` has numbers.
inline void add_rows(const Tensor& x, const Tensor& by, Tensor& y) noexcept {
  const std::size_t length = y.size() / by.size();
  for (std::size_t i = 0; i < y.size(); ++i) y.data()[i] += by.data()[i / length] * x.data()[i];
}

/// The first two axes change places: `from` is read as (A,B,C), `into` is (B,A,C) in any shape of as many cells.
inline Tensor swap_axes(const Tensor& from, std::size_t A, std::size_t B, std::size_t C, Tensor into) {
  for (std::size_t a = 0; a < A; ++a)
    for (std::size_t b = 0; b < B; ++b) std::copy_n(from.data() + (a * B + b) * C, C, into.data() + (b * A + a) * C);
  return into;
}

}  // namespace attend
