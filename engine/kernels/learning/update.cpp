#include "update.hpp"

#include <cmath>

namespace attend::update {

void sgd(real* weights, const real* gradients, std::size_t count, double rate, double decay) noexcept {
  const real by = real(rate), less = real(decay);
  for (std::size_t i = 0; i < count; ++i) weights[i] -= by * (gradients[i] + less * weights[i]);
}

double correction(double beta, std::size_t step) noexcept {
  double power = 1;
  for (double square = beta; step > 0; step /= 2, square *= square)
    if (step % 2) power *= square;
  return 1 - power;
}

void adam(real* weights, const real* gradients, std::size_t count, const Adam& how, real* first,
          real* second) noexcept {
  const real b1 = real(how.beta1), b2 = real(how.beta2), new1 = real(1 - how.beta1), new2 = real(1 - how.beta2);
  const real up1 = real(1 / correction(how.beta1, how.step)), up2 = real(1 / correction(how.beta2, how.step));
  const real by = real(how.rate), eps = real(how.eps), less = real(how.decay);
  for (std::size_t i = 0; i < count; ++i) {
    const real g = gradients[i];
    first[i] = b1 * first[i] + new1 * g;
    second[i] = b2 * second[i] + new2 * (g * g);
    weights[i] -= by * (first[i] * up1 / (std::sqrt(second[i] * up2) + eps) + less * weights[i]);
  }
}

}  // namespace attend::update
