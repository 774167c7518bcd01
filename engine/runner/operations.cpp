#include <algorithm>
#include <cmath>

#include "../kernels/functions/elementwise.hpp"
#include "../kernels/positions/sinusoid.hpp"
#include "../kernels/rows/rows.hpp"
#include "runner.hpp"
#include "visible.hpp"

/// What each stage does in a runner.
namespace attend {

void Runner::dense(const real* x, std::size_t rows, int w, int b, real* y) const noexcept {
  const std::size_t inner = weight(w).shape()[0], columns = weight(w).shape()[1];
  matmul(x, inner, {weight(w).data(), columns}, y, columns, rows, inner, columns, bias(b));
}

void Runner::embed(const Operation& operation) {
  const Step& step = *operation.step;
  const Tensor& table = weight(step.reads[1]);
  const std::vector<std::size_t>& words = ids(step.reads[0]);
  const std::size_t columns = table.shape()[1];
  real* x = make(step.writes[0], words.size(), columns);
  for (const std::size_t word : words) x = std::copy_n(table.data() + word * columns, columns, x);
}

void Runner::position(const Operation& operation) {
  const Step& step = *operation.step;
  const Value& x = value(step.reads[0]);
  const bool learned = step.reads[1] >= 0;
  if (!learned && (sinusoid_.dimension() != 2 || sinusoid_.shape()[0] < x.rows))
    sinusoid_ = sinusoid(x.rows, x.columns);
  const real* encoding = learned ? weight(step.reads[1]).data() : sinusoid_.data();
  real* placed = make(step.writes.back(), x.rows, x.columns);
  for (std::size_t i = 0; i < x.rows * x.columns; ++i) placed[i] = x.row(0)[i] + encoding[i];
}

void Runner::layer_norm(const Operation& operation) {
  const Step& step = *operation.step;
  const Value& x = value(step.reads[0]);
  real* y = make(step.writes.back(), x.rows, x.columns);
  for (std::size_t t = 0; t < x.rows; ++t, y += x.columns)
    rows::layer_norm(x.row(t), x.columns, bias(step.reads[1]), bias(step.reads[2]), step.options[0], y);
}

void Runner::rms_norm(const Operation& operation) {
  const Step& step = *operation.step;
  const Value& x = value(step.reads[0]);
  real* y = make(step.writes.back(), x.rows, x.columns);
  for (std::size_t t = 0; t < x.rows; ++t, y += x.columns)
    rows::rms_norm(x.row(t), x.columns, bias(step.reads[1]), step.options[0], y);
}

/// Inputs: x, memory, wq, wk, wv, bq, bk, bv.
void Runner::project(const Operation& operation) {
  const Step& step = *operation.step;
  const int memory = step.reads[1] < 0 ? step.reads[0] : step.reads[1];
  for (std::size_t i = 0; i < 3; ++i) {
    const Value& from = value(i == 0 ? step.reads[0] : memory);
    const int w = step.reads[2 + i], b = step.reads[5 + i];
    dense(from.row(0), from.rows, w, b, make(step.writes[i], from.rows, weight(w).shape()[1]));
  }
}

/// Inputs: q, k, q_gain, k_gain. A head's row is D columns of the row of all heads.
void Runner::qk_norm(const Operation& operation) {
  const Step& step = *operation.step;
  for (std::size_t i = 0; i < 2; ++i) {
    const Value& x = value(step.reads[i]);
    const Tensor& gain = weight(step.reads[2 + i]);
    real* y = make(step.writes[i == 0 ? 2 : 5], x.rows, x.columns);
    for (std::size_t at = 0; at < x.rows * x.columns; at += gain.size())
      rows::rms_norm(x.row(0) + at, gain.size(), gain.data(), step.options[0], y + at);
  }
}

void Runner::linear(const Operation& operation) {
  const Step& step = *operation.step;
  const Value& x = value(step.reads[0]);
  const int w = step.reads[1];
  dense(x.row(0), x.rows, w, step.reads[2], make(step.writes[0], x.rows, weight(w).shape()[1]));
}

void Runner::residual(const Operation& operation) {
  const Step& step = *operation.step;
  const Value &x = value(step.reads[0]), &y = value(step.reads[1]);
  real* sum = make(step.writes[0], x.rows, x.columns);
  for (std::size_t i = 0; i < x.rows * x.columns; ++i) sum[i] = x.row(0)[i] + y.row(0)[i];
}

/// Inputs: x, w1, b1, w2, b2. The option's choices are in the order of the stage's.
void Runner::feed_forward(const Operation& operation) {
  constexpr void (*kActivations[])(const real*, std::size_t, real*) noexcept = {
      elementwise::relu, elementwise::gelu, elementwise::gelu_tanh, elementwise::silu};
  const Step& step = *operation.step;
  const Value& x = value(step.reads[0]);
  const int w1 = step.reads[1], w2 = step.reads[3];
  const std::size_t hidden = weight(w1).shape()[1];
  Buffers::Buffer activated = buffers_.take(x.rows * hidden);
  dense(x.row(0), x.rows, w1, step.reads[2], activated->data());
  kActivations[std::size_t(step.options[0])](activated->data(), x.rows * hidden, activated->data());
  dense(activated->data(), x.rows, w2, step.reads[4], make(step.writes.back(), x.rows, weight(w2).shape()[1]));
  buffers_.give_back(std::move(activated));
}

namespace {

/// Rows of scores that are there at once: their keys are read once for all of them.
constexpr std::size_t kRowsAtOnce = 32;

}  // namespace

/// How many keys the rows up to t need.
std::size_t Runner::keys_until(const Attention& attention, std::size_t t, std::size_t S) const noexcept {
  if (!attention.masks_scores) return S;
  std::size_t end = 1;  // never an empty product
  for (std::size_t row = t + 1 - std::min(t + 1, kRowsAtOnce); row <= t; ++row)
    end = std::max(end, visible(scene_.model.mask, row, S).end);
  return end;
}

/// Scores of one row and the first `end` keys to weights, in place.
void Runner::weigh(const Attention& attention, real* row, std::size_t t, std::size_t end) const noexcept {
  const MaskConfig& mask = scene_.model.mask;
  if (!attention.masks_scores && !attention.masks_weights) return rows::softmax(row, end, attention.by);
  const Visible seen = visible(mask, t, end);
  const auto shut = [&](real instead) {
    std::fill(row, row + seen.first, instead);
    std::fill(row + seen.end, row + end, instead);
    for (std::size_t s = seen.first; seen.holes && s < seen.end; ++s)
      if (!may_attend(mask, open_, t, s)) row[s] = instead;
  };
  if (attention.masks_weights) {
    rows::softmax(row, end, attention.by);
    shut(0);
  } else if (seen.holes) {
    shut(real(-INFINITY));
    rows::softmax(row, end, attention.by);
  } else {
    shut(0);
    rows::softmax(row + seen.first, seen.end - seen.first, attention.by);
  }
}

void Runner::attend(const Operation& operation) {
  Attention attention = operation.attention;
  const real by = attention.by;
  if (attention.cap > 0) attention.by = 1;
  const Value &q = value(attention.q), &k = value(attention.k), &v = value(attention.v);
  const std::size_t H = scene_.model.heads, D = q.columns / H, S = k.rows;
  real* out = make(attention.out, q.rows, q.columns);
  Buffers::Buffer weights = buffers_.take(std::min(kRowsAtOnce, q.rows) * S);
  for (std::size_t h = 0; h < H; ++h) {
    keys_.assign({k.row(0) + h * D, 1, k.columns}, D, S);
    values_of_head_.assign({v.row(0) + h * D, v.columns}, S, D);
    for (std::size_t t = 0; t < q.rows; t += kRowsAtOnce) {
      const std::size_t count = std::min(kRowsAtOnce, q.rows - t);
      const std::size_t end = keys_until(attention, t + count - 1, S);
      matmul(q.row(t) + h * D, q.columns, keys_.part(D, end), weights->data(), end, count);
      if (attention.cap > 0) rows::soft_cap(weights->data(), count * end, by, attention.cap);
      for (std::size_t r = 0; r < count; ++r) weigh(attention, weights->data() + r * end, t + r, end);
      matmul(weights->data(), end, values_of_head_.part(end, D), out + t * q.columns + h * D, q.columns, count);
    }
  }
  buffers_.give_back(std::move(weights));
}

}  // namespace attend
