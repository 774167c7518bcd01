#pragma once
#include "../stage.hpp"

/// embed: look up one row of the table for every token.
///
///   x[t,c] = table[ids[t],c]
///
/// ids (T), table (V,C) -> x (T,C)
/// Source: Vaswani et al. 2017, section 3.4 (without their factor sqrt(C)).
namespace attend::embed {

inline Tensor x(const Tensor& ids, const Tensor& table) {
  const std::size_t T = ids.size(), C = table.shape()[1];
  Tensor x = zeros({T, C});
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t c = 0; c < C; ++c) x(t, c) = table(std::size_t(ids(t)), c);
  return x;
}

inline constexpr Port kReads[] = {{"ids", "T", false, Accepts::ids}, {"table", "V C"}};

inline constexpr Result kWrites[] = {{"x", "T C", true, "ids table", R"(x_{t,c} = \mathrm{table}_{\mathrm{ids}_t,\,c})",
                                      "x = table[ids]", [](const Call& call) { return x(call["ids"], call["table"]); },
                                      [](const Call& call, const Index& at, Operands& out) {
                                        out.term("ids", {at[0]});
                                        out.term("table", {std::size_t(call["ids"](at[0])), at[1]});
                                        return Op::lookup;
                                      }}};

inline constexpr Stage kStage = {
    "embed", "Embed", R"(x_t = \mathrm{table}_{\mathrm{ids}_t})", "Vaswani et al. 2017, section 3.4", kReads,
    kWrites, {}};

}  // namespace attend::embed
