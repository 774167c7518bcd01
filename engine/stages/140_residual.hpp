#pragma once
#include "../stage.hpp"

/// residual: add what the sublayer made to what it was given.
///
///   sum[t,c] = x[t,c] + y[t,c]
///
/// x (T,C), y (T,C) -> sum (T,C)
/// Source: He et al. 2016, equation 1; Vaswani et al. 2017, section 3.1.
namespace attend::residual {

inline Tensor sum(const Tensor& x, const Tensor& y) { return added(x, y); }

inline constexpr Port kReads[] = {{"x", "T C"}, {"y", "T C"}};

inline constexpr Result kWrites[] = {{"sum", "T C", true, "x y", R"(r_{t,c} = x_{t,c} + y_{t,c})", "sum = x + y",
                                      [](const Call& call) { return sum(call["x"], call["y"]); },
                                      [](const Call&, const Index& at, Operands& out) {
                                        out.term("x", {at[0], at[1]});
                                        out.term("y", {at[0], at[1]});
                                        return Op::products;
                                      }}};

inline constexpr Stage kStage = {"residual", "Residual", R"(R = X + Y)", "He et al. 2016, equation 1", kReads,
                                 kWrites,    {}};

}  // namespace attend::residual
