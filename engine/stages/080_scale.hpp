#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../stage.hpp"

/// scale: shrink the raw scores, so that softmax does not saturate when heads are wide.
///
///   scaled[h,t,s] = scores[h,t,s] factor / temperature
///
/// scores (H,T,S) -> scaled (H,T,S). A program gives factor = 1/sqrt(D); a bare call must give it.
/// Source: Vaswani et al. 2017, section 3.2.1, footnote 4; temperature: Ackley, Hinton, Sejnowski 1985.
namespace attend::scale {

inline Tensor scaled(const Tensor& scores, double factor, double temperature) {
  Tensor scaled = empty_like(scores);
  all(scaled) = all(scores) * real(factor / temperature);
  return scaled;
}

inline constexpr Port kReads[] = {{.name = "scores", .axes = "H T S"}};

inline constexpr Pull kFromScaled[] = {
    {"scores", "factor temperature",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::same(upstream, gradient, call.option("factor") / call.option("temperature"));
     }},
};

inline constexpr Result kWrites[] = {{
    .name = "scaled",
    .axes = "H T S",
    .main = true,
    .accepts = Accepts::scores,
    .reads = "scores factor temperature",
    .symbol = R"(\tilde s)",
    .formula = R"(\tilde s_{h,t,s} = <factor=1/sqrt(D)?\frac{s_{h,t,s}}{\sqrt{D}<temperature=1?|\,\tau>}|)"
               R"(<temperature=1?f\,s_{h,t,s}|\frac{f\,s_{h,t,s}}{\tau}>>)",
    .numpy = "scaled = scores * factor<temperature=1?| / temperature>",
    .compute =
        [](const Call& call) { return scaled(call["scores"], call.option("factor"), call.option("temperature")); },
    .explain =
        [](const Call&, const Index& at, Operands& out) {
          out.term("scores", {at[0], at[1], at[2]});
          out.constant("factor");
          out.constant("temperature");
          return Op::scale;
        },
    .pulls = kFromScaled,
}};

inline constexpr Option kOptions[] = {{
                                          .name = "factor",
                                          .about = "what the scores are multiplied by, 1/sqrt(D) in a program",
                                          .symbol = "f",
                                          .initial = 1,
                                          .required = true,
                                      },
                                      {
                                          .name = "temperature",
                                          .about = "what the scores are divided by: below 1 sharpens, above 1 flattens",
                                          .symbol = R"(\tau)",
                                          .initial = 1,
                                          .range = Range::above_zero,
                                      }};

inline constexpr Stage kStage = {
    .id = "scale",
    .title = "Scale",
    .formula = R"(\tilde S = \frac{QK^\top}{\sqrt{D}})",
    .source =
        "<factor=1/sqrt(D)?Vaswani et al. 2017, section 3.2.1, footnote 4|Vaswani et al. 2017, section 3.2.1, "
        "has the factor 1/√D><temperature=1?|; temperature: Ackley et al. 1985>",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "score: scores scaled",
};

}  // namespace attend::scale
