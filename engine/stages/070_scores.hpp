#pragma once
#include "../kernels/matmul.hpp"
#include "../stage.hpp"

/// scores: every query meets every key; their dot product is the raw score.
///
///   scores[h,t,s] = sum_d q[h,t,d] k[h,s,d]
///
/// q (H,T,D), k (H,S,D) -> scores (H,T,S)
/// Source: Vaswani et al. 2017, section 3.2.1, equation 1.
namespace attend::scores {

inline Tensor scores(const Tensor& q, const Tensor& k) {
  const std::size_t H = q.shape()[0], T = q.shape()[1], S = k.shape()[1], D = q.shape()[2];
  Tensor scores = zeros({H, T, S});
  for (std::size_t h = 0; h < H; ++h) matmul(&q(h, 0, 0), D, {&k(h, 0, 0), 1, D}, &scores(h, 0, 0), S, T, D, S);
  return scores;
}

inline constexpr Port kReads[] = {{"q", "H T D"}, {"k", "H S D"}};

inline constexpr Result kWrites[] = {{"scores", "H T S", true, "q k", R"(s_{h,t,s} = \sum_d q_{h,t,d}\,k_{h,s,d})",
                                      "scores = q @ k.transpose(0, 2, 1)",
                                      [](const Call& call) { return scores(call["q"], call["k"]); },
                                      [](const Call&, const Index& at, Operands& out) {
                                        out.products("q", {at[0], at[1], kEach}, "k", {at[0], at[2], kEach});
                                        return Op::products;
                                      }}};

inline constexpr Stage kStage = {
    "scores", "Raw scores", R"(S = QK^\top)",         "Vaswani et al. 2017, section 3.2.1, equation 1", kReads,
    kWrites,  {},           "q: q|k: k|score: scores"};

}  // namespace attend::scores
