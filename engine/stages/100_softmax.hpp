#pragma once
#include <algorithm>

#include "../error.hpp"
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/rows/row_functions.hpp"
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
  Tensor row_max = empty_per_row(masked);
  for (Row r : rows_of(masked)) row_max[r] = highest(masked(r));
  return row_max;
}

inline Tensor shifted(const Tensor& masked, const Tensor& row_max) {
  Tensor shifted = empty_like(masked);
  for (Row r : rows_of(masked)) {
    if (row_max[r] != kMinusInfinity) shifted(r) = masked(r) - row_max[r];
    else shifted(r) = masked(r);
  }
  return shifted;
}

inline Tensor exponentials(const Tensor& shifted) {
  Tensor exponentials = empty_like(shifted);
  for (Row r : rows_of(shifted)) exponentials(r) = exp(shifted(r));
  return exponentials;
}

inline Tensor row_sum(const Tensor& exponentials) {
  Tensor row_sum = empty_per_row(exponentials);
  for (Row r : rows_of(exponentials)) row_sum[r] = real(sum(exponentials(r)));
  return row_sum;
}

inline Tensor weights(const Tensor& exponentials, const Tensor& row_sum) {
  Tensor weights = empty_like(exponentials);
  for (Row r : rows_of(exponentials)) {
    if (row_sum[r] != 0) weights(r) = exponentials(r) / row_sum[r];
    else weights(r) = xt::where(xt::equal(exponentials(r), real(0)), real(0), exponentials(r) / row_sum[r]);
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
  const real *begin = highest.data(), *end = begin + highest.size();
  const std::size_t T = row_length(highest), shut = std::size_t(std::count(begin, end, kMinusInfinity));
  if (shut == 0) return "";
  const std::size_t first = std::size_t(std::find(begin, end, kMinusInfinity) - begin);
  const std::string head = highest.dimension() > 1 ? join({" of head ", first / T + 1}) : "";
  const std::string others = shut > 1 ? join({", and ", shut - 1, " more,"}) : "";
  return join({"Row ", first % T + 1, head, others,
               " may attend to nothing: every score there is minus infinity, so the weights are all 0."});
}

inline constexpr Port kReads[] = {{.name = "masked", .axes = "H T S|T V", .accepts = Accepts::scores}};

inline constexpr Pull kFromRowMax[] = {
    {"masked", "masked row_max",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::row_max(upstream, call["masked"], call["row_max"], gradient);
     }},
};

inline constexpr Pull kFromShifted[] = {
    {"masked", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::same(upstream, gradient); }},
    {"row_max", "masked",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::row_shift(upstream, call["masked"], gradient);
     }},
};

inline constexpr Pull kFromExponentials[] = {
    {"shifted", "exponentials",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::times(upstream, call["exponentials"], gradient);
     }},
};

inline constexpr Pull kFromRowSum[] = {
    {"exponentials", "",
     [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::spread(upstream, gradient); }},
};

inline constexpr Pull kFromWeights[] = {
    {"exponentials", "exponentials row_sum",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::quotient(upstream, call["exponentials"], call["row_sum"], gradient);
     }},
    {"row_sum", "exponentials row_sum",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::divisor(upstream, call["exponentials"], call["row_sum"], gradient);
     }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "row_max",
        .axes = "H T|T",
        .reads = "masked",
        .formula = R"(\mu_{<:row_max>} = \max_{<V?v|s>} <masked>_{<:masked>})",
        .numpy = "row_max = <masked>.max(-1)",
        .compute = [](const Call& call) { return row_max(call["masked"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.row("masked", row_of(call, at));
              return Op::max;
            },
        .pulls = kFromRowMax,
    },
    {
        .name = "shifted",
        .axes = "H T S|T V",
        .accepts = Accepts::scores,
        .reads = "masked row_max",
        .formula =
            R"(z_{<:shifted>} = <row_max=-inf?\begin{cases} <masked>_{<:masked>} - \mu_{<:row_max>} & \text{if } <masked>_{<:masked>} \gt -\infty \\ -\infty & \text{otherwise} \end{cases}|<masked>_{<:masked>} - \mu_{<:row_max>}>)",
        .numpy = "shifted = <row_max=-inf?np.where(<masked> == -np.inf, -np.inf, <masked> - row_max[..., None])|"
                 "<masked> - row_max[..., None]>",
        .compute = [](const Call& call) { return shifted(call["masked"], call["row_max"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              cell_and_row(call, at, out, "masked", "row_max");
              return Op::subtract;
            },
        .pulls = kFromShifted,
    },
    {
        .name = "exponentials",
        .axes = "H T S|T V",
        .reads = "shifted",
        .formula = R"(e_{<:exponentials>} = \exp z_{<:shifted>})",
        .numpy = "exponentials = np.exp(shifted)",
        .compute = [](const Call& call) { return exponentials(call["shifted"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.cell("shifted", flat_index(call["shifted"], at));
              return Op::exp;
            },
        .pulls = kFromExponentials,
    },
    {
        .name = "row_sum",
        .axes = "H T|T",
        .reads = "exponentials",
        .formula = R"(Z_{<:row_sum>} = \sum_{<V?v|s>} e_{<:exponentials>})",
        .numpy = "row_sum = exponentials.sum(-1)",
        .compute = [](const Call& call) { return row_sum(call["exponentials"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.row("exponentials", row_of(call, at));
              return Op::sum;
            },
        .pulls = kFromRowSum,
    },
    {
        .name = "weights",
        .axes = "H T S|T V",
        .main = true,
        .reads = "exponentials row_sum",
        .symbol = "a",
        .formula =
            R"(<V?p|a>_{<:weights>} = <row_sum=0?\begin{cases} e_{<:exponentials>} / Z_{<:row_sum>} & \text{if } e_{<:exponentials>} \gt 0 \\ 0 & \text{otherwise} \end{cases}|\frac{e_{<:exponentials>}}{Z_{<:row_sum>}}>)",
        .numpy = "weights = <row_sum=0?np.where(exponentials == 0, 0.0, exponentials / row_sum[..., None])|"
                 "exponentials / row_sum[..., None]>",
        .compute = [](const Call& call) { return weights(call["exponentials"], call["row_sum"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              cell_and_row(call, at, out, "exponentials", "row_sum");
              return Op::divide;
            },
        .pulls = kFromWeights,
    }};

inline constexpr Stage kStage = {
    .id = "softmax",
    .title = "Softmax",
    .formula = R"(a_{t,s} = \frac{\exp(m_{t,s} - \max_{s'} m_{t,s'})}{\sum_{s'} \exp(m_{t,s'} - \max m_t)})",
    .source = "Vaswani et al. 2017, section <V?3.4|3.2.1, equation 1>",
    .reads = kReads,
    .writes = kWrites,
    .roles = "score: masked row_max shifted|weights: weights",
    .picture = Picture::columns,
    .notice = notice,
};

}  // namespace attend::softmax
