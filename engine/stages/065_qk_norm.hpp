#pragma once
#include "040_rms_norm.hpp"

/// qk_norm: divide every query and every key, head by head, by its root mean square, then stretch each column. However long
/// they are, their scores then stay within what the gains allow.
///
///   q_mean_square[h,t] = 1/D sum_d q[h,t,d]^2
///   q_rrms[h,t]        = 1 / sqrt(q_mean_square[h,t] + eps)
///   q'[h,t,d]          = q[h,t,d] q_rrms[h,t] q_gain[d]      and the same for k
///
/// q (H,T,D), k (G,S,D), q_gain (D), k_gain (D) -> q_mean_square (H,T), q_rrms (H,T), q (H,T,D), and the same for k over S
/// Source: Henry et al. 2020, section 3; with the RMS norm of Yang et al. 2025 (Qwen3), section 2. All heads share the gains.
namespace attend::qk_norm {

/// The row that a cell (h,t,d) or (h,t) belongs to.
inline std::size_t row_of(const Tensor& x, const Index& at) { return at[0] * x.shape()[1] + at[1]; }

inline Op explain_mean_square(const Call& call, const Index& at, Operands& out, const char* x) {
  out.row(x, row_of(call[x], at));
  return Op::mean_square;
}

inline Op explain_rrms(const Index& at, Operands& out, const char* mean_square) {
  out.term(mean_square, {at[0], at[1]});
  out.constant("eps");
  return Op::rsqrt;
}

inline Op explain_normed(const Index& at, Operands& out, const char* x, const char* rrms, const char* gain) {
  out.product(x, {at[0], at[1], at[2]}, rrms, {at[0], at[1]});
  out.times(gain, {at[2]});
  return Op::products;
}

inline constexpr Port kReads[] = {{.name = "q", .axes = "H T D"},
                                  {.name = "k", .axes = "G S D"},
                                  {.name = "q_gain", .axes = "D"},
                                  {.name = "k_gain", .axes = "D"}};

inline constexpr Result kWrites[] = {
    {
        .name = "q_mean_square",
        .axes = "H T",
        .reads = "q",
        .formula = R"(m_{h,t} = \frac{1}{D}\sum_d q_{h,t,d}^2)",
        .numpy = "q_mean_square = (q ** 2).mean(-1)",
        .compute = [](const Call& call) { return layer_norm::mean_square(call["q"]); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_mean_square(call, at, out, "q"); },
    },
    {
        .name = "q_rrms",
        .axes = "H T",
        .reads = "q_mean_square eps",
        .formula = R"(r_{h,t} = \frac{1}{\sqrt{m_{h,t} + \varepsilon}})",
        .numpy = "q_rrms = 1 / np.sqrt(q_mean_square + eps)",
        .compute = [](const Call& call) { return layer_norm::rstd(call["q_mean_square"], call.option("eps")); },
        .explain = [](const Call&, const Index& at, Operands& out) { return explain_rrms(at, out, "q_mean_square"); },
    },
    {
        .name = "q",
        .axes = "H T D",
        .main = true,
        .reads = "q q_rrms q_gain",
        .formula = R"(\hat q_{h,t,d} = q_{h,t,d}\,r_{h,t}\,g_d)",
        .numpy = "q = q * q_rrms[..., None] * q_gain",
        .compute = [](const Call& call) { return rms_norm::y(call["q"], call["q_rrms"], call["q_gain"]); },
        .explain = [](const Call&, const Index& at,
                      Operands& out) { return explain_normed(at, out, "q", "q_rrms", "q_gain"); },
    },
    {
        .name = "k_mean_square",
        .axes = "G S",
        .reads = "k",
        .formula = R"(m_{h,s} = \frac{1}{D}\sum_d k_{h,s,d}^2)",
        .numpy = "k_mean_square = (k ** 2).mean(-1)",
        .compute = [](const Call& call) { return layer_norm::mean_square(call["k"]); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_mean_square(call, at, out, "k"); },
    },
    {
        .name = "k_rrms",
        .axes = "G S",
        .reads = "k_mean_square eps",
        .formula = R"(r_{h,s} = \frac{1}{\sqrt{m_{h,s} + \varepsilon}})",
        .numpy = "k_rrms = 1 / np.sqrt(k_mean_square + eps)",
        .compute = [](const Call& call) { return layer_norm::rstd(call["k_mean_square"], call.option("eps")); },
        .explain = [](const Call&, const Index& at, Operands& out) { return explain_rrms(at, out, "k_mean_square"); },
    },
    {
        .name = "k",
        .axes = "G S D",
        .main = true,
        .reads = "k k_rrms k_gain",
        .formula = R"(\hat k_{h,s,d} = k_{h,s,d}\,r_{h,s}\,g_d)",
        .numpy = "k = k * k_rrms[..., None] * k_gain",
        .compute = [](const Call& call) { return rms_norm::y(call["k"], call["k_rrms"], call["k_gain"]); },
        .explain = [](const Call&, const Index& at,
                      Operands& out) { return explain_normed(at, out, "k", "k_rrms", "k_gain"); },
    }};

inline constexpr Option kOptions[] = {{
    .name = "eps",
    .about = "added to the mean square, inside the root",
    .initial = 1e-5,
    .range = Range::not_negative,
}};

inline constexpr Stage kStage = {
    .id = "qk_norm",
    .title = "QK norm",
    .formula = R"(\hat q_{h,t} = \frac{q_{h,t}}{\sqrt{\tfrac{1}{D}\sum_d q_{h,t,d}^2 + \varepsilon}} \odot g)",
    .source = "Henry et al. 2020, section 3; Qwen Team 2025, Qwen3, section 2",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "q: q|k: k",
};

}  // namespace attend::qk_norm
