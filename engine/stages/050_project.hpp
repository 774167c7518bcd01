#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/products/affine.hpp"
#include "../stage.hpp"

/// project: make a query, a key and a value from the whole vector of every token.
///
///   q[t,j] = sum_c x[t,c] wq[c,j] + bq[j]
///   k[s,j] = sum_c memory[s,c] wk[c,j] + bk[j]
///   v[s,j] = sum_c memory[s,c] wv[c,j] + bv[j]
///
/// x (T,C), memory (S,C), wq (C,HD), wk wv (C,GD), bq (HD), bk bv (GD) -> q (T,HD), k (S,GD), v (S,GD)
/// In self-attention memory is x, and is not given. Biases are optional. G is H where no heads share keys and values.
/// Source: Vaswani et al. 2017, section 3.2.2.
namespace attend::project {

/// The tokens that keys and values are made from.
inline const char* memory_name(const Call& call) { return call.has("memory") ? "memory" : "x"; }

inline constexpr Port kReads[] = {
    {.name = "x", .axes = "T C"},
    {.name = "memory", .axes = "S C", .optional = true},
    {.name = "wq", .axes = "C HD"},
    {.name = "wk", .axes = "C GD"},
    {.name = "wv", .axes = "C GD"},
    {.name = "bq", .axes = "HD", .optional = true},
    {.name = "bk", .axes = "GD", .optional = true},
    {.name = "bv", .axes = "GD", .optional = true},
};

inline constexpr Pull kFromQ[] = {
    {"x", "wq",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["wq"], false, gradient);
     }},
    {"wq", "x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call["x"], false, gradient);
     }},
    {"bq", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Pull kFromK[] = {
    {"memory|x", "wk",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["wk"], false, gradient);
     }},
    {"wk", "memory|x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call[memory_name(call)], false, gradient);
     }},
    {"bk", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Pull kFromV[] = {
    {"memory|x", "wv",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::left_factor(upstream, call["wv"], false, gradient);
     }},
    {"wv", "memory|x",
     [](const Call& call, const Tensor& upstream, Tensor& gradient) {
       pull::right_factor(upstream, call[memory_name(call)], false, gradient);
     }},
    {"bv", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::column_sums(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "q",
        .axes = "T HD",
        .main = true,
        .reads = "x wq bq",
        .formula = R"(q_{t,j} = \sum_c x_{t,c}\,W^Q_{c,j}<bq? + b^Q_j>)",
        .numpy = "q = x @ wq<bq? + bq>",
        .compute = [](const Call& call) { return affine(call, "x", "wq", "bq"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_affine(call, at, out, "x", "wq", "bq"); },
        .pulls = kFromQ,
    },
    {
        .name = "k",
        .axes = "S GD",
        .main = true,
        .reads = "memory|x wk bk",
        .formula = R"(k_{s,j} = \sum_c <memory?\mathrm{memory}|x>_{s,c}\,W^K_{c,j}<bk? + b^K_j>)",
        .numpy = "k = <memory?memory|x> @ wk<bk? + bk>",
        .compute = [](const Call& call) { return affine(call, memory_name(call), "wk", "bk"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_affine(call, at, out, memory_name(call), "wk", "bk"); },
        .pulls = kFromK,
    },
    {
        .name = "v",
        .axes = "S GD",
        .main = true,
        .reads = "memory|x wv bv",
        .formula = R"(v_{s,j} = \sum_c <memory?\mathrm{memory}|x>_{s,c}\,W^V_{c,j}<bv? + b^V_j>)",
        .numpy = "v = <memory?memory|x> @ wv<bv? + bv>",
        .compute = [](const Call& call) { return affine(call, memory_name(call), "wv", "bv"); },
        .explain = [](const Call& call, const Index& at,
                      Operands& out) { return explain_affine(call, at, out, memory_name(call), "wv", "bv"); },
        .pulls = kFromV,
    }};

inline constexpr Stage kStage = {
    .id = "project",
    .title = "Project",
    .formula = R"(Q = XW^Q + b^Q \quad K = XW^K + b^K \quad V = XW^V + b^V)",
    .source = "Vaswani et al. 2017, section 3.2.2",
    .reads = kReads,
    .writes = kWrites,
    .roles = "q: q wq bq|k: k wk bk|v: v wv bv",
};

}  // namespace attend::project
