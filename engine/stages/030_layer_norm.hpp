#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/rows/row_functions.hpp"
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
  Tensor mean = empty_per_row(x);
  for (Row t : rows_of(x)) mean[t] = real(attend::mean(x(t)));
  return mean;
}

inline Tensor centred(const Tensor& x, const Tensor& mean) {
  Tensor centred = empty_like(x);
  for (Row t : rows_of(x)) centred(t) = x(t) - mean[t];
  return centred;
}

/// Mean of the squares of each row; the variance, when the row is centred.
inline Tensor mean_square(const Tensor& x) {
  Tensor mean_square = empty_per_row(x);
  for (Row t : rows_of(x)) mean_square[t] = real(attend::mean_square(x(t)));
  return mean_square;
}

inline Tensor rstd(const Tensor& variance, double eps) {
  Tensor rstd = empty_like(variance);
  for (Row t : rows_of(variance)) rstd(t) = 1 / xt::sqrt(xt::cast<double>(variance(t)) + eps);
  return rstd;
}

inline Tensor normalised(const Tensor& centred, const Tensor& rstd) {
  Tensor normalised = empty_like(centred);
  for (Row t : rows_of(centred)) normalised(t) = centred(t) * rstd[t];
  return normalised;
}

inline Tensor y(const Tensor& normalised, const Tensor& gain, const Tensor& bias) {
  Tensor y = empty_like(normalised);
  for (Row t : rows_of(normalised)) y(t) = normalised(t) * row(gain) + row(bias);
  return y;
}

inline constexpr Port kReads[] = {
    {.name = "x", .axes = "T C"}, {.name = "gain", .axes = "C"}, {.name = "bias", .axes = "C"}};

inline constexpr Pull kFromMean[] = {
    {"x", "",
     [](const Call&, const Tensor& upstream, Tensor& gradient) {
       pull::spread(upstream, gradient, 1 / double(row_length(gradient)));
     }},
};

inline constexpr Pull kFromCentred[] = {
    {"x", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::same(upstream, gradient); }},
    {"mean", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::row_sums(upstream, gradient, -1); }},
};

inline constexpr Pull kFromVariance[] = {
    {"centred", "centred",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::spread_times(upstream, call["centred"], gradient, 2 / double(row_length(gradient)));
     }},
};

inline constexpr Pull kFromRstd[] = {
    {"variance", "variance eps",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::rsqrt(upstream, call["variance"], call.option("eps"), gradient);
     }},
};

inline constexpr Pull kFromNormalised[] = {
    {"centred", "rstd",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::scaled(upstream, &call["rstd"], nullptr, gradient);
     }},
    {"rstd", "centred",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::row_dots(upstream, call["centred"], gradient);
     }},
};

inline constexpr Pull kFromY[] = {
    {"normalised", "gain",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::scaled(upstream, nullptr, &call["gain"], gradient);
     }},
    {"gain", "normalised",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::column_sums(upstream, gradient, &call["normalised"]);
     }},
    {"bias", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "mean",
        .axes = "T",
        .reads = "x",
        .formula = R"(\mu_t = \frac{1}{C}\sum_c x_{t,c})",
        .numpy = "mean = x.mean(-1)",
        .compute = [](const Call& call) { return mean(call["x"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.row("x", at[0]);
              return Op::mean;
            },
        .pulls = kFromMean,
    },
    {
        .name = "centred",
        .axes = "T C",
        .reads = "x mean",
        .formula = R"(z_{t,c} = x_{t,c} - \mu_t)",
        .numpy = "centred = x - mean[:, None]",
        .compute = [](const Call& call) { return centred(call["x"], call["mean"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("x", {at[0], at[1]});
              out.term("mean", {at[0]});
              return Op::subtract;
            },
        .pulls = kFromCentred,
    },
    {
        .name = "variance",
        .axes = "T",
        .reads = "centred",
        .formula = R"(\sigma^2_t = \frac{1}{C}\sum_c z_{t,c}^2)",
        .numpy = "variance = (centred ** 2).mean(-1)",
        .compute = [](const Call& call) { return mean_square(call["centred"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.row("centred", at[0]);
              return Op::mean_square;
            },
        .pulls = kFromVariance,
    },
    {
        .name = "rstd",
        .axes = "T",
        .reads = "variance eps",
        .formula = R"(r_t = \frac{1}{\sqrt{\sigma^2_t + \varepsilon}})",
        .numpy = "rstd = 1 / np.sqrt(variance + eps)",
        .compute = [](const Call& call) { return rstd(call["variance"], call.option("eps")); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("variance", {at[0]});
              out.constant("eps");
              return Op::rsqrt;
            },
        .pulls = kFromRstd,
    },
    {
        .name = "normalised",
        .axes = "T C",
        .reads = "centred rstd",
        .formula = R"(\hat x_{t,c} = z_{t,c}\,r_t)",
        .numpy = "normalised = centred * rstd[:, None]",
        .compute = [](const Call& call) { return normalised(call["centred"], call["rstd"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.product("centred", {at[0], at[1]}, "rstd", {at[0]});
              return Op::products;
            },
        .pulls = kFromNormalised,
    },
    {
        .name = "y",
        .axes = "T C",
        .main = true,
        .reads = "normalised gain bias",
        .formula = R"(y_{t,c} = \hat x_{t,c}\,g_c + b_c)",
        .numpy = "y = normalised * gain + bias",
        .compute = [](const Call& call) { return y(call["normalised"], call["gain"], call["bias"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.product("normalised", {at[0], at[1]}, "gain", {at[1]});
              out.term("bias", {at[1]});
              return Op::products;
            },
        .pulls = kFromY,
    }};

inline constexpr Option kOptions[] = {{
    .name = "eps",
    .about = "added to the variance, inside the root",
    .symbol = R"(\varepsilon)",
    .initial = 1e-5,
    .range = Range::not_negative,
}};

inline constexpr Stage kStage = {
    .id = "layer_norm",
    .title = "Layer norm",
    .formula = R"(y_t = \frac{x_t - \mu_t}{\sqrt{\sigma^2_t + \varepsilon}} \odot g + b)",
    .source = "Ba, Kiros, Hinton 2016, equations 3 and 4",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .picture = Picture::columns,
};

}  // namespace attend::layer_norm
