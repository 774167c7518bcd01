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
  Tensor y = zeros_like(x);
  for (std::size_t t = 0; t < x.shape()[0]; ++t)
    for (std::size_t c = 0; c < x.shape()[1]; ++c) y(t, c) = x(t, c) * rrms(t) * gain(c);
  return y;
}

inline constexpr Port kReads[] = {{"x", "T C"}, {"gain", "C"}};

inline constexpr Result kWrites[] = {
    {"mean_square", "T", false, "x", R"(m_t = \frac{1}{C}\sum_c x_{t,c}^2)", "mean_square = (x ** 2).mean(-1)",
     [](const Call& call) { return layer_norm::mean_square(call["x"]); },
     [](const Call&, const Index& at, Operands& out) {
       out.row("x", at[0]);
       return Op::mean_square;
     }},
    {"rrms", "T", false, "mean_square eps", R"(r_t = \frac{1}{\sqrt{m_t + \varepsilon}})",
     "rrms = 1 / np.sqrt(mean_square + eps)",
     [](const Call& call) { return layer_norm::rstd(call["mean_square"], call.option("eps")); },
     [](const Call&, const Index& at, Operands& out) {
       out.term("mean_square", {at[0]});
       out.constant("eps");
       return Op::rsqrt;
     }},
    {"y", "T C", true, "x rrms gain", R"(y_{t,c} = x_{t,c}\,r_t\,g_c)", "y = x * rrms[:, None] * gain",
     [](const Call& call) { return y(call["x"], call["rrms"], call["gain"]); },
     [](const Call&, const Index& at, Operands& out) {
       out.product("x", {at[0], at[1]}, "rrms", {at[0]});
       out.times("gain", {at[1]});
       return Op::products;
     }}};

inline constexpr Option kOptions[] = {
    {"eps", "added to the mean square, inside the root", 1e-5, false, nullptr, Range::not_negative}};

inline constexpr Stage kStage = {"rms_norm",
                                 "RMS norm",
                                 R"(y_t = \frac{x_t}{\sqrt{\tfrac{1}{C}\sum_c x_{t,c}^2 + \varepsilon}} \odot g)",
                                 "Zhang, Sennrich 2019, equation 4",
                                 kReads,
                                 kWrites,
                                 kOptions};

}  // namespace attend::rms_norm
