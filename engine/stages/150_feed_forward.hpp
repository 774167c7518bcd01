#pragma once
#include <cmath>

#include "../kernels/affine.hpp"
#include "../kernels/math.hpp"
#include "../stage.hpp"

/// feed_forward: two dense layers with a bend between them, for every token on its own.
///
///   hidden[t,f]    = sum_c x[t,c] w1[c,f] + b1[f]
///   activated[t,f] = activation(hidden[t,f])
///   y[t,c]         = sum_f activated[t,f] w2[f,c] + b2[c]
///
///   relu(z) = max(0, z)      gelu(z) = z/2 (1 + erf(z / sqrt 2))      silu(z) = z / (1 + exp(-z))
///   gelu_tanh(z) = z/2 (1 + tanh(sqrt(2/pi) (z + 0.044715 z^3)))
///
/// x (T,C), w1 (C,F), b1 (F) optional, w2 (F,C), b2 (C) optional -> hidden (T,F), activated (T,F), y (T,C)
/// Source: Vaswani et al. 2017, section 3.3, equation 2; Hendrycks, Gimpel 2016 for gelu and silu.
namespace attend::feed_forward {

inline double relu(double z) { return z > 0 ? z : 0; }
inline double gelu(double z) { return 0.5 * z * (1 + math::erf(z / std::sqrt(2.0))); }
inline double gelu_tanh(double z) {
  const double u = std::sqrt(2 / 3.14159265358979323846) * (z + 0.044715 * z * z * z);
  return z * (1 - 1 / (math::exp(2 * u) + 1));  // (1 + tanh u) / 2, without tanh's own code
}
inline double silu(double z) { return z / (1 + math::exp(-z)); }

struct Activation {
  double (*apply)(double);
  Op op;
};
/// In the order of the option's choices.
inline constexpr const char* kChoices = "relu|gelu|gelu_tanh|silu";
inline constexpr Activation kActivations[] = {
    {relu, Op::relu}, {gelu, Op::gelu}, {gelu_tanh, Op::gelu_tanh}, {silu, Op::silu}};

inline const Activation& activation(const Call& call) { return kActivations[std::size_t(call.option("activation"))]; }

inline Tensor activated(const Tensor& hidden, const Activation& activation) {
  Tensor activated = zeros_like(hidden);
  for (std::size_t i = 0; i < hidden.size(); ++i) activated.data()[i] = real(activation.apply(hidden.data()[i]));
  return activated;
}

inline constexpr Port kReads[] = {{"x", "T C"}, {"w1", "C F"}, {"b1", "F", true}, {"w2", "F C"}, {"b2", "C", true}};

inline constexpr Result kWrites[] = {
    {"hidden", "T F", false, "x w1 b1", R"(u_{t,f} = \sum_c x_{t,c}\,W^1_{c,f} + b^1_f)", "hidden = x @ w1 + b1",
     [](const Call& call) { return affine(call, "x", "w1", "b1"); },
     [](const Call& call, const Index& at, Operands& out) { return explain_affine(call, at, out, "x", "w1", "b1"); }},
    {"activated", "T F", false, "hidden activation", R"(z_{t,f} = \phi(u_{t,f}))", "activated = activation(hidden)",
     [](const Call& call) { return activated(call["hidden"], activation(call)); },
     [](const Call& call, const Index& at, Operands& out) {
       out.term("hidden", {at[0], at[1]});
       return activation(call).op;
     }},
    {"y", "T C", true, "activated w2 b2", R"(y_{t,c} = \sum_f z_{t,f}\,W^2_{f,c} + b^2_c)", "y = activated @ w2 + b2",
     [](const Call& call) { return affine(call, "activated", "w2", "b2"); },
     [](const Call& call, const Index& at, Operands& out) {
       return explain_affine(call, at, out, "activated", "w2", "b2");
     }}};

inline constexpr Option kOptions[] = {{"activation", "the bend between the two dense layers", 1, false, kChoices}};

inline constexpr Stage kStage = {"feed_forward",
                                 "Feed-forward",
                                 R"(\mathrm{FFN}(x) = \phi(xW^1 + b^1)\,W^2 + b^2)",
                                 "Vaswani et al. 2017, section 3.3, equation 2",
                                 kReads,
                                 kWrites,
                                 kOptions};

}  // namespace attend::feed_forward
