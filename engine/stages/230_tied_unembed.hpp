#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/products/matmul.hpp"
#include "../stage.hpp"

/// tied_unembed: one score for each word of the vocabulary, from the same table that gave the words their vectors.
///
///   y[t,v] = sum_c x[t,c] table[v,c]
///
/// x (T,C), table (V,C) -> y (T,V)
/// Source: Press, Wolf 2017, "Using the Output Embedding to Improve Language Models"; Vaswani et al. 2017, section 3.4.
namespace attend::tied_unembed {

inline Tensor y(const Tensor& x, const Tensor& table) {
  const std::size_t T = x.shape()[0], C = x.shape()[1], V = table.shape()[0];
  Tensor y = empty({T, V});
  matmul(x.data(), C, {table.data(), 1, C}, y.data(), V, T, C, V);
  return y;
}

inline constexpr Port kReads[] = {{.name = "x", .axes = "T C"}, {.name = "table", .axes = "V C"}};

inline constexpr Pull kFromY[] = {
    {"x", "table",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["table"], true, gradient);
     }},
    {"table", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["x"], true, gradient);
     }},
};

inline constexpr Result kWrites[] = {{
    .name = "y",
    .axes = "T V",
    .main = true,
    .reads = "x table",
    .symbol = "y",
    .formula = R"(y_{t,v} = \sum_c x_{t,c}\,\mathrm{table}_{v,c})",
    .numpy = "y = x @ table.T",
    .compute = [](const Call& call) { return y(call["x"], call["table"]); },
    .explain =
        [](const Call&, const Index& at, Operands& out) {
          out.products("x", {at[0], kEach}, "table", {at[1], kEach});
          return Op::products;
        },
    .pulls = kFromY,
}};

inline constexpr Stage kStage = {
    .id = "tied_unembed",
    .title = "Tied unembedding",
    .formula = R"(Y = X\,\mathrm{table}^\top)",
    .source = "Press, Wolf 2017; Vaswani et al. 2017, section 3.4",
    .reads = kReads,
    .writes = kWrites,
};

}  // namespace attend::tied_unembed
