#pragma once
#include "../error.hpp"
#include "../stage.hpp"

/// split_heads: give each head its own D columns. No number changes, only where it stands.
///
///   q'[h,t,d] = q[t, h D + d]      and the same for k and v
///
/// q (T,HD), k (S,HD), v (S,HD) -> q (H,T,D), k (H,S,D), v (H,S,D)
/// Source: Vaswani et al. 2017, section 3.2.2.
namespace attend::split_heads {

inline Tensor split(const Tensor& x, std::size_t H) {
  const std::size_t rows = x.shape()[0], HD = x.shape()[1];
  const std::size_t D = HD / H;
  Tensor heads = zeros({H, rows, D});
  for (std::size_t h = 0; h < H; ++h)
    for (std::size_t t = 0; t < rows; ++t)
      for (std::size_t d = 0; d < D; ++d) heads(h, t, d) = x(t, h * D + d);
  return heads;
}

inline Tensor split(const Call& call, const char* name) { return split(call[name], std::size_t(call.option("heads"))); }

inline Op explain(const Call& call, const Index& at, Operands& out, const char* name) {
  const std::size_t D = call[name].shape()[1] / std::size_t(call.option("heads"));
  out.term(name, {at[1], at[0] * D + at[2]});
  return Op::copy;
}

inline std::string objection(const Call& call) {
  const std::size_t H = std::size_t(call.option("heads")), HD = call["q"].shape()[1];
  if (H == 0 || HD % H == 0) return "";
  return join({"split_heads: q, k and v have ", HD, " columns, which ", H,
               " heads cannot share evenly. Choose heads so that they divide the columns."});
}

inline constexpr Port kReads[] = {{"q", "T HD"}, {"k", "S HD"}, {"v", "S HD"}};

inline constexpr Result kWrites[] = {
    {"q", "H T D", true, "q heads", R"(q_{h,t,d} = q_{t,\,hD+d})", "q = q.reshape(T, H, D).transpose(1, 0, 2)",
     [](const Call& call) { return split(call, "q"); },
     [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "q"); }},
    {"k", "H S D", true, "k heads", R"(k_{h,s,d} = k_{s,\,hD+d})", "k = k.reshape(S, H, D).transpose(1, 0, 2)",
     [](const Call& call) { return split(call, "k"); },
     [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "k"); }},
    {"v", "H S D", true, "v heads", R"(v_{h,s,d} = v_{s,\,hD+d})", "v = v.reshape(S, H, D).transpose(1, 0, 2)",
     [](const Call& call) { return split(call, "v"); },
     [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "v"); }}};

inline constexpr Option kOptions[] = {{"heads", "how many heads share the columns", 1, true, nullptr, Range::whole}};

inline constexpr Stage kStage = {"split_heads",
                                 "Split heads",
                                 R"(q_{h,t,d} = q_{t,\,hD+d})",
                                 "Vaswani et al. 2017, section 3.2.2",
                                 kReads,
                                 kWrites,
                                 kOptions,
                                 "q: q|k: k|v: v",
                                 objection};

}  // namespace attend::split_heads
