#pragma once
#include "../kernels/matmul.hpp"
#include "../stage.hpp"

/// weighted_sum: each token's new vector is a blend of all value vectors, mixed by its row of weights.
///
///   heads[h,t,d] = sum_s weights[h,t,s] v[h,s,d]
///
/// weights (H,T,S), v (H,S,D) -> heads (H,T,D)
/// Source: Vaswani et al. 2017, section 3.2.1, equation 1.
namespace attend::weighted_sum {

inline Tensor heads(const Tensor& weights, const Tensor& v) {
  const std::size_t H = v.shape()[0], T = weights.shape()[1], S = v.shape()[1], D = v.shape()[2];
  Tensor heads = zeros({H, T, D});
  for (std::size_t h = 0; h < H; ++h) matmul(&weights(h, 0, 0), S, {&v(h, 0, 0), D}, &heads(h, 0, 0), D, T, S, D);
  return heads;
}

inline constexpr Port kReads[] = {{"weights", "H T S"}, {"v", "H S D"}};

inline constexpr Result kWrites[] = {{"heads", "H T D", true, "weights v", R"(o_{h,t,d} = \sum_s a_{h,t,s}\,v_{h,s,d})",
                                      "heads = weights @ v",
                                      [](const Call& call) { return heads(call["weights"], call["v"]); },
                                      [](const Call&, const Index& at, Operands& out) {
                                        out.products("weights", {at[0], at[1], kEach}, "v", {at[0], kEach, at[2]});
                                        return Op::products;
                                      }}};

inline constexpr Stage kStage = {
    "weighted_sum", "Weighted sum", R"(O = AV)", "Vaswani et al. 2017, section 3.2.1, equation 1",
    kReads,         kWrites,        {},          "weights: weights|v: v"};

}  // namespace attend::weighted_sum
