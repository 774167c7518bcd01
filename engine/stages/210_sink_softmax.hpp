#pragma once
#include "100_softmax.hpp"

/// sink_softmax: softmax with one score more in every row, the head's own, that belongs to no key. What it takes of the weight
/// goes nowhere, so a head that finds nothing can attend to nothing.
///
///   row_max[h,t]          = max(max_s masked[h,t,s], sink[h])
///   shifted[h,t,s]        = masked[h,t,s] - row_max[h,t]
///   exponentials[h,t,s]   = exp(shifted[h,t,s])
///   sink_shifted[h,t]     = sink[h] - row_max[h,t]
///   sink_exponential[h,t] = exp(sink_shifted[h,t])
///   row_sum[h,t]          = sum_s exponentials[h,t,s] + sink_exponential[h,t]
///   weights[h,t,s]        = exponentials[h,t,s] / row_sum[h,t]
///
/// masked (H,T,S), sink (H) -> row_max, sink_shifted, sink_exponential, row_sum (H,T), shifted, exponentials, weights (H,T,S)
/// Source: OpenAI 2025 (gpt-oss), section 2.2; Miller 2023, "Attention is off by one"; sinks: Xiao et al. 2023.
namespace attend::sink_softmax {

inline Tensor row_max(const Tensor& masked, const Tensor& sink) {
  Tensor row_max = softmax::row_max(masked);
  for (Row r : rows_of(masked)) row_max[r] = std::max(row_max[r], sink(r.number / masked.shape()[1]));
  return row_max;
}

inline Tensor sink_shifted(const Tensor& sink, const Tensor& row_max) {
  Tensor sink_shifted = empty_like(row_max);
  for (Row h : rows_of(row_max)) sink_shifted(h) = sink(h.number) - row_max(h);
  return sink_shifted;
}

inline Tensor row_sum(const Tensor& exponentials, const Tensor& sink_exponential) {
  Tensor row_sum = empty_like(sink_exponential);
  for (Row r : rows_of(exponentials)) row_sum[r] = real(sum(exponentials(r)) + double(sink_exponential[r]));
  return row_sum;
}

inline constexpr Port kReads[] = {{.name = "masked", .axes = "H T S", .accepts = Accepts::scores},
                                  {.name = "sink", .axes = "H"}};

inline constexpr Result kWrites[] = {
    {
        .name = "row_max",
        .axes = "H T",
        .reads = "masked sink",
        .formula = R"(\mu_{h,t} = \max\left(\max_s <masked>_{h,t,s},\; b_h\right))",
        .numpy = "row_max = np.maximum(<masked>.max(-1), sink[:, None])",
        .compute = [](const Call& call) { return row_max(call["masked"], call["sink"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.row("masked", at[0] * call["masked"].shape()[1] + at[1]);
              out.term("sink", {at[0]});
              return Op::max;
            },
    },
    {
        .name = "shifted",
        .axes = "H T S",
        .accepts = Accepts::scores,
        .reads = "masked row_max",
        .formula = R"(z_{h,t,s} = <masked>_{h,t,s} - \mu_{h,t})",
        .numpy = "shifted = <masked> - row_max[..., None]",
        .compute = [](const Call& call) { return softmax::shifted(call["masked"], call["row_max"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              softmax::cell_and_row(call, at, out, "masked", "row_max");
              return Op::subtract;
            },
        .pulls = softmax::kFromShifted,
    },
    {
        .name = "exponentials",
        .axes = "H T S",
        .reads = "shifted",
        .formula = R"(e_{h,t,s} = \exp z_{h,t,s})",
        .numpy = "exponentials = np.exp(shifted)",
        .compute = [](const Call& call) { return softmax::exponentials(call["shifted"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("shifted", {at[0], at[1], at[2]});
              return Op::exp;
            },
        .pulls = softmax::kFromExponentials,
    },
    {
        .name = "sink_shifted",
        .axes = "H T",
        .reads = "sink row_max",
        .formula = R"(\beta_{h,t} = b_h - \mu_{h,t})",
        .numpy = "sink_shifted = sink[:, None] - row_max",
        .compute = [](const Call& call) { return sink_shifted(call["sink"], call["row_max"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("sink", {at[0]});
              out.term("row_max", {at[0], at[1]});
              return Op::subtract;
            },
    },
    {
        .name = "sink_exponential",
        .axes = "H T",
        .reads = "sink_shifted",
        .formula = R"(\epsilon_{h,t} = \exp \beta_{h,t})",
        .numpy = "sink_exponential = np.exp(sink_shifted)",
        .compute = [](const Call& call) { return softmax::exponentials(call["sink_shifted"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("sink_shifted", {at[0], at[1]});
              return Op::exp;
            },
    },
    {
        .name = "row_sum",
        .axes = "H T",
        .reads = "exponentials sink_exponential",
        .formula = R"(Z_{h,t} = \sum_s e_{h,t,s} + \epsilon_{h,t})",
        .numpy = "row_sum = exponentials.sum(-1) + sink_exponential",
        .compute = [](const Call& call) { return row_sum(call["exponentials"], call["sink_exponential"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.row("exponentials", at[0] * call["masked"].shape()[1] + at[1]);
              out.term("sink_exponential", {at[0], at[1]});
              return Op::sum;
            },
        .pulls = softmax::kFromRowSum,
    },
    {
        .name = "weights",
        .axes = "H T S",
        .main = true,
        .reads = "exponentials row_sum",
        .symbol = "a",
        .formula = R"(a_{h,t,s} = \frac{e_{h,t,s}}{Z_{h,t}})",
        .numpy = "weights = exponentials / row_sum[..., None]",
        .compute = [](const Call& call) { return softmax::weights(call["exponentials"], call["row_sum"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              softmax::cell_and_row(call, at, out, "exponentials", "row_sum");
              return Op::divide;
            },
        .pulls = softmax::kFromWeights,
    }};

inline constexpr Stage kStage = {
    .id = "sink_softmax",
    .title = "Softmax with a sink",
    .formula = R"(a_{t,s} = \frac{\exp(m_{t,s} - \mu_t)}{\exp(b - \mu_t) + \sum_{s'} \exp(m_{t,s'} - \mu_t)})",
    .source = "OpenAI 2025, gpt-oss model card, section 2.2; Xiao et al. 2023",
    .reads = kReads,
    .writes = kWrites,
    .roles = "score: masked row_max shifted sink|weights: weights",
    .picture = Picture::columns,
};

}  // namespace attend::sink_softmax
