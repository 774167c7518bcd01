#pragma once
#include "../kernels/functions/elementwise.hpp"
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/products/affine.hpp"
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

struct Activation {
  void (*function)(const real* x, std::size_t count, real* y) noexcept;
  void (*slope)(const real* x, std::size_t count, real* y) noexcept;
  Op op;
};
/// In the order of the option's choices.
inline constexpr const char* kChoices = "relu|gelu|gelu_tanh|silu";
inline constexpr Activation kActivations[] = {{elementwise::relu, elementwise::relu_slope, Op::relu},
                                              {elementwise::gelu, elementwise::gelu_slope, Op::gelu},
                                              {elementwise::gelu_tanh, elementwise::gelu_tanh_slope, Op::gelu_tanh},
                                              {elementwise::silu, elementwise::silu_slope, Op::silu}};

inline const Activation& activation(const Call& call) { return kActivations[std::size_t(call.option("activation"))]; }

inline Tensor activated(const Tensor& hidden, const Activation& activation) {
  Tensor activated = empty_like(hidden);
  for (Row t : rows_of(hidden)) activated(t) = Mapped<real>{activation.function, hidden(t).data()};
  return activated;
}

inline constexpr Port kReads[] = {
    {.name = "x", .axes = "T C"},
    {.name = "w1", .axes = "C F"},
    {.name = "b1", .axes = "F", .optional = true},
    {.name = "w2", .axes = "F C"},
    {.name = "b2", .axes = "C", .optional = true},
};

inline constexpr Pull kFromHidden[] = {
    {"x", "w1",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["w1"], false, gradient);
     }},
    {"w1", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["x"], false, gradient);
     }},
    {"b1", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Pull kFromActivated[] = {
    {"hidden", "hidden activation",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::function(upstream, call["hidden"], activation(call).slope, gradient);
     }},
};

inline constexpr Pull kFromY[] = {
    {"activated", "w2",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["w2"], false, gradient);
     }},
    {"w2", "activated",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["activated"], false, gradient);
     }},
    {"b2", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "hidden",
        .axes = "T F",
        .reads = "x w1 b1",
        .formula = R"(u_{t,f} = \sum_c x_{t,c}\,(W_1)_{c,f}<b1? + (b_1)_f>)",
        .numpy = "hidden = x @ w1<b1? + b1>",
        .compute = [](const Call& call) { return affine(call, "x", "w1", "b1"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_affine(call, at, out, "x", "w1", "b1"); },
        .pulls = kFromHidden,
    },
    {
        .name = "activated",
        .axes = "T F",
        .reads = "hidden activation",
        .formula = R"(z_{t,f} = <activation(u_{t,f})>)",
        .numpy = "activated = <activation(hidden)>",
        .compute = [](const Call& call) { return activated(call["hidden"], activation(call)); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.term("hidden", {at[0], at[1]});
              return activation(call).op;
            },
        .pulls = kFromActivated,
    },
    {
        .name = "y",
        .axes = "T C",
        .main = true,
        .reads = "activated w2 b2",
        .formula = R"(y_{t,c} = \sum_f z_{t,f}\,(W_2)_{f,c}<b2? + (b_2)_c>)",
        .numpy = "y = activated @ w2<b2? + b2>",
        .compute = [](const Call& call) { return affine(call, "activated", "w2", "b2"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_affine(call, at, out, "activated", "w2", "b2"); },
        .pulls = kFromY,
    }};

inline constexpr Option kOptions[] = {{
    .name = "activation",
    .about = "the activation function between the two dense layers",
    .initial = 1,
    .choices = kChoices,
}};

inline constexpr Stage kStage = {
    .id = "feed_forward",
    .title = "Feed-forward",
    .formula = R"(\mathrm{FFN}(x) = \phi(xW_1 + b_1)\,W_2 + b_2)",
    .source = "Vaswani et al. 2017, section 3.3, equation 2<activation=relu?|; activation: Hendrycks, Gimpel 2016>",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
};

}  // namespace attend::feed_forward
