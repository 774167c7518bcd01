#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/products/heads.hpp"
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
  return swap_axes(heads, H, T, D, empty({T, H * D}));
}

/// Back to one head after the other.
inline void pull_merged(const Tensor& upstream, Tensor& gradient) {
  const std::size_t H = gradient.shape()[0], T = gradient.shape()[1], D = gradient.shape()[2];
  pull::same(swap_axes(upstream, T, H, D, zeros_like(gradient)), gradient);
}

inline constexpr Port kReads[] = {{.name = "heads", .axes = "H T D"}};

inline constexpr Pull kFromConcat[] = {
    {"heads", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull_merged(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {{
    .name = "concat",
    .axes = "T HD",
    .main = true,
    .reads = "heads",
    .formula = R"(c_{t,\,hD+d} = o_{h,t,d})",
    .numpy = "concat = heads.transpose(1, 0, 2).reshape(T, H * D)",
    .compute = [](const Call& call) { return concat(call["heads"]); },
    .explain =
        [](const Call& call, const Index& at, Operands& out) {
          const std::size_t D = call["heads"].shape()[2];
          out.term("heads", {at[1] / D, at[0], at[1] % D});
          return Op::copy;
        },
    .pulls = kFromConcat,
}};

inline constexpr Stage kStage = {
    .id = "merge_heads",
    .title = "Merge heads",
    .formula = R"(\mathrm{Concat}(O_1, \dots, O_H))",
    .source = "Vaswani et al. 2017, section 3.2.2",
    .reads = kReads,
    .writes = kWrites,
    .picture = Picture::heads,
};

}  // namespace attend::merge_heads
