#include "optimizer.hpp"

#include "../kernels/update.hpp"
#include "../stage.hpp"

namespace attend {

double Optimizer::rate_at(std::size_t step) const noexcept {
  return step < warm_up ? rate * double(step + 1) / double(warm_up) : rate;
}

Optimizer read_optimizer(const json::Value& value) {
  const Fields fields(value, "optimizer", "training");
  fields.allow(words("kind rate betas eps decay warm_up"));
  Optimizer optimizer;
  if (!fields.find("kind")) fields.fail("kind", {"is missing. It must be one of: sgd, adam"});
  optimizer.adam = fields.choice("kind", "", "sgd|adam") == "adam";
  if (!fields.find("rate"))
    fields.fail("rate", {"is missing. Give the learning rate, for instance ", optimizer.adam ? "0.003" : "0.1"});
  optimizer.rate = fields.positive("rate", 0);
  optimizer.decay = fields.not_negative("decay", 0);
  optimizer.warm_up = fields.whole("warm_up", 0, 0, 1000000);
  optimizer.eps = fields.positive("eps", optimizer.eps);
  const json::Value* betas = fields.find("betas");
  if (!betas) return optimizer;
  bool fits = betas->is(json::Value::Type::array) && betas->items.size() == 2;
  for (std::size_t i = 0; fits && i < 2; ++i) {
    const json::Value& beta = betas->items[i];
    fits = beta.is(json::Value::Type::number) && beta.number >= 0 && beta.number < 1;
    optimizer.betas[i] = beta.number;
  }
  if (!fits) fields.fail("betas", {"must be two numbers from 0 to below 1, for instance [0.9, 0.999]"});
  return optimizer;
}

void State::update(const Optimizer& optimizer, const std::vector<real>& gradients) noexcept {
  const double rate = optimizer.rate_at(step);
  ++step;
  if (!optimizer.adam) return update::sgd(weights.data(), gradients.data(), weights.size(), rate, optimizer.decay);
  const update::Adam how{rate, optimizer.betas[0], optimizer.betas[1], optimizer.eps, optimizer.decay, step};
  update::adam(weights.data(), gradients.data(), weights.size(), how, first.data(), second.data());
}

}  // namespace attend
