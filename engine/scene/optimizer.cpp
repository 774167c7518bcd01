#include "optimizer.hpp"

#include "../stage.hpp"
#include "scene.hpp"

namespace attend {

double Optimizer::rate_at(std::size_t step) const noexcept {
  return step < warm_up ? rate * double(step + 1) / double(warm_up) : rate;
}

Optimizer read_optimizer(const Fields& fields) {
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

UpdateConfig read_update(const json::Value& value) {
  const Fields fields(value, "update");
  std::vector<std::string_view> keys = words(kOptimizerKeys);
  keys.push_back("weights");
  fields.allow(keys);
  UpdateConfig update;
  static_cast<Optimizer&>(update) = read_optimizer(fields);
  update.weights = fields.strings("weights", 1024);
  return update;
}

void write_update(json::Writer& out, const UpdateConfig& update) noexcept {
  out.begin("update", '{');
  out.field("kind", update.adam ? "adam" : "sgd");
  out.field("rate", update.rate);
  if (update.adam) {
    out.begin("betas", '[');
    for (const double beta : update.betas) out.number(beta);
    out.end(']');
    out.field("eps", update.eps);
  }
  out.field("decay", update.decay);
  if (update.warm_up) out.field("warm_up", double(update.warm_up));
  write_list(out, "weights", update.weights);
  out.end('}');
}

}  // namespace attend
