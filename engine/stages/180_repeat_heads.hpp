#pragma once
#include "../error.hpp"
#include "../kernels/products/heads.hpp"
#include "../stage.hpp"

/// repeat_heads: where several heads share their keys and values, give each head its copy. No number changes.
///
///   k'[h,s,d] = k[g,s,d] with g = floor(h G / H), and the same for v
///
/// k (G,S,D), v (G,S,D) -> k (H,S,D), v (H,S,D)
/// Source: Ainslie et al. 2023 (grouped-query attention), section 2.2; one group for all: Shazeer 2019.
namespace attend::repeat_heads {

inline std::size_t heads_of(const Call& call) { return std::size_t(call.option("heads")); }

inline Op explain(const Call& call, const Index& at, Operands& out, const char* name) {
  out.term(name, {group_of_head(at[0], call[name].shape()[0], heads_of(call)), at[1], at[2]});
  return Op::copy;
}

inline std::string objection(const Call& call) {
  const std::size_t H = heads_of(call), G = call["k"].shape()[0];
  if (H % G == 0) return "";
  return join({"repeat_heads: there are ", G, " groups of keys and values, which ", H,
               " heads cannot share evenly. Choose heads as a multiple of the groups."});
}

inline constexpr Port kReads[] = {{.name = "k", .axes = "G S D"}, {.name = "v", .axes = "G S D"}};

inline constexpr Result kWrites[] = {
    {
        .name = "k",
        .axes = "H S D",
        .main = true,
        .reads = "k heads",
        .formula = R"(k_{h,s,d} = k_{\lfloor hG/H \rfloor,s,d})",
        .numpy = "k = k[np.arange(H) // (H // G)]",
        .compute = [](const Call& call) { return repeated(call["k"], heads_of(call)); },
        .explain = [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "k"); },
    },
    {
        .name = "v",
        .axes = "H S D",
        .main = true,
        .reads = "v heads",
        .formula = R"(v_{h,s,d} = v_{\lfloor hG/H \rfloor,s,d})",
        .numpy = "v = v[np.arange(H) // (H // G)]",
        .compute = [](const Call& call) { return repeated(call["v"], heads_of(call)); },
        .explain = [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "v"); },
    }};

inline constexpr Option kOptions[] = {{
    .name = "heads",
    .about = "how many heads share the groups",
    .initial = 1,
    .required = true,
    .range = Range::whole,
    .structural = true,
}};

inline constexpr Stage kStage = {
    .id = "repeat_heads",
    .title = "Repeat keys and values",
    .formula = R"(K_h = K_{\lfloor hG/H \rfloor} \quad V_h = V_{\lfloor hG/H \rfloor})",
    .source = "Ainslie et al. 2023, section 2.2; one group: Shazeer 2019",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "k: k|v: v",
    .objection = objection,
};

}  // namespace attend::repeat_heads
