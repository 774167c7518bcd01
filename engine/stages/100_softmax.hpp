#pragma once
#include <algorithm>
#include <cmath>

#include "../error.hpp"
#include "../kernels/math.hpp"
#include "../stage.hpp"

/// softmax: turn every row of scores into positive weights that sum to 1. Along the last axis.
///
///   row_max[r]       = max_s masked[r,s]
///   shifted[r,s]     = masked[r,s] - row_max[r]          (so that the largest exponential is 1: no overflow)
///   exponentials[r,s] = exp(shifted[r,s])
///   row_sum[r]       = sum_s exponentials[r,s]
///   weights[r,s]     = exponentials[r,s] / row_sum[r]
///
/// masked (H,T,S) or (T,V); r runs over all axes but the last -> row_max, row_sum (r); shifted, exponentials,
/// weights (r,s). A row that is minus infinity throughout has weights of 0 (and a notice), never NaN: there, minus
/// infinity less minus infinity stays what it is, and 0 / 0 is 0.
/// Source: Vaswani et al. 2017, section 3.2.1, equation 1; the shift: Goodfellow et al. 2016, section 4.1.
namespace attend::softmax {

inline Tensor row_max(const Tensor& masked) {
  Tensor highest = zeros_per_row(masked);
  const std::size_t S = row_length(masked);
  for (std::size_t r = 0; r < row_count(masked); ++r) {
    real best = real(-INFINITY);
    for (std::size_t s = 0; s < S; ++s) best = std::max(best, masked.data()[r * S + s]);
    highest.data()[r] = best;
  }
  return highest;
}

inline Tensor shifted(const Tensor& masked, const Tensor& row_max) {
  Tensor shifted = zeros_like(masked);
  const std::size_t S = row_length(masked);
  for (std::size_t i = 0; i < masked.size(); ++i) {
    const real score = masked.data()[i], highest = row_max.data()[i / S];
    shifted.data()[i] = score == highest && score == real(-INFINITY) ? score : score - highest;
  }
  return shifted;
}

inline Tensor exponentials(const Tensor& shifted) {
  Tensor exponentials = zeros_like(shifted);
  for (std::size_t i = 0; i < shifted.size(); ++i) exponentials.data()[i] = real(math::exp(double(shifted.data()[i])));
  return exponentials;
}

inline Tensor row_sum(const Tensor& exponentials) {
  Tensor sums = zeros_per_row(exponentials);
  const std::size_t S = row_length(exponentials);
  for (std::size_t r = 0; r < row_count(exponentials); ++r) {
    double sum = 0;
    for (std::size_t s = 0; s < S; ++s) sum += exponentials.data()[r * S + s];
    sums.data()[r] = real(sum);
  }
  return sums;
}

inline Tensor weights(const Tensor& exponentials, const Tensor& row_sum) {
  Tensor weights = zeros_like(exponentials);
  const std::size_t S = row_length(exponentials);
  for (std::size_t i = 0; i < exponentials.size(); ++i) {
    const real part = exponentials.data()[i], sum = row_sum.data()[i / S];
    weights.data()[i] = part == 0 && sum == 0 ? real(0) : part / sum;
  }
  return weights;
}

/// Two operands: the cell of the same place, and its row's number.
inline void cell_and_row(const Call& call, const Index& at, Operands& out, const char* cells, const char* rows) {
  const std::size_t flat = flat_index(call[cells], at);
  out.cell(cells, flat);
  out.cell(rows, flat / row_length(call[cells]));
}

inline std::size_t row_of(const Call& call, const Index& at) { return flat_index(call["row_max"], at); }

inline std::string notice(const Call& call) {
  const Tensor& highest = call["row_max"];
  const std::size_t T = row_length(highest);
  std::size_t shut = 0, first = 0;
  for (std::size_t r = highest.size(); r-- > 0;)
    if (highest.data()[r] == real(-INFINITY)) ++shut, first = r;
  if (shut == 0) return "";
  const std::string head = highest.dimension() > 1 ? join({" of head ", first / T + 1}) : "";
  const std::string others = shut > 1 ? join({", and ", shut - 1, " more,"}) : "";
  return join({"Row ", first % T + 1, head, others,
               " may attend to nothing: every score there is minus infinity, so the weights are all 0."});
}

inline constexpr Port kReads[] = {{"masked", "H T S|T V", false, Accepts::scores}};

inline constexpr Result kWrites[] = {
    {"row_max", "H T|T", false, "masked", R"(\mu_{t} = \max_s m_{t,s})", "row_max = masked.max(-1)",
     [](const Call& call) { return row_max(call["masked"]); },
     [](const Call& call, const Index& at, Operands& out) {
       out.row("masked", row_of(call, at));
       return Op::max;
     }},
    {"shifted", "H T S|T V", false, "masked row_max", R"(z_{t,s} = m_{t,s} - \mu_{t})",
     "shifted = masked - row_max[..., None]", [](const Call& call) { return shifted(call["masked"], call["row_max"]); },
     [](const Call& call, const Index& at, Operands& out) {
       cell_and_row(call, at, out, "masked", "row_max");
       return Op::subtract;
     }},
    {"exponentials", "H T S|T V", false, "shifted", R"(e_{t,s} = \exp z_{t,s})", "exponentials = np.exp(shifted)",
     [](const Call& call) { return exponentials(call["shifted"]); },
     [](const Call& call, const Index& at, Operands& out) {
       out.cell("shifted", flat_index(call["shifted"], at));
       return Op::exp;
     }},
    {"row_sum", "H T|T", false, "exponentials", R"(Z_{t} = \sum_s e_{t,s})", "row_sum = exponentials.sum(-1)",
     [](const Call& call) { return row_sum(call["exponentials"]); },
     [](const Call& call, const Index& at, Operands& out) {
       out.row("exponentials", row_of(call, at));
       return Op::sum;
     }},
    {"weights", "H T S|T V", true, "exponentials row_sum", R"(a_{t,s} = \frac{e_{t,s}}{Z_{t}})",
     "weights = exponentials / row_sum[..., None]",
     [](const Call& call) { return weights(call["exponentials"], call["row_sum"]); },
     [](const Call& call, const Index& at, Operands& out) {
       cell_and_row(call, at, out, "exponentials", "row_sum");
       return Op::divide;
     }}};

inline constexpr Stage kStage = {
    "softmax",
    "Softmax",
    R"(a_{t,s} = \frac{\exp(m_{t,s} - \max_{s'} m_{t,s'})}{\sum_{s'} \exp(m_{t,s'} - \max m_t)})",
    "Vaswani et al. 2017, section 3.2.1, equation 1",
    kReads,
    kWrites,
    {},
    "score: masked row_max shifted|weights: weights",
    nullptr,
    notice};

}  // namespace attend::softmax
