#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../stage.hpp"

/// embed: look up one row of the table for every token.
///
///   x[t,c] = table[ids[t],c]
///
/// ids (T), table (V,C) -> x (T,C)
/// Source: Vaswani et al. 2017, section 3.4 (without their factor sqrt(C)).
namespace attend::embed {

inline Tensor x(const Tensor& ids, const Tensor& table) {
  Tensor x = empty({ids.size(), table.shape()[1]});
  for (Row t : rows_of(x)) x(t) = table(Row{std::size_t(ids[t])});
  return x;
}

/// Every token's gradient goes to the row that it was looked up in.
inline void to_rows(const Tensor& ids, const Tensor& upstream, Tensor& gradient) {
  for (Row t : rows_of(upstream)) {
    RowView<real> row = gradient(Row{std::size_t(ids[t])});
    row = row + upstream(t);
  }
}

inline constexpr Port kReads[] = {{.name = "ids", .axes = "T", .accepts = Accepts::ids},
                                  {.name = "table", .axes = "V C"}};

inline constexpr Pull kFromX[] = {
    {"table", "ids",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) { to_rows(call["ids"], upstream, gradient); }},
};

inline constexpr Result kWrites[] = {{
    .name = "x",
    .axes = "T C",
    .main = true,
    .reads = "ids table",
    .formula = R"(x_{t,c} = \mathrm{table}_{\mathrm{ids}_t,\,c})",
    .numpy = "x = table[ids]",
    .compute = [](const Call& call) { return x(call["ids"], call["table"]); },
    .explain =
        [](const Call& call, const Index& at, Operands& out) {
          out.term("ids", {at[0]});
          out.term("table", {std::size_t(call["ids"](at[0])), at[1]});
          return Op::lookup;
        },
    .pulls = kFromX,
}};

inline constexpr Stage kStage = {
    .id = "embed",
    .title = "Embed",
    .formula = R"(x_t = \mathrm{table}_{\mathrm{ids}_t})",
    .source = "Vaswani et al. 2017, section 3.4",
    .reads = kReads,
    .writes = kWrites,
};

}  // namespace attend::embed
