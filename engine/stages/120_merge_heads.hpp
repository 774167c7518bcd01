#pragma once
#include "../stage.hpp"

/// merge_heads: lay the heads' results side by side again. The inverse of split_heads; no number changes.
///
///   concat[t, h D + d] = heads[h,t,d]
///
/// heads (H,T,D) -> concat (T,HD)
/// Source: Vaswani et al. 2017, section 3.2.2.
namespace attend::merge_heads {

inline Tensor concat(const Tensor& heads) {
  const std::size_t H = heads.shape()[0], T = heads.shape()[1], D = heads.shape()[2];
  Tensor concat = zeros({T, H * D});
  for (std::size_t h = 0; h < H; ++h)
    for (std::size_t t = 0; t < T; ++t)
      for (std::size_t d = 0; d < D; ++d) concat(t, h * D + d) = heads(h, t, d);
  return concat;
}

inline constexpr Port kReads[] = {{"heads", "H T D"}};

inline constexpr Result kWrites[] = {{"concat", "T HD", true, "heads", R"(c_{t,\,hD+d} = o_{h,t,d})",
                                      "concat = heads.transpose(1, 0, 2).reshape(T, H * D)",
                                      [](const Call& call) { return concat(call["heads"]); },
                                      [](const Call& call, const Index& at, Operands& out) {
                                        const std::size_t D = call["heads"].shape()[2];
                                        out.term("heads", {at[1] / D, at[0], at[1] % D});
                                        return Op::copy;
                                      }}};

inline constexpr Stage kStage = {"merge_heads",
                                 "Merge heads",
                                 R"(\mathrm{Concat}(O_1, \dots, O_H))",
                                 "Vaswani et al. 2017, section 3.2.2",
                                 kReads,
                                 kWrites,
                                 {}};

}  // namespace attend::merge_heads
