#pragma once
#include "../error.hpp"
#include "../json/number.hpp"
#include "../kernels/rows/ranking.hpp"
#include "100_softmax.hpp"

/// pick: from the logits of the newest token to the id of the next. Words are put in order, those that are unlikely are cut, the
/// probabilities of the others are made to sum to 1 again, and a number that was drawn says which word it is. Greedy is
/// top_k = 1: the largest alone is kept.
///
///   scaled[v]       = logits[T-1,v] / temperature
///   order[n]        = the word with the n-th largest of scaled; of equal ones the earlier first
///   ranked[n]       = scaled[order[n]]
///   largest         = max_n ranked[n]
///   exponentials[n] = exp(ranked[n] - largest)               (the difference is `shifted`)
///   reached[n]      = sum of exponentials[m] over m <= n, m < top_k
///   stays[n]         = 1 where n < top_k and (n = 0 or reached[n-1] < top_p reached[N-1]), else 0
///   held[n]         = exponentials[n] stays[n]
///   mass            = sum_n held[n]
///   shares[n]       = held[n] / mass
///   cumulative[n]   = sum of shares[m] over m <= n
///   mark            = uniform cumulative[N-1]
///   place           = how many of cumulative[n], n < N-1, are at most mark
///   id              = order[place]
///
/// logits (T,V), uniform (1), at least 0 and below 1 -> scaled (V); order, ranked, shifted, exponentials, stays, held, shares (N = V);
/// reached, cumulative (M = N); largest, mass, mark, place, id (1). Sums are kept in double.
/// Source: Fan, Lewis, Dauphin 2018, section 5 (top-k); Holtzman et al. 2020, section 3.1 (top-p).
namespace attend::pick {

inline Tensor single(double value) {
  Tensor single = zeros({1});
  single(0) = real(value);
  return single;
}

inline Tensor scaled(const Tensor& logits, double temperature) {
  Tensor scaled = empty({row_length(logits)});
  all(scaled) = logits(Row{row_count(logits) - 1}) / temperature;
  return scaled;
}

inline std::size_t top_k(const Call& call) { return std::size_t(call.option("top_k")); }

inline Tensor product(const Tensor& a, const Tensor& b) {
  Tensor product = zeros_like(a);
  all(product) = all(a) * all(b);
  return product;
}

/// The sum of the cells of a row up to `last`.
inline Op sum_up_to(Operands& out, const char* name, std::size_t last) {
  for (std::size_t n = 0; n <= last; ++n) out.term(name, {n});
  return Op::sum;
}

inline Op explain_stays(const Call& call, const Index& at, Operands& out) {
  out.constant("top_k");
  if (at[0] >= top_k(call)) return Op::cut;
  if (at[0] == 0 || call.option("top_p") >= 1) return Op::one;
  out.term("reached", {at[0] - 1});
  out.term("reached", {call["reached"].size() - 1});
  out.constant("top_p");
  return Op::keep;
}

inline std::string objection(const Call& call) {
  const double top_p = call.option("top_p");
  if (top_p <= 1) return "";
  return join({"pick: top_p is ", json::number(top_p), ". It must be above 0 and at most 1."});
}

inline constexpr Port kReads[] = {{.name = "logits", .axes = "T V"}, {.name = "uniform", .axes = "1"}};

inline constexpr Result kWrites[] = {
    {
        .name = "scaled",
        .axes = "V",
        .reads = "logits temperature",
        .formula = R"(z_v = \ell_{T-1,v}<temperature=1?| / \tau>)",
        .numpy = "scaled = <logits>[-1] / <temperature=1?1|temperature>",
        .compute = [](const Call& call) { return scaled(call["logits"], call.option("temperature")); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.term("logits", {row_count(call["logits"]) - 1, at[0]});
              out.constant("temperature");
              return Op::temper;
            },
    },
    {
        .name = "order",
        .axes = "N",
        .accepts = Accepts::ids,
        .reads = "scaled",
        .formula = R"(o = \operatorname{argsort}(-z))",
        .numpy = "order = np.argsort(-scaled, kind=\"stable\")",
        .compute = [](const Call& call) { return descending_order(call["scaled"]); },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.row("scaled", 0);
              return Op::order;
            },
    },
    {
        .name = "ranked",
        .axes = "N",
        .reads = "scaled order",
        .formula = R"(r_n = z_{o_n})",
        .numpy = "ranked = scaled[order]",
        .compute = [](const Call& call) { return in_order(call["scaled"], call["order"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.term("order", {at[0]});
              out.term("scaled", {std::size_t(call["order"](at[0]))});
              return Op::select;
            },
    },
    {
        .name = "largest",
        .axes = "1",
        .reads = "ranked",
        .formula = R"(\mu = \max_n r_n)",
        .numpy = "largest = ranked.max().reshape(1)",
        .compute = [](const Call& call) { return single(double(highest(row(call["ranked"])))); },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.row("ranked", 0);
              return Op::max;
            },
    },
    {
        .name = "shifted",
        .axes = "N",
        .reads = "ranked largest",
        .formula = R"(r_n - \mu)",
        .numpy = "shifted = ranked - largest",
        .compute = [](const Call& call) { return softmax::shifted(call["ranked"], call["largest"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("ranked", {at[0]});
              out.term("largest", {0});
              return Op::subtract;
            },
    },
    {
        .name = "exponentials",
        .axes = "N",
        .reads = "shifted",
        .formula = R"(e_n = \exp(r_n - \mu))",
        .numpy = "exponentials = np.exp(shifted)",
        .compute = [](const Call& call) { return softmax::exponentials(call["shifted"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("shifted", {at[0]});
              return Op::exp;
            },
    },
    {
        .name = "reached",
        .axes = "M",
        .reads = "exponentials top_k",
        .formula = R"(\Sigma_n = \sum_{m \le n,\; m \lt k} e_m)",
        .numpy = "reached = (exponentials * np.less(np.arange(V), top_k)).cumsum(0)",
        .compute = [](const Call& call) { return running_sums(call["exponentials"], top_k(call)); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.constant("top_k");
              return sum_up_to(out, "exponentials", std::min(at[0], top_k(call) - 1));
            },
    },
    {
        .name = "stays",
        .axes = "N",
        .accepts = Accepts::mask,
        .reads = "reached top_k top_p",
        .formula =
            R"(\kappa_n = \begin{cases} 1 & \text{if } n \lt k \text{ and } (n = 0 \text{ or } \Sigma_{n-1} \lt p\,\Sigma_{N-1}) \\ 0 & \text{otherwise} \end{cases})",
        .numpy = "stays = 1.0 * np.less(np.arange(V), min(top_k, <top_p=1?V|1 + np.less(reached[:-1], top_p * "
                 "reached[-1]).sum()>))",
        .compute = [](const Call& call) { return kept_up_to(call["reached"], top_k(call), call.option("top_p")); },
        .explain = explain_stays,
    },
    {
        .name = "held",
        .axes = "N",
        .reads = "exponentials stays",
        .formula = R"(e_n\,\kappa_n)",
        .numpy = "held = exponentials * stays",
        .compute = [](const Call& call) { return product(call["exponentials"], call["stays"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.product("exponentials", {at[0]}, "stays", {at[0]});
              return Op::products;
            },
    },
    {
        .name = "mass",
        .axes = "1",
        .reads = "held",
        .formula = R"(Z = \sum_n e_n\,\kappa_n)",
        .numpy = "mass = held.sum().reshape(1)",
        .compute = [](const Call& call) { return single(sum(row(call["held"]))); },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.row("held", 0);
              return Op::sum;
            },
    },
    {
        .name = "shares",
        .axes = "N",
        .reads = "held mass",
        .formula = R"(p_n = \frac{e_n\,\kappa_n}{Z})",
        .numpy = "shares = held / mass",
        .compute = [](const Call& call) { return softmax::weights(call["held"], call["mass"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("held", {at[0]});
              out.term("mass", {0});
              return Op::divide;
            },
    },
    {
        .name = "cumulative",
        .axes = "M",
        .reads = "shares",
        .formula = R"(F_n = \sum_{m \le n} p_m)",
        .numpy = "cumulative = shares.cumsum(0)",
        .compute = [](const Call& call) { return running_sums(call["shares"], call["shares"].size()); },
        .explain = [](const Call&, const Index& at, Operands& out) { return sum_up_to(out, "shares", at[0]); },
    },
    {
        .name = "mark",
        .axes = "1",
        .reads = "uniform cumulative",
        .formula = R"(u\,F_{N-1})",
        .numpy = "mark = <uniform> * cumulative[-1]",
        .compute =
            [](const Call& call) {
              const Tensor& cumulative = call["cumulative"];
              return single(double(call["uniform"](0)) * double(cumulative(cumulative.size() - 1)));
            },
        .explain =
            [](const Call& call, const Index&, Operands& out) {
              out.product("uniform", {0}, "cumulative", {call["cumulative"].size() - 1});
              return Op::products;
            },
    },
    {
        .name = "place",
        .axes = "1",
        .accepts = Accepts::ids,
        .reads = "mark cumulative",
        .formula = R"(n^* = |\{n \lt N - 1 : F_n \le u\,F_{N-1}\}|)",
        .numpy = "place = np.less_equal(cumulative[:-1], mark).sum().reshape(1)",
        .compute = [](const Call& call) { return single(double(count_up_to(call["cumulative"], call["mark"](0)))); },
        .explain =
            [](const Call& call, const Index&, Operands& out) {
              out.term("mark", {0});
              for (std::size_t n = 0; n + 1 < call["cumulative"].size(); ++n) out.term("cumulative", {n});
              return Op::count_up_to;
            },
    },
    {
        .name = "id",
        .axes = "1",
        .main = true,
        .accepts = Accepts::ids,
        .reads = "order place",
        .formula = R"(\mathrm{id} = o_{n^*})",
        .numpy = "id = order[place]",
        .compute = [](const Call& call) { return single(double(call["order"](std::size_t(call["place"](0))))); },
        .explain =
            [](const Call& call, const Index&, Operands& out) {
              out.term("place", {0});
              out.term("order", {std::size_t(call["place"](0))});
              return Op::select;
            },
    }};

inline constexpr Option kOptions[] = {
    {.name = "temperature",
     .about = "what logits are divided by: below 1 large ones win more often, above 1 less",
     .symbol = R"(\tau)",
     .initial = 1,
     .range = Range::above_zero},
    {.name = "top_k",
     .about = "how many of the largest logits are kept at most",
     .symbol = "k",
     .initial = 1048576,
     .range = Range::whole},
    {.name = "top_p",
     .about = "the fewest words are kept whose probabilities reach it",
     .symbol = "p",
     .initial = 1,
     .range = Range::above_zero},
};

inline constexpr Stage kStage = {
    .id = "pick",
    .title = "Pick the next token",
    .formula = R"(\mathrm{id} \sim \operatorname{softmax}(\ell_{T-1} / \tau) \text{, the top } k \text{, up to } p)",
    .source = "Fan et al. 2018, section 5; Holtzman et al. 2020, section 3.1",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "score: logits scaled ranked shifted|count: place",
    .objection = objection,
};

}  // namespace attend::pick
