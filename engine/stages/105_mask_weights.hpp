#pragma once
#include "../stage.hpp"

/// mask_weights: a common mistake, to be compared with `mask`. Weights of forbidden pairs are set to 0 after softmax,
/// when they have already taken their share: the rows no longer sum to 1.
///
///   kept[h,t,s] = weights[h,t,s] mask[t,s]
///
/// weights (H,T,S), mask (T,S) for all heads or (H,T,S) -> kept (H,T,S)
/// Source: the right order is Vaswani et al. 2017, section 3.2.3.
namespace attend::mask_weights {

inline Tensor kept(const Tensor& weights, const Tensor& mask) {
  Tensor kept = weights;
  for (std::size_t i = 0; i < kept.size(); ++i) kept.data()[i] *= mask.data()[i % mask.size()];
  return kept;
}

inline constexpr Port kReads[] = {{"weights", "H T S"}, {"mask", "T S|H T S", false, Accepts::mask}};

inline constexpr Result kWrites[] = {{"kept", "H T S", true, "weights mask",
                                      R"(a'_{h,t,s} = a_{h,t,s}\,\mathrm{mask}_{t,s})", "kept = weights * mask",
                                      [](const Call& call) { return kept(call["weights"], call["mask"]); },
                                      [](const Call& call, const Index& at, Operands& out) {
                                        if (call["mask"].dimension() == 2)
                                          out.product("weights", {at[0], at[1], at[2]}, "mask", {at[1], at[2]});
                                        else
                                          out.product("weights", {at[0], at[1], at[2]}, "mask", {at[0], at[1], at[2]});
                                        return Op::products;
                                      }}};

inline constexpr Stage kStage = {"mask_weights",
                                 "Mask the weights",
                                 R"(A' = A \odot \mathrm{mask})",
                                 "The right order: Vaswani et al. 2017, section 3.2.3",
                                 kReads,
                                 kWrites,
                                 {},
                                 "weights: weights kept"};

}  // namespace attend::mask_weights
