#pragma once
#include "100_softmax.hpp"

/// cross_entropy: how surprised a model is by the words that really come. Minus the log of the probability that it gave to
/// each target, and the mean of that over the positions that count.
///
///   row_max[t]      = max_v logits[t,v]
///   shifted[t,v]    = logits[t,v] - row_max[t]
///   exponentials[t,v] = exp(shifted[t,v])
///   row_sum[t]      = sum_v exponentials[t,v]
///   log_sum[t]      = log(row_sum[t])
///   target[t]       = shifted[t,targets[t]]
///   surprise[t]     = log_sum[t] - target[t]             (= -log of the target's probability, without its underflow)
///   counts[t]       = counted[t], or 1 everywhere
///   per_token[t]    = surprise[t] counts[t]
///   total           = sum_t per_token[t]
///   count           = sum_t counts[t]
///   loss            = total / count                      (0 where nothing counts)
///
/// logits (T,V), targets (T), counted (T) optional -> row_max, row_sum, log_sum, target, surprise, counts, per_token (T),
/// shifted, exponentials (T,V), total, count, loss (1). Sums are kept in double.
/// Source: Goodfellow et al. 2016, section 6.2.2.3; the mean over counted positions as in PyTorch's cross_entropy.
namespace attend::cross_entropy {

inline Tensor log_sum(const Tensor& row_sum) {
  Tensor log_sum = zeros_like(row_sum);
  for (Row r : rows_of(row_sum)) log_sum(r) = log(row_sum(r));
  return log_sum;
}

inline Tensor target(const Tensor& shifted, const Tensor& targets) {
  Tensor target = zeros_like(targets);
  for (Row t : rows_of(shifted)) target[t] = shifted(t.number, std::size_t(targets[t]));
  return target;
}

inline Tensor counts(const Call& call) {
  if (call.has("counted")) return call["counted"];
  Tensor counts = zeros_like(call["targets"]);
  counts.fill(1);
  return counts;
}

inline Tensor surprise(const Tensor& log_sum, const Tensor& target) {
  Tensor surprise = empty_like(log_sum);
  all(surprise) = all(log_sum) - all(target);
  return surprise;
}

inline Tensor per_token(const Tensor& surprise, const Tensor& counts) {
  Tensor per_token = empty_like(surprise);
  all(per_token) = all(surprise) * all(counts);
  return per_token;
}

inline Tensor total(const Tensor& numbers) {
  Tensor total = zeros({1});
  total(0) = real(sum(row(numbers)));
  return total;
}

inline Tensor quotient(const Tensor& total, const Tensor& count) {
  Tensor quotient = zeros({1});
  if (total(0) != 0 || count(0) != 0) quotient(0) = total(0) / count(0);
  return quotient;
}

inline std::string notice(const Call& call) {
  return call["count"](0) != 0 ? "" : "No position counts, so there is nothing to be surprised by: the loss is 0.";
}

inline constexpr Port kReads[] = {{.name = "logits", .axes = "T V"},
                                  {.name = "targets", .axes = "T", .accepts = Accepts::ids},
                                  {.name = "counted", .axes = "T", .optional = true, .accepts = Accepts::mask}};

inline constexpr Pull kFromRowMax[] = {
    {"logits", "logits row_max",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::row_max(upstream, call["logits"], call["row_max"], gradient);
     }},
};

