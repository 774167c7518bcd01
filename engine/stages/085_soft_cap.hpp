#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/rows/row_functions.hpp"
#include "../stage.hpp"

/// soft_cap: hold every score within a cap. Small scores hardly change, large ones come near the cap and never reach it.
///
///   capped[h,t,s] = cap tanh(scaled[h,t,s] / cap)
///
/// scaled (H,T,S) -> capped (H,T,S)
/// Source: Gemma Team 2024 (Gemma 2), section 2, logit soft-capping.
namespace attend::soft_cap {

/// What goes into the tanh: scaled / cap.
inline Tensor shares(const Tensor& scaled, real cap) {
  Tensor shares = empty_like(scaled);
  all(shares) = all(scaled) / cap;
  return shares;
}

inline Tensor capped(const Tensor& scaled, real cap) {
  Tensor capped = shares(scaled, cap);
  all(capped) = tanh(all(capped));
  all(capped) = all(capped) * cap;
  return capped;
}

inline constexpr Port kReads[] = {{.name = "scaled", .axes = "H T S", .accepts = Accepts::scores}};

inline constexpr Pull kFromCapped[] = {
    {"scaled", "scaled cap",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::function(upstream, shares(call["scaled"], real(call.option("cap"))), elementwise::tanh_slope, gradient);
     }},
};

inline constexpr Result kWrites[] = {{
    .name = "capped",
    .axes = "H T S",
    .main = true,
    .accepts = Accepts::scores,
    .reads = "scaled cap",
    .symbol = R"(\hat s)",
    .formula = R"(\hat s_{h,t,s} = c\,\tanh\frac{<scaled>_{h,t,s}}{c})",
    .numpy = "capped = cap * np.tanh(<scaled> / cap)",
    .compute = [](const Call& call) { return capped(call["scaled"], real(call.option("cap"))); },
    .explain =
        [](const Call&, const Index& at, Operands& out) {
          out.term("scaled", {at[0], at[1], at[2]});
          out.constant("cap");
          return Op::soft_cap;
        },
    .pulls = kFromCapped,
}};

inline constexpr Option kOptions[] = {{
    .name = "cap",
    .about = "the limit that no score passes, above or below 0",
    .symbol = "c",
    .initial = 30,
    .required = true,
    .range = Range::above_zero,
}};

inline constexpr Stage kStage = {
    .id = "soft_cap",
    .title = "Soft cap",
    .formula = R"(\hat S = c\,\tanh(\tilde S / c))",
    .source = "Gemma Team 2024, Gemma 2, section 2",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "score: scaled capped",
};

}  // namespace attend::soft_cap
