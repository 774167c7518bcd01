#pragma once
#include "../../stage.hpp"

/// What stages that change weights compute, of tensors of one shape that a call has, by their names. As expressions of xtensor,
/// a type for each, they were 5 KB more, gzipped.
namespace attend {

/// p x + q y, or p x + q y^2: every line of an optimizer but one.
Tensor blend(const Call& call, double p, const char* x, double q, const char* y, bool squared = false) noexcept;
/// x / (sqrt(y) + eps)
Tensor over_root(const Call& call, const char* x, const char* y, double eps) noexcept;

}  // namespace attend
