#include "state.hpp"

#include "../kernels/learning/update.hpp"

namespace attend {

void State::update(const Optimizer& optimizer, const std::vector<real>& gradients) noexcept {
  const double rate = optimizer.rate_at(step);
  ++step;
  if (!optimizer.adam) return update::sgd(weights.data(), gradients.data(), weights.size(), rate, optimizer.decay);
  const update::Adam how{rate, optimizer.betas[0], optimizer.betas[1], optimizer.eps, optimizer.decay, step};
  update::adam(weights.data(), gradients.data(), weights.size(), how, first.data(), second.data());
}

}  // namespace attend
