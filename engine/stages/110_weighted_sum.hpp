#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/products/heads.hpp"
#include "../stage.hpp"

/// weighted_sum: each token's new vector is a blend of all value vectors, mixed by its row of weights.
///
///   heads[h,t,d] = sum_s weights[h,t,s] v[h,s,d]
///
/// weights (H,T,S), v (H,S,D) -> heads (H,T,D)
/// Source: Vaswani et al. 2017, section 3.2.1, equation 1.
namespace attend::weighted_sum {

inline constexpr Port kReads[] = {{.name = "weights", .axes = "H T S"}, {.name = "v", .axes = "H S D"}};

inline constexpr Pull kFromHeads[] = {
    {"weights", "v",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["v"], false, gradient);
     }},
    {"v", "weights",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["weights"], false, gradient);
     }},
};

inline constexpr Result kWrites[] = {{
    .name = "heads",
    .axes = "H T D",
    .main = true,
    .reads = "weights v",
    .formula = R"(o_{h,t,d} = \sum_s <weights>_{h,t,s}\,v_{h,s,d})",
    .numpy = "heads = <weights> @ v",
    .compute = [](const Call& call) { return matmul(call["weights"], call["v"]); },
    .explain =
        [](const Call&, const Index& at, Operands& out) {
          out.products("weights", {at[0], at[1], kEach}, "v", {at[0], kEach, at[2]});
          return Op::products;
        },
    .pulls = kFromHeads,
}};

inline constexpr Stage kStage = {
    .id = "weighted_sum",
    .title = "Weighted sum",
    .formula = R"(O = AV)",
    .source = "Vaswani et al. 2017, section 3.2.1, equation 1",
    .reads = kReads,
    .writes = kWrites,
    .roles = "weights: weights|v: v",
};

}  // namespace attend::weighted_sum
