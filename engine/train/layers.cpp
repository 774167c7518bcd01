#include <algorithm>

#include "../kernels/functions/elementwise.hpp"
#include "../kernels/products/matmul.hpp"
#include "../kernels/rows/rows.hpp"
#include "../kernels/rows/rows_back.hpp"
#include "network.hpp"

/// What each step of a network does, forwards and back. Comments name a step's inputs where there are several.
namespace attend {

void Network::dense(const real* x, int w, int b, real* y) noexcept {
  const Shape& shape = program_.slots[std::size_t(w)].shape;
  matmul(x, shape[0], {weight(w), shape[1]}, y, shape[1], rows(), shape[0], shape[1], weight(b));
}

void Network::weights_back(const real* turned_x, const real* upstream, int w, int b) noexcept {
  const Shape& shape = program_.slots[std::size_t(w)].shape;
  const std::size_t count = shape[1];
  matmul(turned_x, rows(), {upstream, count}, weight_gradient(w), count, shape[0], rows(), count);
  if (b < 0) return;
  real* sums = std::fill_n(weight_gradient(b), count, real(0)) - count;
  for (std::size_t r = 0; r < rows(); ++r)
    for (std::size_t i = 0; i < count; ++i) sums[i] += upstream[r * count + i];
}

void Network::input_back(const real* upstream, int w, real* to, bool adds) noexcept {
  const Shape& shape = program_.slots[std::size_t(w)].shape;
  matmul(upstream, shape[1], {weight(w), 1, shape[1]}, to, shape[0], rows(), shape[1], shape[0], nullptr, adds);
}

/// Inputs: ids, table.
void Network::embed(Operation& operation) {
  const std::size_t C = columns(operation.y);
  const real* table = weight(operation.step->reads[1]);
  real* y = value(operation.y);
  for (const std::uint32_t id : ids_) y = std::copy_n(table + id * C, C, y);
}

void Network::embed_back(Operation& operation) {
  const int table = operation.step->reads[1];
  const std::size_t C = columns(operation.y);
  real* to = weight_gradient(table);
  std::fill_n(to, program_.slots[std::size_t(table)].size, real(0));
  const real* upstream = gradient(operation.y);
  for (const std::uint32_t id : ids_)
    for (std::size_t c = 0; c < C; ++c) to[id * C + c] += *upstream++;
}

/// Inputs: x, table; without a table, sines and cosines are added.
void Network::position(Operation& operation) {
  const int table = operation.step->reads[1];
  const std::size_t size = tokens_ * columns(operation.y);
  const real *x = value(operation.x), *encoding = table < 0 ? operation.kept.data() : weight(table);
  real* y = value(operation.y);
  for (std::size_t n = 0; n < sequences_; ++n)
    for (std::size_t i = 0; i < size; ++i) *y++ = *x++ + encoding[i];
}

void Network::position_back(Operation& operation) {
  const int table = operation.step->reads[1];
  if (table < 0) return;
  const std::size_t size = tokens_ * columns(operation.y);
  real* to = weight_gradient(table);
  std::fill_n(to, program_.slots[std::size_t(table)].size, real(0));
  const real* upstream = gradient(operation.y);
  for (std::size_t n = 0; n < sequences_; ++n)
    for (std::size_t i = 0; i < size; ++i) to[i] += *upstream++;
}

/// Inputs: x, gain, and of a layer norm bias.
void Network::norm(Operation& operation) {
  const Step& step = *operation.step;
  const std::size_t C = columns(operation.y);
  const real* x = value(operation.x);
  real* y = value(operation.y);
  for (std::size_t r = 0; r < rows(); ++r, x += C, y += C)
    if (step.reads.size() > 2) rows::layer_norm(x, C, weight(step.reads[1]), weight(step.reads[2]), step.options[0], y);
    else rows::rms_norm(x, C, weight(step.reads[1]), step.options[0], y);
}

void Network::norm_back(Operation& operation) {
  const Step& step = *operation.step;
  const std::size_t C = columns(operation.y);
  const bool centred = step.reads.size() > 2;
  const real *x = value(operation.x), *upstream = gradient(operation.y);
  rows::NormGradients to{gradient(operation.x), operation.adds, weight_gradient(step.reads[1]),
                         centred ? weight_gradient(step.reads[2]) : nullptr};
  std::fill_n(to.gain, C, real(0));
  if (centred) std::fill_n(to.bias, C, real(0));
  const auto back = centred ? rows::layer_norm_back : rows::rms_norm_back;
  for (std::size_t r = 0; r < rows(); ++r, x += C, upstream += C, to.x += C)
    back(x, C, weight(step.reads[1]), step.options[0], upstream, scratch(0, C), to);
}

/// Inputs: x, memory, wq, wk, wv, bq, bk, bv.
void Network::project(Operation& operation) {
  const Step& step = *operation.step;
  for (std::size_t i = 0; i < 3; ++i)
    dense(value(operation.x), step.reads[2 + i], step.reads[5 + i], value(step.writes[i]));
}

void Network::project_back(Operation& operation) {
  const Step& step = *operation.step;
  const std::size_t C = columns(operation.x);
  real* turned = scratch(0, rows() * C);
  transpose(value(operation.x), C, rows(), C, turned);
  for (std::size_t i = 0; i < 3; ++i) {
    const real* upstream = gradient(step.writes[i]);
    weights_back(turned, upstream, step.reads[2 + i], step.reads[5 + i]);
    input_back(upstream, step.reads[2 + i], gradient(operation.x), operation.adds || i > 0);
  }
}

/// Inputs: q, k, q_gain, k_gain. A head's row is D columns of the row of all heads.
void Network::qk_norm(Operation& operation) {
  const Step& step = *operation.step;
  const std::size_t D = columns(step.reads[0]), size = rows() * heads_ * D;
  for (std::size_t i = 0; i < 2; ++i) {
    const real* x = value(step.reads[i]);
    real* y = value(step.writes[i == 0 ? 2 : 5]);
    for (std::size_t at = 0; at < size; at += D)
      rows::rms_norm(x + at, D, weight(step.reads[2 + i]), step.options[0], y + at);
  }
}

void Network::qk_norm_back(Operation& operation) {
  const Step& step = *operation.step;
  const std::size_t D = columns(step.reads[0]), size = rows() * heads_ * D;
  for (std::size_t i = 0; i < 2; ++i) {
    const real *x = value(step.reads[i]), *upstream = gradient(step.writes[i == 0 ? 2 : 5]);
    real *to = gradient(step.reads[i]), *gain = weight_gradient(step.reads[2 + i]);
    std::fill_n(gain, D, real(0));
    for (std::size_t at = 0; at < size; at += D)
      rows::rms_norm_back(x + at, D, weight(step.reads[2 + i]), step.options[0], upstream + at, scratch(0, D),
                          {to + at, false, gain, nullptr});
  }
}

/// Inputs: x, w, b.
void Network::linear(Operation& operation) {
  dense(value(operation.x), operation.step->reads[1], operation.step->reads[2], value(operation.y));
}

void Network::linear_back(Operation& operation) {
  const std::vector<int>& reads = operation.step->reads;
  const std::size_t inner = program_.slots[std::size_t(reads[1])].shape[0];
  real* turned = scratch(0, rows() * inner);
  transpose(value(operation.x), inner, rows(), inner, turned);
  weights_back(turned, gradient(operation.y), reads[1], reads[2]);
  input_back(gradient(operation.y), reads[1], gradient(operation.x), operation.adds);
}

/// Inputs: x, y.
void Network::residual(Operation& operation) {
  const std::size_t size = rows() * columns(operation.y);
  const real *x = value(operation.x), *y = value(operation.step->reads[1]);
  real* sum = value(operation.y);
  for (std::size_t i = 0; i < size; ++i) sum[i] = x[i] + y[i];
}

/// A part whose gradient does not lie where that of the sum does has it added.
void Network::residual_back(Operation& operation) {
  const std::size_t size = rows() * columns(operation.y);
  const real* upstream = gradient(operation.y);
  const bool adds[] = {operation.adds, operation.adds_too};
  for (std::size_t n = 0; n < 2; ++n) {
    if (!adds[n]) continue;
    real* to = gradient(operation.step->reads[n]);
    for (std::size_t i = 0; i < size; ++i) to[i] += upstream[i];
  }
}

namespace {

/// In the order of the stage's choices.
using Function = void (*)(const real*, std::size_t, real*) noexcept;
constexpr Function kActivations[] = {elementwise::relu, elementwise::gelu, elementwise::gelu_tanh, elementwise::silu},
                   kSlopes[] = {elementwise::relu_slope, elementwise::gelu_slope, elementwise::gelu_tanh_slope,
                                elementwise::silu_slope};

}  // namespace

/// Inputs: x, w1, b1, w2, b2. Kept: the hidden numbers before and after their function.
void Network::feed_forward(Operation& operation) {
  const Step& step = *operation.step;
  real *hidden = operation.kept.data(), *activated = operation.kept_too.data();
  dense(value(operation.x), step.reads[1], step.reads[2], hidden);
  kActivations[std::size_t(step.options[0])](hidden, rows() * columns(step.reads[1]), activated);
  dense(activated, step.reads[3], step.reads[4], value(operation.y));
}

void Network::feed_forward_back(Operation& operation) {
  const Step& step = *operation.step;
  const std::size_t C = columns(operation.x), F = columns(step.reads[1]), size = rows() * F;
  const real* upstream = gradient(operation.y);
  real *turned = scratch(0, rows() * std::max(C, F)), *back = scratch(1, size), *slopes = scratch(2, size);
  transpose(operation.kept_too.data(), F, rows(), F, turned);
  weights_back(turned, upstream, step.reads[3], step.reads[4]);
  input_back(upstream, step.reads[3], back, false);
  kSlopes[std::size_t(step.options[0])](operation.kept.data(), size, slopes);
  for (std::size_t i = 0; i < size; ++i) back[i] *= slopes[i];
  transpose(value(operation.x), C, rows(), C, turned);
  weights_back(turned, back, step.reads[1], step.reads[2]);
  input_back(back, step.reads[1], gradient(operation.x), operation.adds);
}

}  // namespace attend
