#pragma once
#include <cmath>

#include "../stage.hpp"

/// mask: forbid pairs before softmax. A score of minus infinity becomes a weight of exactly 0.
///
///   masked[h,t,s] = scaled[h,t,s] where mask[t,s] is 1 (may attend), else -infinity
///
/// scaled (H,T,S), mask (T,S) for all heads or (H,T,S) -> masked (H,T,S)
/// Source: Vaswani et al. 2017, section 3.2.3.
namespace attend::mask {

inline Tensor masked(const Tensor& scaled, const Tensor& mask) {
  const std::size_t cells = mask.size();
  Tensor masked = zeros_like(scaled);
  for (std::size_t i = 0; i < scaled.size(); ++i)
    masked.data()[i] = mask.data()[i % cells] != 0 ? scaled.data()[i] : real(-INFINITY);
  return masked;
}

inline constexpr Port kReads[] = {{"scaled", "H T S", false, Accepts::scores},
                                  {"mask", "T S|H T S", false, Accepts::mask}};

inline constexpr Result kWrites[] = {
    {"masked", "H T S", true, "scaled mask",
     R"(m_{h,t,s} = \begin{cases} \tilde s_{h,t,s} & \text{if } \mathrm{mask}_{t,s} = 1 \\ -\infty & \text{otherwise} \end{cases})",
     "masked = np.where(mask == 1, scaled, -np.inf)",
     [](const Call& call) { return masked(call["scaled"], call["mask"]); },
     [](const Call& call, const Index& at, Operands& out) {
       out.term("scaled", {at[0], at[1], at[2]});
       if (call["mask"].dimension() == 2) out.term("mask", {at[1], at[2]});
       else out.term("mask", {at[0], at[1], at[2]});
       return Op::mask;
     }}};

inline constexpr Stage kStage = {"mask",
                                 "Mask",
                                 R"(M_{t,s} = \tilde S_{t,s} \text{ where allowed, else } {-\infty})",
                                 "Vaswani et al. 2017, section 3.2.3",
                                 kReads,
                                 kWrites,
                                 {},
                                 "score: scaled masked"};

}  // namespace attend::mask
