#pragma once
#include "../error.hpp"
#include "../kernels/products/experts.hpp"
#include "100_softmax.hpp"
#include "150_feed_forward.hpp"
#include "250_pick.hpp"

/// mixture: several feed-forwards, the experts, of which a router chooses a few for every token.
///
///   logits[t,e]       = sum_c x[t,c] router[c,e]
///   chosen[t,e]       = 1 for the `top` largest logits of the row, else 0; of equal ones the earlier expert is taken
///   row_max[t]        = max_e logits[t,e]
///   shifted[t,e]      = logits[t,e] - row_max[t]
///   exponentials[t,e] = exp(shifted[t,e])
///   held[t,e]         = exponentials[t,e] chosen[t,e]
///   row_sum[t]        = sum_e held[t,e]
///   shares[t,e]       = held[t,e] / row_sum[t]
///   load[e]           = sum_t chosen[t,e]
///   mean_share[e]     = mean over t of shares[t,e]
///   hidden[e,t,f]     = sum_c x[t,c] w1[e,c,f] + b1[e,f]
///   activated[e,t,f]  = activation(hidden[e,t,f])
///   outputs[e,t,c]    = sum_f activated[e,t,f] w2[e,f,c] + b2[e,c]
///   y[t,c]            = sum_e shares[t,e] outputs[e,t,c]
///
/// Every expert is computed for every token, so that the reader can look at what was not chosen; a real model computes the chosen
/// ones alone. The choice is a constant to gradients, at a tie too: they go back through the shares of the chosen.
///
/// x (T,C), router (C,E), w1 (E,C,F), b1 (E,F) optional, w2 (E,F,C), b2 (E,C) optional -> the thirteen above, (T,E), (T), (E), (E,T,F) or
/// (E,T,C), and y (T,C)
/// Source: Shazeer et al. 2017, section 2; the shares as in Jiang et al. 2024, section 2.1.
namespace attend::mixture {

inline std::size_t top(const Call& call) { return std::size_t(call.option("top")); }

inline Op explain_column(Operands& out, const char* name, std::size_t column, Op op) {
  for (std::size_t t = 0; t < row_count(out.call()[name]); ++t) out.term(name, {t, column});
  return op;
}

inline Op explain_dense(const Call& call, const Index& at, Operands& out, const char* x, const char* w, const char* b) {
  if (call[x].dimension() == 3) out.products(x, {at[0], at[1], kEach}, w, {at[0], kEach, at[2]});
  else out.products(x, {at[1], kEach}, w, {at[0], kEach, at[2]});
  if (call.has(b)) out.term(b, {at[0], at[2]});
  return Op::products;
}

inline Tensor dense(const Call& call, const char* x, const char* w, const char* b) {
  return experts::dense(call[x], call[w], call.has(b) ? &call[b] : nullptr);
}

inline std::string objection(const Call& call) {
  const std::size_t E = row_length(call["router"]);
  if (top(call) <= E) return "";
  return join({"mixture: top is ", top(call), ", but the router has columns for ", E, E == 1 ? " expert" : " experts",
               ". Choose at most as many as there are."});
}

inline constexpr Port kReads[] = {
    {.name = "x", .axes = "T C"},    {.name = "router", .axes = "C E"},
    {.name = "w1", .axes = "E C F"}, {.name = "b1", .axes = "E F", .optional = true},
    {.name = "w2", .axes = "E F C"}, {.name = "b2", .axes = "E C", .optional = true},
};

inline constexpr Pull kFromLogits[] = {
    {"x", "router",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["router"], false, gradient);
     }},
    {"router", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["x"], false, gradient);
     }},
};

// From logits to shares there is one number for each token and expert: there gradients go back cell by cell.
inline constexpr Pull kFromHidden[] = {
    {"x", "w1",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["w1"], false, gradient);
     }},
    {"w1", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["x"], false, gradient);
     }},
    {"b1", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { experts::pull_bias(upstream, gradient); }},
};

