#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/products/heads.hpp"
#include "../stage.hpp"

/// scores: every query meets every key; their dot product is the raw score.
///
///   scores[h,t,s] = sum_d q[h,t,d] k[h,s,d]
///
/// q (H,T,D), k (H,S,D) -> scores (H,T,S)
/// Source: Vaswani et al. 2017, section 3.2.1, equation 1.
namespace attend::scores {

inline constexpr Port kReads[] = {{.name = "q", .axes = "H T D"}, {.name = "k", .axes = "H S D"}};

inline constexpr Pull kFromScores[] = {
    {"q", "k",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["k"], true, gradient);
     }},
    {"k", "q",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["q"], true, gradient);
     }},
};

inline constexpr Result kWrites[] = {{
    .name = "scores",
    .axes = "H T S",
    .main = true,
    .accepts = Accepts::scores,
    .reads = "q k",
    .symbol = "s",
    .formula = R"(s_{h,t,s} = \sum_d q_{h,t,d}\,k_{h,s,d})",
    .numpy = "scores = q @ k.transpose(0, 2, 1)",
    .compute = [](const Call& call) { return matmul_transposed(call["q"], call["k"]); },
    .explain =
        [](const Call&, const Index& at, Operands& out) {
          out.products("q", {at[0], at[1], kEach}, "k", {at[0], at[2], kEach});
          return Op::products;
        },
    .pulls = kFromScores,
}};

inline constexpr Stage kStage = {
    .id = "scores",
    .title = "Raw scores",
    .formula = R"(S = QK^\top)",
    .source = "Vaswani et al. 2017, section 3.2.1, equation 1",
    .reads = kReads,
    .writes = kWrites,
    .roles = "q: q|k: k|score: scores",
};

}  // namespace attend::scores
