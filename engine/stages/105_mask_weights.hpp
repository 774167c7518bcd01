#pragma once
#include "../kernels/learning/pull_backs.hpp"
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
  Tensor kept = empty_like(weights);
  for (Row r : rows_of(weights)) kept(r) = weights(r) * mask(r % row_count(mask));
  return kept;
}

inline constexpr Port kReads[] = {{.name = "weights", .axes = "H T S"},
                                  {.name = "mask", .axes = "T S|H T S", .accepts = Accepts::mask}};

inline constexpr Pull kFromKept[] = {
    {"weights", "mask",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) { pull::where(upstream, call["mask"], gradient); }},
};

inline constexpr Result kWrites[] = {{
    .name = "kept",
    .axes = "H T S",
    .main = true,
    .reads = "weights mask",
    .symbol = "a'",
    .formula = R"(a'_{h,t,s} = <weights>_{h,t,s}\,\mathrm{mask}_{t,s})",
    .numpy = "kept = <weights> * mask",
    .compute = [](const Call& call) { return kept(call["weights"], call["mask"]); },
    .explain =
        [](const Call& call, const Index& at, Operands& out) {
          if (call["mask"].dimension() == 2) out.product("weights", {at[0], at[1], at[2]}, "mask", {at[1], at[2]});
          else out.product("weights", {at[0], at[1], at[2]}, "mask", {at[0], at[1], at[2]});
          return Op::products;
        },
    .pulls = kFromKept,
}};

inline constexpr Stage kStage = {
    .id = "mask_weights",
    .title = "Mask the weights",
    .formula = R"(A' = A \odot \mathrm{mask})",
    .source = "The right order: Vaswani et al. 2017, section 3.2.3",
    .reads = kReads,
    .writes = kWrites,
    .roles = "weights: weights kept",
};

}  // namespace attend::mask_weights
