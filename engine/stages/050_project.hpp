#pragma once
#include "../kernels/affine.hpp"
#include "../stage.hpp"

/// project: make a query, a key and a value from the whole vector of every token.
///
///   q[t,j] = sum_c x[t,c] wq[c,j] + bq[j]
///   k[s,j] = sum_c memory[s,c] wk[c,j] + bk[j]
///   v[s,j] = sum_c memory[s,c] wv[c,j] + bv[j]
///
/// x (T,C), memory (S,C), wq wk wv (C,HD), bq bk bv (HD) -> q (T,HD), k (S,HD), v (S,HD)
/// In self-attention memory is x, and is not given. Biases are optional.
/// Source: Vaswani et al. 2017, section 3.2.2.
namespace attend::project {

/// The tokens that keys and values are made from.
inline const char* memory_name(const Call& call) { return call.has("memory") ? "memory" : "x"; }

inline constexpr Port kReads[] = {{"x", "T C"},   {"memory", "S C", true}, {"wq", "C HD"},     {"wk", "C HD"},
                                  {"wv", "C HD"}, {"bq", "HD", true},      {"bk", "HD", true}, {"bv", "HD", true}};

inline constexpr Result kWrites[] = {
    {"q", "T HD", true, "x wq bq", R"(q_{t,j} = \sum_c x_{t,c}\,W^Q_{c,j} + b^Q_j)", "q = x @ wq + bq",
     [](const Call& call) { return affine(call, "x", "wq", "bq"); },
     [](const Call& call, const Index& at, Operands& out) { return explain_affine(call, at, out, "x", "wq", "bq"); }},
    {"k", "S HD", true, "memory|x wk bk", R"(k_{s,j} = \sum_c x_{s,c}\,W^K_{c,j} + b^K_j)", "k = memory @ wk + bk",
     [](const Call& call) { return affine(call, memory_name(call), "wk", "bk"); },
     [](const Call& call, const Index& at, Operands& out) {
       return explain_affine(call, at, out, memory_name(call), "wk", "bk");
     }},
    {"v", "S HD", true, "memory|x wv bv", R"(v_{s,j} = \sum_c x_{s,c}\,W^V_{c,j} + b^V_j)", "v = memory @ wv + bv",
     [](const Call& call) { return affine(call, memory_name(call), "wv", "bv"); },
     [](const Call& call, const Index& at, Operands& out) {
       return explain_affine(call, at, out, memory_name(call), "wv", "bv");
     }}};

inline constexpr Stage kStage = {"project",
                                 "Project",
                                 R"(Q = XW^Q + b^Q \quad K = XW^K + b^K \quad V = XW^V + b^V)",
                                 "Vaswani et al. 2017, section 3.2.2",
                                 kReads,
                                 kWrites,
                                 {},
                                 "q: q wq bq|k: k wk bk|v: v wv bv"};

}  // namespace attend::project
