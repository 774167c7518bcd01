#pragma once
#include "../error.hpp"
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/positions/sinusoid.hpp"
#include "../stage.hpp"

/// position: add to every token a vector that says where it stands.
///
///   sinusoidal   encoding[t,2i] = sin(t / 10000^(2i/C)),  encoding[t,2i+1] = cos(t / 10000^(2i/C))
///   learned      encoding[t,c] = table[t,c]              (both with t + offset instead of t behind other tokens)
///   x'[t,c] = x[t,c] + encoding[t,c]
///
/// x (T,C), table (P,C) for learned, P >= T + offset -> encoding (T,C), x (T,C)
/// Source: Vaswani et al. 2017, section 3.5; learned: Gehring et al. 2017, section 3.1.
namespace attend::position {

inline std::size_t offset_of(const Call& call) { return std::size_t(call.option("offset")); }

inline Tensor learned(const Tensor& x, const Tensor& table, std::size_t offset) {
  Tensor encoding = empty_like(x);
  for (Row t : rows_of(x)) encoding(t) = table(Row{t.number + offset});
  return encoding;
}

inline Tensor encoding(const Call& call) {
  const Tensor& x = call["x"];
  return call.choice("kind") == "learned" ? learned(x, call["table"], offset_of(call))
                                          : sinusoid(x.shape()[0], x.shape()[1], offset_of(call));
}

inline Tensor placed(const Tensor& x, const Tensor& encoding) {
  Tensor placed = empty_like(x);
  all(placed) = all(x) + all(encoding);
  return placed;
}

inline void to_rows(std::size_t offset, const Tensor& upstream, Tensor& gradient) {
  for (Row t : rows_of(upstream)) {
    RowView<real> row = gradient(Row{t.number + offset});
    row = row + upstream(t);
  }
}

inline std::string objection(const Call& call) {
  if (call.choice("kind") != "learned") return "";
  if (!call.has("table")) return "position: learned positions need a table. Give one, or choose sinusoidal.";
  const std::size_t T = call["x"].shape()[0] + offset_of(call), P = call["table"].shape()[0];
  if (P >= T) return "";
  return join({"position: table has ", P, " rows but there are ", T, " tokens. Give one row for every position."});
}

inline constexpr Port kReads[] = {{.name = "x", .axes = "T C"}, {.name = "table", .axes = "P C", .optional = true}};

inline constexpr Pull kFromX[] = {
    {"x", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::same(upstream, gradient); }},
    {"encoding", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::same(upstream, gradient); }},
};

inline constexpr Pull kFromEncoding[] = {
    {"table", "kind offset",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       if (call.choice("kind") == "learned") to_rows(offset_of(call), upstream, gradient);
     }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "encoding",
        .axes = "T C",
        .reads = "table kind offset",
        .formula = R"(<kind=learned?p_{t,c} = \mathrm{table}_{t<offset=0?|+o>,c}|)"
                   R"(p_{t,2i} = \sin\frac{t<offset=0?|+o>}{10000^{2i/C}} \quad )"
                   R"(p_{t,2i+1} = \cos\frac{t<offset=0?|+o>}{10000^{2i/C}}>)",
        .numpy = "encoding = <kind=learned?<offset=0?table[:T]|table[offset:offset + T]>|"
                 "np.where(c % 2 == 0, np.sin(<offset=0?t|(t + offset)> / 10000 ** (2 * (c // 2) / C)), "
                 "np.cos(<offset=0?t|(t + offset)> / 10000 ** (2 * (c // 2) / C)))>",
        .compute = encoding,
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.constant("offset");
              if (call.choice("kind") == "sinusoidal") return Op::sinusoid;
              out.term("table", {at[0] + offset_of(call), at[1]});
              return Op::copy;
            },
        .pulls = kFromEncoding,
    },
    {
        .name = "x",
        .axes = "T C",
        .main = true,
        .reads = "x encoding",
        .formula = R"(x'_{t,c} = x_{t,c} + p_{t,c})",
        .numpy = "x = x + encoding",
        .compute = [](const Call& call) { return placed(call["x"], call["encoding"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("x", {at[0], at[1]});
              out.term("encoding", {at[0], at[1]});
              return Op::products;
            },
        .pulls = kFromX,
    }};

inline constexpr Option kOptions[] = {
    {.name = "kind", .about = "how positions become vectors", .choices = "sinusoidal|learned", .structural = true},
    {.name = "offset",
     .about = "the position of the first token",
     .symbol = "o",
     .range = Range::count,
     .structural = true},
};

inline constexpr Stage kStage = {
    .id = "position",
    .title = "Position",
    .formula = R"(x'_t = x_t + p_t)",
    .source = "<kind=learned?Gehring et al. 2017, section 3.1|Vaswani et al. 2017, section 3.5>",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .objection = objection,
};

}  // namespace attend::position
