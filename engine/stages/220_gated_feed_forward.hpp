#pragma once
#include "150_feed_forward.hpp"

/// gated_feed_forward: a feed-forward in which one dense layer decides how much of another comes through.
///
///   gate[t,f]      = sum_c x[t,c] w_gate[c,f] + b_gate[f]
///   activated[t,f] = activation(gate[t,f])              silu: SwiGLU; gelu: GeGLU
///   up[t,f]        = sum_c x[t,c] w_up[c,f] + b_up[f]
///   gated[t,f]     = activated[t,f] up[t,f]
///   y[t,c]         = sum_f gated[t,f] w_down[f,c] + b_down[c]
///
/// x (T,C), w_gate and w_up (C,F), w_down (F,C), biases (F), (F), (C) optional -> gate, activated, up, gated (T,F), y (T,C)
/// Source: Shazeer 2020, "GLU Variants Improve Transformer", section 2, equation 6.
namespace attend::gated_feed_forward {

/// In the order of the option's choices.
inline constexpr const char* kChoices = "silu|gelu";
inline constexpr feed_forward::Activation kActivations[] = {{elementwise::silu, elementwise::silu_slope, Op::silu},
                                                            {elementwise::gelu, elementwise::gelu_slope, Op::gelu}};

inline const feed_forward::Activation& activation(const Call& call) {
  return kActivations[std::size_t(call.option("activation"))];
}

inline Tensor gated(const Tensor& activated, const Tensor& up) {
  Tensor gated = empty_like(up);
  all(gated) = all(activated) * all(up);
  return gated;
}

inline constexpr Port kReads[] = {
    {.name = "x", .axes = "T C"},
    {.name = "w_gate", .axes = "C F"},
    {.name = "b_gate", .axes = "F", .optional = true},
    {.name = "w_up", .axes = "C F"},
    {.name = "b_up", .axes = "F", .optional = true},
    {.name = "w_down", .axes = "F C"},
    {.name = "b_down", .axes = "C", .optional = true},
};

inline constexpr Pull kFromGate[] = {
    {"x", "w_gate",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["w_gate"], false, gradient);
     }},
    {"w_gate", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["x"], false, gradient);
     }},
    {"b_gate", "",
     [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Pull kFromActivated[] = {
    {"gate", "gate activation",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::function(upstream, call["gate"], activation(call).slope, gradient);
     }},
};

inline constexpr Pull kFromUp[] = {
    {"x", "w_up",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["w_up"], false, gradient);
     }},
    {"w_up", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["x"], false, gradient);
     }},
    {"b_up", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Pull kFromGated[] = {
    {"activated", "up",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) { pull::times(upstream, call["up"], gradient); }},
    {"up", "activated",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::times(upstream, call["activated"], gradient);
     }},
};

inline constexpr Pull kFromY[] = {
    {"gated", "w_down",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["w_down"], false, gradient);
     }},
    {"w_down", "gated",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["gated"], false, gradient);
     }},
    {"b_down", "",
     [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "gate",
        .axes = "T F",
        .reads = "x w_gate b_gate",
        .formula = R"(u_{t,f} = \sum_c x_{t,c}\,(W_g)_{c,f}<b_gate? + (b_g)_f>)",
        .numpy = "gate = x @ w_gate<b_gate? + b_gate>",
        .compute = [](const Call& call) { return affine(call, "x", "w_gate", "b_gate"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_affine(call, at, out, "x", "w_gate", "b_gate"); },
        .pulls = kFromGate,
    },
    {
        .name = "activated",
        .axes = "T F",
        .reads = "gate activation",
        .formula = R"(z_{t,f} = <activation(u_{t,f})>)",
        .numpy = "activated = <activation(gate)>",
        .compute = [](const Call& call) { return feed_forward::activated(call["gate"], activation(call)); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.term("gate", {at[0], at[1]});
              return activation(call).op;
            },
        .pulls = kFromActivated,
    },
    {
        .name = "up",
        .axes = "T F",
        .reads = "x w_up b_up",
        .formula = R"(v_{t,f} = \sum_c x_{t,c}\,(W_u)_{c,f}<b_up? + (b_u)_f>)",
        .numpy = "up = x @ w_up<b_up? + b_up>",
        .compute = [](const Call& call) { return affine(call, "x", "w_up", "b_up"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_affine(call, at, out, "x", "w_up", "b_up"); },
        .pulls = kFromUp,
    },
    {
        .name = "gated",
        .axes = "T F",
        .reads = "activated up",
        .formula = R"(g_{t,f} = z_{t,f}\,v_{t,f})",
        .numpy = "gated = activated * up",
        .compute = [](const Call& call) { return gated(call["activated"], call["up"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.product("activated", {at[0], at[1]}, "up", {at[0], at[1]});
              return Op::products;
            },
        .pulls = kFromGated,
    },
    {
        .name = "y",
        .axes = "T C",
        .main = true,
        .reads = "gated w_down b_down",
        .formula = R"(y_{t,c} = \sum_f g_{t,f}\,(W_d)_{f,c}<b_down? + (b_d)_c>)",
        .numpy = "y = gated @ w_down<b_down? + b_down>",
        .compute = [](const Call& call) { return affine(call, "gated", "w_down", "b_down"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_affine(call, at, out, "gated", "w_down", "b_down"); },
        .pulls = kFromY,
    }};

inline constexpr Option kOptions[] = {{
    .name = "activation",
    .about = "the activation function of the gate",
    .choices = kChoices,
}};

inline constexpr Stage kStage = {
    .id = "gated_feed_forward",
    .title = "Gated feed-forward",
    .formula = R"(\mathrm{FFN}(x) = (\phi(xW_g) \odot xW_u)\,W_d)",
    .source = "Shazeer 2020, section 2, equation 6",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
};

}  // namespace attend::gated_feed_forward