inline constexpr Pull kFromOutputs[] = {
    {"activated", "w2",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["w2"], false, gradient);
     }},
    {"w2", "activated",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["activated"], false, gradient);
     }},
    {"b2", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { experts::pull_bias(upstream, gradient); }},
};

inline constexpr Pull kFromY[] = {
    {"shares", "outputs",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       experts::pull_shares(upstream, call["outputs"], gradient);
     }},
    {"outputs", "shares",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       experts::pull_outputs(upstream, call["shares"], gradient);
     }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "logits",
        .axes = "T E",
        .reads = "x router",
        .formula = R"(r_{t,e} = \sum_c x_{t,c}\,(W_r)_{c,e})",
        .numpy = "logits = x @ router",
        .compute = [](const Call& call) { return affine(call["x"], call["router"], nullptr); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.products("x", {at[0], kEach}, "router", {kEach, at[1]});
              return Op::products;
            },
        .pulls = kFromLogits,
    },
    {
        .name = "chosen",
        .axes = "T E",
        .accepts = Accepts::mask,
        .reads = "logits top",
        .formula =
            R"(\kappa_{t,e} = \begin{cases} 1 & \text{if } r_{t,e} \text{ is among the } k \text{ largest of } r_t \\ 0 & \text{otherwise} \end{cases})",
        .numpy = "chosen = 1.0 * np.less((-logits).argsort(kind=\"stable\").argsort(), top)",
        .compute = [](const Call& call) { return experts::chosen(call["logits"], top(call)); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.constant("top");
              out.row("logits", at[0]);
              return Op::among;
            },
        .across = true,
    },
    {
        .name = "row_max",
        .axes = "T",
        .reads = "logits",
        .formula = R"(\mu_t = \max_e r_{t,e})",
        .numpy = "row_max = logits.max(-1)",
        .compute = [](const Call& call) { return softmax::row_max(call["logits"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.row("logits", at[0]);
              return Op::max;
            },
    },
    {
        .name = "shifted",
        .axes = "T E",
        .reads = "logits row_max",
        .formula = R"(r_{t,e} - \mu_t)",
        .numpy = "shifted = logits - row_max[:, None]",
        .compute = [](const Call& call) { return softmax::shifted(call["logits"], call["row_max"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              softmax::cell_and_row(call, at, out, "logits", "row_max");
              return Op::subtract;
            },
    },
    {
        .name = "exponentials",
        .axes = "T E",
        .reads = "shifted",
        .formula = R"(p_{t,e} = \exp(r_{t,e} - \mu_t))",
        .numpy = "exponentials = np.exp(shifted)",
        .compute = [](const Call& call) { return softmax::exponentials(call["shifted"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("shifted", {at[0], at[1]});
              return Op::exp;
            },
    },
    {
        .name = "held",
        .axes = "T E",
        .reads = "exponentials chosen",
        .formula = R"(p_{t,e}\,\kappa_{t,e})",
        .numpy = "held = exponentials * chosen",
        .compute = [](const Call& call) { return pick::product(call["exponentials"], call["chosen"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.product("exponentials", {at[0], at[1]}, "chosen", {at[0], at[1]});
              return Op::products;
            },
    },
    {
        .name = "row_sum",
        .axes = "T",
        .reads = "held",
        .formula = R"(Z_t = \sum_e p_{t,e}\,\kappa_{t,e})",
        .numpy = "row_sum = held.sum(-1)",
        .compute = [](const Call& call) { return softmax::row_sum(call["held"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.row("held", at[0]);
              return Op::sum;
            },
    },
    {
        .name = "shares",
        .axes = "T E",
        .reads = "held row_sum",
        .symbol = "g",
        .formula = R"(g_{t,e} = \frac{p_{t,e}\,\kappa_{t,e}}{Z_t})",
        .numpy = "shares = held / row_sum[:, None]",
        .compute = [](const Call& call) { return softmax::weights(call["held"], call["row_sum"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              softmax::cell_and_row(call, at, out, "held", "row_sum");
              return Op::divide;
            },
    },
    {
        .name = "load",
        .axes = "E",
        .reads = "chosen",
        .formula = R"(n_e = \sum_t \kappa_{t,e})",
        .numpy = "load = chosen.sum(0)",
        .compute = [](const Call& call) { return experts::column_sums(call["chosen"]); },
        .explain = [](const Call&, const Index& at,
                      Operands& out) { return explain_column(out, "chosen", at[0], Op::sum); },
    },
    {
        .name = "mean_share",
        .axes = "E",
        .reads = "shares",
        .formula = R"(\bar g_e = \frac{1}{T} \sum_t g_{t,e})",
        .numpy = "mean_share = shares.mean(0)",
        .compute = [](const Call& call) { return experts::column_means(call["shares"]); },
        .explain = [](const Call&, const Index& at,
                      Operands& out) { return explain_column(out, "shares", at[0], Op::mean); },
    },
    {
        .name = "hidden",
        .axes = "E T F",
        .reads = "x w1 b1",
        .formula = R"(u_{e,t,f} = \sum_c x_{t,c}\,(W_1)_{e,c,f}<b1? + (b_1)_{e,f}>)",
        .numpy = "hidden = x @ w1<b1? + b1[:, None]>",
        .compute = [](const Call& call) { return dense(call, "x", "w1", "b1"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_dense(call, at, out, "x", "w1", "b1"); },
        .pulls = kFromHidden,
    },
    {
        .name = "activated",
        .axes = "E T F",
        .reads = "hidden activation",
        .formula = R"(z_{e,t,f} = <activation(u_{e,t,f})>)",
        .numpy = "activated = <activation(hidden)>",
        .compute =
            [](const Call& call) { return feed_forward::activated(call["hidden"], feed_forward::activation(call)); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.term("hidden", {at[0], at[1], at[2]});
              return feed_forward::activation(call).op;
            },
        .pulls = feed_forward::kFromActivated,
    },
    {
        .name = "outputs",
        .axes = "E T C",
        .reads = "activated w2 b2",
        .symbol = "o",
        .formula = R"(o_{e,t,c} = \sum_f z_{e,t,f}\,(W_2)_{e,f,c}<b2? + (b_2)_{e,c}>)",
        .numpy = "outputs = activated @ w2<b2? + b2[:, None]>",
        .compute = [](const Call& call) { return dense(call, "activated", "w2", "b2"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_dense(call, at, out, "activated", "w2", "b2"); },
        .pulls = kFromOutputs,
    },
    {
        .name = "y",
        .axes = "T C",
        .main = true,
        .reads = "shares outputs",
        .formula = R"(y_{t,c} = \sum_e g_{t,e}\,o_{e,t,c})",
        .numpy = "y = (shares.T[:, :, None] * outputs).sum(0)",
        .compute = [](const Call& call) { return experts::mixed(call["shares"], call["outputs"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.products("shares", {at[0], kEach}, "outputs", {kEach, at[0], at[1]});
              return Op::products;
            },
        .pulls = kFromY,
    }};

inline constexpr Option kOptions[] = {
    {.name = "top", .about = "how many experts each token chooses", .symbol = "k", .initial = 1, .range = Range::whole},
    {.name = "activation",
     .about = "the activation function of the experts",
     .initial = 1,
     .choices = feed_forward::kChoices},
};

inline constexpr Stage kStage = {
    .id = "mixture",
    .title = "Mixture of experts",
    .formula =
        R"(y_t = \sum_e g_{t,e}\,\mathrm{FFN}_e(x_t) \text{, } g_t = \operatorname{softmax} \text{ of the top } k)",
    .source = "Shazeer et al. 2017, section 2; Jiang et al. 2024, section 2.1",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "score: logits row_max shifted|count: load",
    .objection = objection,
};

}  // namespace attend::mixture
