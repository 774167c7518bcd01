#pragma once
#include <cmath>

#include "../stage.hpp"

/// layer_norm: bring every token's vector to mean 0 and variance 1, then stretch and shift each column.
///
///   mean[t]         = 1/C sum_c x[t,c]
///   centred[t,c]    = x[t,c] - mean[t]
///   variance[t]     = 1/C sum_c centred[t,c]^2          (biased: divided by C, not C - 1)
///   rstd[t]         = 1 / sqrt(variance[t] + eps)       (eps inside the root)
///   normalised[t,c] = centred[t,c] rstd[t]
///   y[t,c]          = normalised[t,c] gain[c] + bias[c]
///
/// x (T,C), gain (C), bias (C) -> mean (T), centred (T,C), variance (T), rstd (T), normalised (T,C), y (T,C)
/// Sums are kept in double, so that a long row loses nothing.
/// Source: Ba, Kiros, Hinton 2016, equations 3 and 4.
namespace attend::layer_norm {

inline Tensor mean(const Tensor& x) {
  Tensor mean = zeros_per_row(x);
  for (std::size_t t = 0; t < x.shape()[0]; ++t) {
    double sum = 0;
    for (std::size_t c = 0; c < x.shape()[1]; ++c) sum += x(t, c);
    mean(t) = real(sum / double(x.shape()[1]));
  }
  return mean;
}

inline Tensor centred(const Tensor& x, const Tensor& mean) {
  Tensor centred = zeros_like(x);
  for (std::size_t t = 0; t < x.shape()[0]; ++t)
    for (std::size_t c = 0; c < x.shape()[1]; ++c) centred(t, c) = x(t, c) - mean(t);
  return centred;
}

/// Mean of the squares of each row; the variance, when the row is centred.
inline Tensor mean_square(const Tensor& x) {
  Tensor squares = zeros_per_row(x);
  for (std::size_t t = 0; t < x.shape()[0]; ++t) {
    double sum = 0;
    for (std::size_t c = 0; c < x.shape()[1]; ++c) sum += double(x(t, c)) * double(x(t, c));
    squares(t) = real(sum / double(x.shape()[1]));
  }
  return squares;
}

inline Tensor rstd(const Tensor& variance, double eps) {
  Tensor rstd = zeros_like(variance);
  for (std::size_t t = 0; t < variance.size(); ++t) rstd(t) = real(1.0 / std::sqrt(double(variance(t)) + eps));
  return rstd;
}

inline Tensor normalised(const Tensor& centred, const Tensor& rstd) {
  Tensor normalised = zeros_like(centred);
  for (std::size_t t = 0; t < centred.shape()[0]; ++t)
    for (std::size_t c = 0; c < centred.shape()[1]; ++c) normalised(t, c) = centred(t, c) * rstd(t);
  return normalised;
}

inline Tensor y(const Tensor& normalised, const Tensor& gain, const Tensor& bias) {
  Tensor y = zeros_like(normalised);
  for (std::size_t t = 0; t < normalised.shape()[0]; ++t)
    for (std::size_t c = 0; c < normalised.shape()[1]; ++c) y(t, c) = normalised(t, c) * gain(c) + bias(c);
  return y;
}

inline constexpr Port kReads[] = {{"x", "T C"}, {"gain", "C"}, {"bias", "C"}};

inline constexpr Result kWrites[] = {
    {"mean", "T", false, "x", R"(\mu_t = \frac{1}{C}\sum_c x_{t,c})", "mean = x.mean(-1)",
     [](const Call& call) { return mean(call["x"]); },
     [](const Call&, const Index& at, Operands& out) {
       out.row("x", at[0]);
       return Op::mean;
     }},
    {"centred", "T C", false, "x mean", R"(z_{t,c} = x_{t,c} - \mu_t)", "centred = x - mean[:, None]",
     [](const Call& call) { return centred(call["x"], call["mean"]); },
     [](const Call&, const Index& at, Operands& out) {
       out.term("x", {at[0], at[1]});
       out.term("mean", {at[0]});
       return Op::subtract;
     }},
    {"variance", "T", false, "centred", R"(\sigma^2_t = \frac{1}{C}\sum_c z_{t,c}^2)",
     "variance = (centred ** 2).mean(-1)", [](const Call& call) { return mean_square(call["centred"]); },
     [](const Call&, const Index& at, Operands& out) {
       out.row("centred", at[0]);
       return Op::mean_square;
     }},
    {"rstd", "T", false, "variance eps", R"(r_t = \frac{1}{\sqrt{\sigma^2_t + \varepsilon}})",
     "rstd = 1 / np.sqrt(variance + eps)", [](const Call& call) { return rstd(call["variance"], call.option("eps")); },
     [](const Call&, const Index& at, Operands& out) {
       out.term("variance", {at[0]});
       out.constant("eps");
       return Op::rsqrt;
     }},
    {"normalised", "T C", false, "centred rstd", R"(\hat x_{t,c} = z_{t,c}\,r_t)",
     "normalised = centred * rstd[:, None]", [](const Call& call) { return normalised(call["centred"], call["rstd"]); },
     [](const Call&, const Index& at, Operands& out) {
       out.product("centred", {at[0], at[1]}, "rstd", {at[0]});
       return Op::products;
     }},
    {"y", "T C", true, "normalised gain bias", R"(y_{t,c} = \hat x_{t,c}\,g_c + b_c)", "y = normalised * gain + bias",
     [](const Call& call) { return y(call["normalised"], call["gain"], call["bias"]); },
     [](const Call&, const Index& at, Operands& out) {
       out.product("normalised", {at[0], at[1]}, "gain", {at[1]});
       out.term("bias", {at[1]});
       return Op::products;
     }}};

inline constexpr Option kOptions[] = {
    {"eps", "added to the variance, inside the root", 1e-5, false, nullptr, Range::not_negative}};

inline constexpr Stage kStage = {"layer_norm",
                                 "Layer norm",
                                 R"(y_t = \frac{x_t - \mu_t}{\sqrt{\sigma^2_t + \varepsilon}} \odot g + b)",
                                 "Ba, Kiros, Hinton 2016, equations 3 and 4",
                                 kReads,
                                 kWrites,
                                 kOptions};

}  // namespace attend::layer_norm
