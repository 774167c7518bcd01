#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../stage.hpp"

/// residual: add what the sublayer made to what it was given.
///
///   sum[t,c] = x[t,c] + y[t,c]
///
/// x (T,C), y (T,C) -> sum (T,C)
/// Source: He et al. 2016, equation 1; Vaswani et al. 2017, section 3.1.
namespace attend::residual {

inline Tensor sum(const Tensor& x, const Tensor& y) {
  Tensor sum = empty_like(x);
  all(sum) = all(x) + all(y);
  return sum;
}

inline constexpr Port kReads[] = {{.name = "x", .axes = "T C"}, {.name = "y", .axes = "T C"}};

inline constexpr Pull kFromSum[] = {
    {"x", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::same(upstream, gradient); }},
    {"y", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::same(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {{
    .name = "sum",
    .axes = "T C",
    .main = true,
    .reads = "x y",
    .formula = R"(r_{t,c} = x_{t,c} + y_{t,c})",
    .numpy = "sum = x + y",
    .compute = [](const Call& call) { return sum(call["x"], call["y"]); },
    .explain =
        [](const Call&, const Index& at, Operands& out) {
          out.term("x", {at[0], at[1]});
          out.term("y", {at[0], at[1]});
          return Op::products;
        },
    .pulls = kFromSum,
}};

inline constexpr Stage kStage = {
    .id = "residual",
    .title = "Residual",
    .formula = R"(R = X + Y)",
    .source = "He et al. 2016, equation 1",
    .reads = kReads,
    .writes = kWrites,
};

}  // namespace attend::residual
