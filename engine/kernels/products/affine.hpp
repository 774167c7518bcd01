#pragma once
#include "../../stage.hpp"
#include "matmul.hpp"

/// y[t,j] = sum_i x[t,i] w[i,j] + b[j]: the one dense layer that project, linear and feed_forward are made of.
namespace attend {

/// x (rows, in), w (in, out), b (out) or null -> (rows, out)
inline Tensor affine(const Tensor& x, const Tensor& w, const Tensor* b) {
  const std::size_t rows = x.shape()[0], in = x.shape()[1], out = w.shape()[1];
  Tensor y = empty({rows, out});
  matmul(x.data(), in, {w.data(), out}, y.data(), out, rows, in, out, b ? b->data() : nullptr);
  return y;
}

/// The same by names; the bias is left out where the call has none.
inline Tensor affine(const Call& call, const char* x, const char* w, const char* b) {
  return affine(call[x], call[w], call.has(b) ? &call[b] : nullptr);
}

inline Op explain_affine(const Call& call, const Index& at, Operands& out, const char* x, const char* w,
                         const char* b) {
  out.products(x, {at[0], kEach}, w, {kEach, at[1]});
  if (call.has(b)) out.term(b, {at[1]});
  return Op::products;
}

}  // namespace attend
