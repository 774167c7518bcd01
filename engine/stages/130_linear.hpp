#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/products/affine.hpp"
#include "../stage.hpp"

/// linear: one matrix for every token. The output projection W_O mixes the heads; the unembedding makes logits.
///
///   y[t,j] = sum_i x[t,i] w[i,j] + b[j]
///
/// x (T,in), w (in,out), b (out) optional -> y (T,out)
/// Source: Vaswani et al. 2017, section 3.2.2 (W^O) and section 3.4.
namespace attend::linear {

inline constexpr Port kReads[] = {
    {.name = "x", .axes = "T in"}, {.name = "w", .axes = "in out"}, {.name = "b", .axes = "out", .optional = true}};

inline constexpr Pull kFromY[] = {
    {"x", "w",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["w"], false, gradient);
     }},
    {"w", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["x"], false, gradient);
     }},
    {"b", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {{
    .name = "y",
    .axes = "T out",
    .main = true,
    .reads = "x w b",
    .symbol = "y",
    .formula = R"(y_{t,j} = \sum_i x_{t,i}\,W_{i,j}<b? + b_j>)",
    .numpy = "y = x @ w<b? + b>",
    .compute = [](const Call& call) { return affine(call, "x", "w", "b"); },
    .explain = [](const Call& call, const Index& at,
                  Operands& out) { return explain_affine(call, at, out, "x", "w", "b"); },
    .pulls = kFromY,
}};

inline constexpr Stage kStage = {
    .id = "linear",
    .title = "Linear",
    .formula = R"(Y = XW + b)",
    .source = "Vaswani et al. 2017, section <V?3.4|3.2.2>",
    .reads = kReads,
    .writes = kWrites,
};

}  // namespace attend::linear
