#pragma once
#include "../error.hpp"
#include "../kernels/products/blend.hpp"

/// sgd: one step of gradient descent. The weight goes against its gradient, as far as the rate says; with decay it also goes
/// towards 0.
///
///   direction = gradient + decay weight
///   updated   = weight - rate direction
///
/// weight, gradient (out) or (in, out) -> direction, updated (as weight)
/// Source: Robbins, Monro 1951; the decay as in torch.optim.SGD.
namespace attend::sgd {

inline constexpr const char* kAxes = "out|in out";

inline Tensor direction(const Call& call, const char* down) {
  return blend(call, 1, down, call.option("decay"), "weight");
}

inline Tensor updated(const Call& call) { return blend(call, 1, "weight", -call.option("rate"), "direction"); }

inline Op explain_direction(Operands& out, const char* down) {
  out.here(down);
  out.here("weight");
  out.constant("decay");
  return Op::decayed;
}

inline Op explain_updated(const Call&, const Index&, Operands& out) {
  out.here("weight");
  out.here("direction");
  out.constant("rate");
  return Op::descend;
}

inline std::string objection(const Call& call) {
  const Stage& stage = call.stage();
  const Shape weight = shape_of(*call.bound(0));
  for (std::size_t i = 1; i < stage.reads.count; ++i)
    if (const Shape other = shape_of(*call.bound(i)); other != weight)
      return join({stage.id, ": ", stage.reads[i].name, " has the shape ", other, ", but weight has ", weight,
                   ". Give one number for each number of the weight."});
  return "";
}

inline constexpr Port kReads[] = {{.name = "weight", .axes = kAxes}, {.name = "gradient", .axes = kAxes}};

inline constexpr Result kWrites[] = {
    {
        .name = "direction",
        .axes = kAxes,
        .reads = "gradient weight decay",
        .symbol = "d",
        .formula = R"(d_i = g_i + \lambda\,w_i)",
        .numpy = "direction = gradient + decay * weight",
        .compute = [](const Call& call) { return direction(call, "gradient"); },
        .explain = [](const Call&, const Index&, Operands& out) { return explain_direction(out, "gradient"); },
    },
    {
        .name = "updated",
        .axes = kAxes,
        .main = true,
        .reads = "weight direction rate",
        .formula = R"(w'_i = w_i - \eta\,d_i)",
        .numpy = "updated = weight - rate * direction",
        .compute = updated,
        .explain = explain_updated,
    },
};

inline constexpr Option kRate = {
    .name = "rate",
    .about = "the learning rate: how far a weight goes for each unit of its direction",
    .symbol = R"(\eta)",
    .initial = 0.1,
    .required = true,
    .range = Range::above_zero,
};
inline constexpr Option kDecay = {
    .name = "decay",
    .about = "weight decay: how strongly a weight is drawn towards 0",
    .symbol = R"(\lambda)",
    .range = Range::not_negative,
};
inline constexpr Option kOptions[] = {kRate, kDecay};

inline constexpr Stage kStage = {
    .id = "sgd",
    .title = "Gradient descent",
    .formula = R"(w' = w - \eta\,(g + \lambda w))",
    .source = "Robbins, Monro 1951",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .objection = objection,
};

}  // namespace attend::sgd
