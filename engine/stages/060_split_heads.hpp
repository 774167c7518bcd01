#pragma once
#include "../error.hpp"
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/products/heads.hpp"
#include "../stage.hpp"

/// split_heads: give each head its own D columns. No number changes, only where it stands.
///
///   q'[h,t,d] = q[t, h D + d]      and the same for k and v, in G groups
///
/// q (T,HD), k (S,GD), v (S,GD) -> q (H,T,D), k (G,S,D), v (G,S,D). Where heads share keys and values, G divides H.
/// Source: Vaswani et al. 2017, section 3.2.2; groups: Ainslie et al. 2023.
namespace attend::split_heads {

/// D
inline std::size_t width_of(const Call& call) { return call["q"].shape()[1] / std::size_t(call.option("heads")); }

inline Tensor split(const Call& call, const char* name) {
  const Tensor& x = call[name];
  const std::size_t T = x.shape()[0], D = width_of(call), H = x.shape()[1] / D;
  return swap_axes(x, T, H, D, empty({H, T, D}));
}

inline Op explain(const Call& call, const Index& at, Operands& out, const char* name) {
  out.term(name, {at[1], at[0] * width_of(call) + at[2]});
  return Op::copy;
}

/// Back to side by side.
inline void pull_split(const Tensor& upstream, Tensor& gradient) {
  const std::size_t H = upstream.shape()[0], T = upstream.shape()[1], D = upstream.shape()[2];
  pull::same(swap_axes(upstream, H, T, D, zeros_like(gradient)), gradient);
}

inline std::string objection(const Call& call) {
  const std::size_t H = std::size_t(call.option("heads")), HD = call["q"].shape()[1];
  if (HD % H != 0)
    return join({"split_heads: q has ", HD, " columns, which ", H,
                 " heads cannot share evenly. Choose heads so that they divide the columns."});
  const std::size_t GD = call["k"].shape()[1], D = HD / H;
  if (GD % D == 0 && H % (GD / D) == 0) return "";
  return join({"split_heads: k and v have ", GD, " columns, but a head of q has ", D, ", and there are ", H,
               " heads. Give k and v columns for as many heads, or for a number that divides it."});
}

inline constexpr Port kReads[] = {
    {.name = "q", .axes = "T HD"}, {.name = "k", .axes = "S GD"}, {.name = "v", .axes = "S GD"}};

inline constexpr Pull kFromQ[] = {
    {"q", "heads", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull_split(upstream, gradient); }},
};

inline constexpr Pull kFromK[] = {
    {"k", "heads", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull_split(upstream, gradient); }},
};

inline constexpr Pull kFromV[] = {
    {"v", "heads", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull_split(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "q",
        .axes = "H T D",
        .main = true,
        .reads = "q heads",
        .formula = R"(q_{h,t,d} = q_{t,\,hD+d})",
        .numpy = "q = q.reshape(T, H, D).transpose(1, 0, 2)",
        .compute = [](const Call& call) { return split(call, "q"); },
        .explain = [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "q"); },
        .pulls = kFromQ,
    },
    {
        .name = "k",
        .axes = "G S D",
        .main = true,
        .reads = "k heads",
        .formula = R"(k_{<G?g|h>,s,d} = k_{s,\,<G?g|h>D+d})",
        .numpy = "k = k.reshape(S, <G?G|H>, D).transpose(1, 0, 2)",
        .compute = [](const Call& call) { return split(call, "k"); },
        .explain = [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "k"); },
        .pulls = kFromK,
    },
    {
        .name = "v",
        .axes = "G S D",
        .main = true,
        .reads = "v heads",
        .formula = R"(v_{<G?g|h>,s,d} = v_{s,\,<G?g|h>D+d})",
        .numpy = "v = v.reshape(S, <G?G|H>, D).transpose(1, 0, 2)",
        .compute = [](const Call& call) { return split(call, "v"); },
        .explain = [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "v"); },
        .pulls = kFromV,
    }};

inline constexpr Option kOptions[] = {{
    .name = "heads",
    .about = "how many heads share the columns",
    .initial = 1,
    .required = true,
    .range = Range::whole,
    .structural = true,
}};

inline constexpr Stage kStage = {
    .id = "split_heads",
    .title = "Split heads",
    .formula = R"(q_{h,t,d} = q_{t,\,hD+d})",
    .source = "Vaswani et al. 2017, section 3.2.2",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "q: q|k: k|v: v",
    .picture = Picture::heads,
    .objection = objection,
};

}  // namespace attend::split_heads
