#include <algorithm>
#include <cmath>

#include "../kernels/functions/elementwise.hpp"
#include "../kernels/functions/math.hpp"
#include "../kernels/products/matmul.hpp"
#include "../kernels/rows/reduce.hpp"
#include "../kernels/rows/rows.hpp"
#include "../kernels/rows/rows_back.hpp"
#include "network.hpp"

/// From queries, keys and values to the heads' outputs, and from logits to the loss.
namespace attend {

/// Puts `instead` wherever the mask forbids a pair.
void Network::mask(real* square, real instead) const noexcept {
  for (std::size_t i = 0; i < may_.size(); ++i)
    if (!may_[i]) square[i] = instead;
}

/// Kept: the weights of every sequence and head (tokens, tokens), before a mask on weights; and where there is a cap, the
/// capped scores.
void Network::attend(Operation& operation) {
  Attention& attention = operation.attention;
  const std::size_t T = tokens_, D = columns(operation.y), HD = heads_ * D;
  const real by = attention.cap > 0 ? 1 : attention.by;
  real* masked = attention.masks_weights ? scratch(0, T * T) : nullptr;
  for (std::size_t n = 0; n < sequences_ * heads_; ++n) {
    const std::size_t at = n / heads_ * T * HD + n % heads_ * D;
    real* weights = operation.kept.data() + n * T * T;
    matmul(value(attention.q) + at, HD, {value(attention.k) + at, 1, HD}, weights, T, T, D, T);
    if (attention.cap > 0) {
      rows::soft_cap(weights, T * T, attention.by, attention.cap);
      std::copy_n(weights, T * T, operation.kept_too.data() + n * T * T);
    }
    if (attention.masks_scores) mask(weights, real(-INFINITY));
    for (std::size_t t = 0; t < T; ++t) rows::softmax(weights + t * T, T, by);
    if (masked) mask(std::copy_n(weights, T * T, masked) - T * T, 0);
    matmul(masked ? masked : weights, T, {value(attention.v) + at, HD}, value(operation.y) + at, HD, T, T, D);
  }
}

void Network::attend_back(Operation& operation) {
  Attention& attention = operation.attention;
  const std::size_t T = tokens_, D = columns(operation.y), HD = heads_ * D;
  const real by = attention.cap > 0 ? 1 : attention.by;
  real *back = scratch(0, T * T), *turned = scratch(1, T * T);
  for (std::size_t n = 0; n < sequences_ * heads_; ++n) {
    const std::size_t at = n / heads_ * T * HD + n % heads_ * D;
    const real *weights = operation.kept.data() + n * T * T, *upstream = gradient(operation.y) + at;
    std::copy_n(weights, T * T, back);
    if (attention.masks_weights) mask(back, 0);
    transpose(back, T, T, T, turned);
    matmul(turned, T, {upstream, HD}, gradient(attention.v) + at, HD, T, T, D);
    matmul(upstream, HD, {value(attention.v) + at, 1, HD}, back, T, T, D, T);
    if (attention.masks_weights) mask(back, 0);
    for (std::size_t t = 0; t < T; ++t) rows::softmax_back(weights + t * T, T, by, back + t * T);
    if (attention.cap > 0)
      rows::soft_cap_back(operation.kept_too.data() + n * T * T, T * T, attention.by, attention.cap, back);
    matmul(back, T, {value(attention.k) + at, HD}, gradient(attention.q) + at, HD, T, T, D);
    transpose(back, T, T, T, turned);
    matmul(turned, T, {value(attention.q) + at, HD}, gradient(attention.k) + at, HD, T, T, D);
  }
}

/// Cross-entropy of the counted positions, and the gradient of its mean: (probability - 1 at the target) / how many count.
void Network::loss() {
  const std::size_t V = columns(logits_);
  const real* logits = value(logits_);
  real* back = gradient(logits_);
  total_ = 0;
  for (std::size_t r = 0; r < rows(); ++r, logits += V, back += V) {
    if (!counts_[r]) {
      std::fill_n(back, V, real(0));
      continue;
    }
    const real highest = reduce::highest(logits, V);
    for (std::size_t i = 0; i < V; ++i) back[i] = logits[i] - highest;
    const real target = back[targets_[r]];
    elementwise::exp(back, V, back);
    const double sum = reduce::sum(back, V);
    total_ += math::log(sum) - double(target);
    const real share = real(1 / (sum * double(counted_)));
    for (std::size_t i = 0; i < V; ++i) back[i] *= share;
    back[targets_[r]] -= real(1 / double(counted_));
  }
}

}  // namespace attend
