#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../stage.hpp"

/// mask: forbid pairs before softmax. A score of minus infinity becomes a weight of exactly 0.
///
///   masked[h,t,s] = scaled[h,t,s] where mask[t,s] is 1 (may attend), else -infinity
///
/// scaled (H,T,S), mask (T,S) for all heads or (H,T,S) -> masked (H,T,S)
/// Source: Vaswani et al. 2017, section 3.2.3.
namespace attend::mask {

inline Tensor masked(const Tensor& scaled, const Tensor& mask) {
  Tensor masked = empty_like(scaled);
  for (Row r : rows_of(scaled))
    masked(r) = xt::where(xt::equal(mask(r % row_count(mask)), real(1)), scaled(r), kMinusInfinity);
  return masked;
}

inline constexpr Port kReads[] = {{.name = "scaled", .axes = "H T S", .accepts = Accepts::scores},
                                  {.name = "mask", .axes = "T S|H T S", .accepts = Accepts::mask}};

inline constexpr Pull kFromMasked[] = {
    {"scaled", "mask",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) { pull::where(upstream, call["mask"], gradient); }},
};

inline constexpr Result kWrites[] = {{
    .name = "masked",
    .axes = "H T S",
    .main = true,
    .accepts = Accepts::scores,
    .reads = "scaled mask",
    .symbol = "m",
    .formula =
        R"(m_{h,t,s} = \begin{cases} <scaled>_{h,t,s} & \text{if } \mathrm{mask}_{t,s} = 1 \\ -\infty & \text{otherwise} \end{cases})",
    .numpy = "masked = np.where(mask == 1, <scaled>, -np.inf)",
    .compute = [](const Call& call) { return masked(call["scaled"], call["mask"]); },
    .explain =
        [](const Call& call, const Index& at, Operands& out) {
          out.term("scaled", {at[0], at[1], at[2]});
          if (call["mask"].dimension() == 2) out.term("mask", {at[1], at[2]});
          else out.term("mask", {at[0], at[1], at[2]});
          return Op::mask;
        },
    .pulls = kFromMasked,
}};

inline constexpr Stage kStage = {
    .id = "mask",
    .title = "Mask",
    .formula = R"(M_{t,s} = \tilde S_{t,s} \text{ where allowed, else } {-\infty})",
    .source = "Vaswani et al. 2017, section 3.2.3",
    .reads = kReads,
    .writes = kWrites,
    .roles = "score: scaled masked",
};

}  // namespace attend::mask
