#pragma once
#include "../kernels/affine.hpp"
#include "../stage.hpp"

/// linear: one matrix for every token. The output projection W_O mixes the heads; the unembedding makes logits.
///
///   y[t,j] = sum_i x[t,i] w[i,j] + b[j]
///
/// x (T,in), w (in,out), b (out) optional -> y (T,out)
/// Source: Vaswani et al. 2017, section 3.2.2 (W^O) and section 3.4.
namespace attend::linear {

inline constexpr Port kReads[] = {{"x", "T in"}, {"w", "in out"}, {"b", "out", true}};

inline constexpr Result kWrites[] = {
    {"y", "T out", true, "x w b", R"(y_{t,j} = \sum_i x_{t,i}\,W_{i,j} + b_j)", "y = x @ w + b",
     [](const Call& call) { return affine(call, "x", "w", "b"); },
     [](const Call& call, const Index& at, Operands& out) { return explain_affine(call, at, out, "x", "w", "b"); }}};

inline constexpr Stage kStage = {
    "linear", "Linear", R"(Y = XW + b)", "Vaswani et al. 2017, sections 3.2.2 and 3.4", kReads, kWrites, {}};

}  // namespace attend::linear
