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

/// The first two axes change places: `from` is read as (A,B,C), `into` is (B,A,C) in any shape of as many cells.
inline Tensor swap_axes(const Tensor& from, std::size_t A, std::size_t B, std::size_t C, Tensor into) {
  for (std::size_t a = 0; a < A; ++a)
    for (std::size_t b = 0; b < B; ++b) std::copy_n(from.data() + (a * B + b) * C, C, into.data() + (b * A + a) * C);
  return into;
}

}  // namespace attend
