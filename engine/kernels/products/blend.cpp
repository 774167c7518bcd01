#include "blend.hpp"

#include <cmath>

namespace attend {

Tensor blend(const Call& call, double p, const char* x, double q, const char* y, bool squared) noexcept {
  const real *one = call[x].data(), *other = call[y].data(), by_one = real(p), by_other = real(q);
  Tensor sum = empty_like(call[x]);
  for (std::size_t i = 0; i < sum.size(); ++i)
    sum.data()[i] = by_one * one[i] + by_other * (squared ? other[i] * other[i] : other[i]);
  return sum;
}

Tensor over_root(const Call& call, const char* x, const char* y, double eps) noexcept {
  const real *above = call[x].data(), *below = call[y].data();
  Tensor ratio = empty_like(call[x]);
  for (std::size_t i = 0; i < ratio.size(); ++i) ratio.data()[i] = above[i] / (std::sqrt(below[i]) + real(eps));
  return ratio;
}

}  // namespace attend
