#pragma once
#include "030_layer_norm.hpp"

/// rms_norm: divide every token's vector by its root mean square, then stretch each column. No mean is taken off.
///
///   mean_square[t] = 1/C sum_c x[t,c]^2
///   rrms[t]        = 1 / sqrt(mean_square[t] + eps)
///   y[t,c]         = x[t,c] rrms[t] gain[c]
///
/// x (T,C), gain (C) -> mean_square (T), rrms (T), y (T,C)
/// Source: Zhang, Sennrich 2019, equation 4.
namespace attend::rms_norm {

inline Tensor y(const Tensor& x, const Tensor& rrms, const Tensor& gain) {
  Tensor y = empty_like(x);
  for (Row t : rows_of(x)) y(t) = x(t) * rrms[t] * row(gain);
  return y;
}

inline constexpr Port kReads[] = {{.name = "x", .axes = "T C"}, {.name = "gain", .axes = "C"}};

inline constexpr Pull kFromMeanSquare[] = {
    {"x", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::spread_times(upstream, call["x"], gradient, 2 / double(row_length(gradient)));
     }},
};

inline constexpr Pull kFromRrms[] = {
    {"mean_square", "mean_square eps",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::rsqrt(upstream, call["mean_square"], call.option("eps"), gradient);
     }},
};

inline constexpr Pull kFromY[] = {
    {"x", "rrms gain",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::scaled(upstream, &call["rrms"], &call["gain"], gradient);
     }},
    {"rrms", "x gain",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::row_dots(upstream, call["x"], gradient, &call["gain"]);
     }},
    {"gain", "x rrms",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::column_sums(upstream, gradient, &call["x"], &call["rrms"]);
     }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "mean_square",
        .axes = "T",
        .reads = "x",
        .formula = R"(m_t = \frac{1}{C}\sum_c x_{t,c}^2)",
        .numpy = "mean_square = (x ** 2).mean(-1)",
        .compute = [](const Call& call) { return layer_norm::mean_square(call["x"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.row("x", at[0]);
              return Op::mean_square;
            },
        .pulls = kFromMeanSquare,
    },
    {
        .name = "rrms",
        .axes = "T",
        .reads = "mean_square eps",
        .formula = R"(r_t = \frac{1}{\sqrt{m_t + \varepsilon}})",
        .numpy = "rrms = 1 / np.sqrt(mean_square + eps)",
        .compute = [](const Call& call) { return layer_norm::rstd(call["mean_square"], call.option("eps")); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("mean_square", {at[0]});
              out.constant("eps");
              return Op::rsqrt;
            },
        .pulls = kFromRrms,
    },
    {
        .name = "y",
        .axes = "T C",
        .main = true,
        .reads = "x rrms gain",
        .formula = R"(y_{t,c} = x_{t,c}\,r_t\,g_c)",
        .numpy = "y = x * rrms[:, None] * gain",
        .compute = [](const Call& call) { return y(call["x"], call["rrms"], call["gain"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.product("x", {at[0], at[1]}, "rrms", {at[0]});
              out.times("gain", {at[1]});
              return Op::products;
            },
        .pulls = kFromY,
    }};

inline constexpr Option kOptions[] = {{
    .name = "eps",
    .about = "added to the mean square, inside the root",
    .symbol = R"(\varepsilon)",
    .initial = 1e-5,
    .range = Range::not_negative,
}};

inline constexpr Stage kStage = {
    .id = "rms_norm",
    .title = "RMS norm",
    .formula = R"(y_t = \frac{x_t}{\sqrt{\tfrac{1}{C}\sum_c x_{t,c}^2 + \varepsilon}} \odot g)",
    .source = "Zhang, Sennrich 2019, equation 4",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .picture = Picture::columns,
};

}  // namespace attend::rms_norm
