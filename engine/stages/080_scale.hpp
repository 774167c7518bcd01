#pragma once
#include "../stage.hpp"

/// scale: shrink the raw scores, so that softmax does not saturate when heads are wide.
///
///   scaled[h,t,s] = scores[h,t,s] factor / temperature
///
/// scores (H,T,S) -> scaled (H,T,S). A program gives factor = 1/sqrt(D); a bare call must give it.
/// Source: Vaswani et al. 2017, section 3.2.1, footnote 4.
namespace attend::scale {

inline Tensor scaled(const Tensor& scores, double factor, double temperature) {
  const real by = real(factor / temperature);
  Tensor scaled = scores;
  for (std::size_t i = 0; i < scaled.size(); ++i) scaled.data()[i] *= by;
  return scaled;
}

inline constexpr Port kReads[] = {{"scores", "H T S"}};

inline constexpr Result kWrites[] = {
    {"scaled", "H T S", true, "scores factor temperature", R"(\tilde s_{h,t,s} = \frac{s_{h,t,s}}{\sqrt{D}\;\tau})",
     "scaled = scores * factor / temperature",
     [](const Call& call) { return scaled(call["scores"], call.option("factor"), call.option("temperature")); },
     [](const Call&, const Index& at, Operands& out) {
       out.term("scores", {at[0], at[1], at[2]});
       out.constant("factor");
       out.constant("temperature");
       return Op::scale;
     }}};

inline constexpr Option kOptions[] = {
    {"factor", "what the scores are multiplied by, 1/sqrt(D) in a program", 1, true},
    {"temperature", "what the scores are divided by: below 1 sharpens, above 1 flattens", 1, false, nullptr,
     Range::above_zero}};

inline constexpr Stage kStage = {"scale",
                                 "Scale",
                                 R"(\tilde S = \frac{QK^\top}{\sqrt{D}})",
                                 "Vaswani et al. 2017, section 3.2.1, footnote 4",
                                 kReads,
                                 kWrites,
                                 kOptions,
                                 "score: scores scaled"};

}  // namespace attend::scale