inline constexpr Pull kFromShifted[] = {
    {"logits", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::same(upstream, gradient); }},
    {"row_max", "logits",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::row_shift(upstream, call["logits"], gradient);
     }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "row_max",
        .axes = "T",
        .reads = "logits",
        .formula = R"(\mu_{t} = \max_v \ell_{t,v})",
        .numpy = "row_max = logits.max(-1)",
        .compute = [](const Call& call) { return softmax::row_max(call["logits"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.row("logits", at[0]);
              return Op::max;
            },
        .pulls = kFromRowMax,
    },
    {
        .name = "shifted",
        .axes = "T V",
        .reads = "logits row_max",
        .formula = R"(z_{t,v} = \ell_{t,v} - \mu_{t})",
        .numpy = "shifted = logits - row_max[:, None]",
        .compute = [](const Call& call) { return softmax::shifted(call["logits"], call["row_max"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              softmax::cell_and_row(call, at, out, "logits", "row_max");
              return Op::subtract;
            },
        .pulls = kFromShifted,
    },
    {
        .name = "exponentials",
        .axes = "T V",
        .reads = "shifted",
        .formula = R"(e_{t,v} = \exp z_{t,v})",
        .numpy = "exponentials = np.exp(shifted)",
        .compute = [](const Call& call) { return softmax::exponentials(call["shifted"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("shifted", {at[0], at[1]});
              return Op::exp;
            },
        .pulls = softmax::kFromExponentials,
    },
    {
        .name = "row_sum",
        .axes = "T",
        .reads = "exponentials",
        .formula = R"(Z_{t} = \sum_v e_{t,v})",
        .numpy = "row_sum = exponentials.sum(-1)",
        .compute = [](const Call& call) { return softmax::row_sum(call["exponentials"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.row("exponentials", at[0]);
              return Op::sum;
            },
        .pulls = softmax::kFromRowSum,
    },
    {
        .name = "log_sum",
        .axes = "T",
        .reads = "row_sum",
        .formula = R"(\lambda_{t} = \log Z_{t})",
        .numpy = "log_sum = np.log(row_sum)",
        .compute = [](const Call& call) { return log_sum(call["row_sum"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("row_sum", {at[0]});
              return Op::log;
            },
    },
    {
        .name = "target",
        .axes = "T",
        .reads = "shifted targets",
        .formula = R"(y_{t} = z_{t,\,\mathrm{targets}_t})",
        .numpy = "target = shifted[np.arange(T), targets]",
        .compute = [](const Call& call) { return target(call["shifted"], call["targets"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.term("targets", {at[0]});
              out.term("shifted", {at[0], std::size_t(call["targets"](at[0]))});
              return Op::select;
            },
    },
    {
        .name = "surprise",
        .axes = "T",
        .reads = "log_sum target",
        .formula = R"(s_{t} = \lambda_{t} - y_{t} = -\log p_{t,\,\mathrm{targets}_t})",
        .numpy = "surprise = log_sum - target",
        .compute = [](const Call& call) { return surprise(call["log_sum"], call["target"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("log_sum", {at[0]});
              out.term("target", {at[0]});
              return Op::subtract;
            },
    },
    {
        .name = "counts",
        .axes = "T",
        .reads = "counted",
        .formula = R"(c_{t} = <counted?\mathrm{counted}_{t}|1>)",
        .numpy = "counts = <counted?counted|np.ones(T)>",
        .compute = counts,
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              if (!call.has("counted")) return Op::one;
              out.term("counted", {at[0]});
              return Op::copy;
            },
    },
    {
        .name = "per_token",
        .axes = "T",
        .reads = "surprise counts",
        .formula = R"(\mathcal{L}_{t} = s_{t}\,c_{t})",
        .numpy = "per_token = surprise * counts",
        .compute = [](const Call& call) { return per_token(call["surprise"], call["counts"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.product("surprise", {at[0]}, "counts", {at[0]});
              return Op::products;
            },
    },
    {
        .name = "total",
        .axes = "1",
        .reads = "per_token",
        .formula = R"(\Sigma = \sum_t \mathcal{L}_{t})",
        .numpy = "total = per_token.sum(keepdims=True)",
        .compute = [](const Call& call) { return total(call["per_token"]); },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.row("per_token", 0);
              return Op::sum;
            },
    },
    {
        .name = "count",
        .axes = "1",
        .reads = "counts",
        .formula = R"(n = \sum_t c_{t})",
        .numpy = "count = counts.sum(keepdims=True)",
        .compute = [](const Call& call) { return total(call["counts"]); },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.row("counts", 0);
              return Op::sum;
            },
    },
    {
        .name = "loss",
        .axes = "1",
        .main = true,
        .reads = "total count",
        .formula = R"(\mathcal{L} = \frac{\Sigma}{n})",
        .numpy = "loss = total / count",
        .compute = [](const Call& call) { return quotient(call["total"], call["count"]); },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.term("total", {0});
              out.term("count", {0});
              return Op::divide;
            },
    }};

inline constexpr Stage kStage = {
    .id = "cross_entropy",
    .title = "Cross-entropy",
    .formula = R"(\mathcal{L} = -\frac{1}{n}\sum_t \log p_{t,\,\mathrm{targets}_t})",
    .source = "Goodfellow et al. 2016, section 6.2.2.3",
    .reads = kReads,
    .writes = kWrites,
    .roles = "score: logits row_max shifted",
    .notice = notice,
};

}  // namespace attend::cross_entropy
