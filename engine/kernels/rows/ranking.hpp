#pragma once
#include <algorithm>
#include <numeric>
#include <vector>

#include "../../tensor.hpp"

/// Numbers put in order, summed up from the first on, and cut.
namespace attend {

/// The places of the numbers, the largest first; of equal ones the earlier first.
inline Tensor descending_order(const Tensor& numbers) {
  std::vector<std::size_t> places(numbers.size());
  std::iota(places.begin(), places.end(), 0);
  const auto before = [&](std::size_t a, std::size_t b) {
    return numbers(a) > numbers(b) || (numbers(a) == numbers(b) && a < b);
  };
  // Small, and safe where an edit has made a number NaN, which is before and behind nothing.
  std::make_heap(places.begin(), places.end(), before);
  std::sort_heap(places.begin(), places.end(), before);
  Tensor order = empty_like(numbers);
  std::copy(places.begin(), places.end(), order.data());
  return order;
}

/// y[n] = x[order[n]]
inline Tensor in_order(const Tensor& x, const Tensor& order) {
  Tensor y = empty_like(x);
  for (std::size_t n = 0; n < order.size(); ++n) y(n) = x(std::size_t(order(n)));
  return y;
}

/// y[n] = sum of x[m] over m <= n, m < count. Kept in double.
inline Tensor running_sums(const Tensor& x, std::size_t count) {
  Tensor y = empty_like(x);
  double sum = 0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    if (n < count) sum += double(x(n));
    y(n) = real(sum);
  }
  return y;
}

/// 1 for the first, and for every further one of the first `count` before which less than `share` of the whole sum is reached;
/// else 0.
inline Tensor kept_up_to(const Tensor& reached, std::size_t count, double share) {
  const double whole = double(reached(reached.size() - 1));
  Tensor kept = zeros_like(reached);
  for (std::size_t n = 0; n < std::min(kept.size(), count); ++n)
    kept(n) = n == 0 || share >= 1 || double(reached(n - 1)) < share * whole ? 1 : 0;
  return kept;
}

/// How many of the numbers, the last one aside, are at most `mark`.
inline std::size_t count_up_to(const Tensor& numbers, real mark) {
  return std::size_t(
      std::count_if(numbers.data(), numbers.data() + numbers.size() - 1, [=](real number) { return number <= mark; }));
}

}  // namespace attend
