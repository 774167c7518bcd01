#include "experts.hpp"

#include "matmul.hpp"

namespace attend::experts {

Tensor chosen(const Tensor& logits, std::size_t top) {
  const std::size_t E = row_length(logits);
  Tensor chosen = empty_like(logits);
  for (std::size_t t = 0; t < row_count(logits); ++t)
    for (std::size_t e = 0; e < E; ++e) {
      std::size_t before = 0;
      for (std::size_t other = 0; other < E; ++other)
        before += logits(t, other) > logits(t, e) || (other < e && logits(t, other) == logits(t, e));
      chosen(t, e) = before < top ? 1 : 0;
    }
  return chosen;
}

namespace {

Tensor summed(const Tensor& x, double divisor) {
  Tensor sums = empty({row_length(x)});
  for (std::size_t e = 0; e < sums.size(); ++e) {
    double sum = 0;
    for (std::size_t t = 0; t < row_count(x); ++t) sum += double(x(t, e));
    sums(e) = real(sum / divisor);
  }
  return sums;
}

}  // namespace

Tensor column_sums(const Tensor& x) { return summed(x, 1); }
Tensor column_means(const Tensor& x) { return summed(x, double(row_count(x))); }

Tensor dense(const Tensor& x, const Tensor& w, const Tensor* b) {
  const std::size_t E = w.shape()[0], I = w.shape()[1], O = w.shape()[2], T = x.shape()[x.dimension() - 2];
  const std::size_t own = x.dimension() == 3 ? T * I : 0;
  Tensor y = empty({E, T, O});
  for (std::size_t e = 0; e < E; ++e)
    matmul(x.data() + e * own, I, {w.data() + e * I * O, O}, y.data() + e * T * O, O, T, I, O,
           b ? b->data() + e * O : nullptr);
  return y;
}

Tensor mixed(const Tensor& shares, const Tensor& outputs) {
  const std::size_t E = outputs.shape()[0], T = outputs.shape()[1], O = outputs.shape()[2];
  Tensor y = empty({T, O});
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t o = 0; o < O; ++o) {
      double sum = 0;
      for (std::size_t e = 0; e < E; ++e)
        if (shares(t, e) != 0) sum += double(shares(t, e)) * double(outputs(e, t, o));
      y(t, o) = real(sum);
    }
  return y;
}

void pull_bias(const Tensor& upstream, Tensor& gradient) {
  const std::size_t T = upstream.shape()[1];
  for (std::size_t e = 0; e < upstream.shape()[0]; ++e)
    for (std::size_t o = 0; o < upstream.shape()[2]; ++o) {
      double sum = 0;
      for (std::size_t t = 0; t < T; ++t) sum += double(upstream(e, t, o));
      gradient(e, o) += real(sum);
    }
}

void pull_shares(const Tensor& upstream, const Tensor& outputs, Tensor& gradient) {
  for (std::size_t t = 0; t < outputs.shape()[1]; ++t)
    for (std::size_t e = 0; e < outputs.shape()[0]; ++e) {
      double sum = 0;
      for (std::size_t o = 0; o < outputs.shape()[2]; ++o) sum += double(upstream(t, o)) * double(outputs(e, t, o));
      gradient(t, e) += real(sum);
    }
}

void pull_outputs(const Tensor& upstream, const Tensor& shares, Tensor& gradient) {
  for (std::size_t e = 0; e < gradient.shape()[0]; ++e)
    for (std::size_t t = 0; t < gradient.shape()[1]; ++t)
      for (std::size_t o = 0; o < gradient.shape()[2]; ++o) gradient(e, t, o) += shares(t, e) * upstream(t, o);
}

}  // namespace attend::experts
