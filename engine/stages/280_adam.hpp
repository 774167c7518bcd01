#pragma once
#include "../kernels/learning/update.hpp"
#include "270_sgd.hpp"

/// adam: one step of Adam. Two moments remember the gradients so far and their squares; a weight goes by the one over the root
/// of the other, so each has a step of its own length. Decay stands apart from the gradient.
///
///   new_first        = beta1 first + (1 - beta1) gradient
///   new_second       = beta2 second + (1 - beta2) gradient^2
///   first_corrected  = new_first / (1 - beta1^step)           the moments began at 0, and are too small by so much
///   second_corrected = new_second / (1 - beta2^step)
///   ratio            = first_corrected / (sqrt(second_corrected) + eps)
///   direction        = ratio + decay weight
///   updated          = weight - rate direction
///
/// weight, gradient, first, second (out) or (in, out) -> all results as weight
/// Source: Kingma, Ba 2015, algorithm 1; the decay apart from the gradient as in Loshchilov, Hutter 2019, algorithm 2.
namespace attend::adam {

using sgd::kAxes;

inline Tensor moment(const Call& call, const char* before, const char* beta, bool squared) {
  const double kept = call.option(beta);
  return blend(call, kept, before, 1 - kept, "gradient", squared);
}

inline Tensor corrected(const Call& call, const char* moment, const char* beta) {
  const double share = update::correction(call.option(beta), std::size_t(call.option("step")));
  return blend(call, 1 / share, moment, 0, "gradient");
}

inline Op explain_moment(Operands& out, const char* before, const char* beta, Op op) {
  out.here(before);
  out.here("gradient");
  out.constant(beta);
  return op;
}

inline Op explain_corrected(Operands& out, const char* moment, const char* beta, Op op) {
  out.here(moment);
  out.constant(beta);
  out.constant("step");
  return op;
}

inline constexpr Port kReads[] = {{.name = "weight", .axes = kAxes},
                                  {.name = "gradient", .axes = kAxes},
                                  {.name = "first", .axes = kAxes},
                                  {.name = "second", .axes = kAxes}};

inline constexpr Result kWrites[] = {
    {
        .name = "new_first",
        .axes = kAxes,
        .reads = "first gradient beta1",
        .symbol = "m'",
        .formula = R"(m'_i = \beta_1\,m_i + (1 - \beta_1)\,g_i)",
        .numpy = "new_first = beta1 * first + (1 - beta1) * gradient",
        .compute = [](const Call& call) { return moment(call, "first", "beta1", false); },
        .explain = [](const Call&, const Index&,
                      Operands& out) { return explain_moment(out, "first", "beta1", Op::first_moment); },
    },
    {
        .name = "new_second",
        .axes = kAxes,
        .reads = "second gradient beta2",
        .symbol = "s'",
        .formula = R"(s'_i = \beta_2\,s_i + (1 - \beta_2)\,g_i^2)",
        .numpy = "new_second = beta2 * second + (1 - beta2) * gradient**2",
        .compute = [](const Call& call) { return moment(call, "second", "beta2", true); },
        .explain = [](const Call&, const Index&,
                      Operands& out) { return explain_moment(out, "second", "beta2", Op::second_moment); },
    },
    {
        .name = "first_corrected",
        .axes = kAxes,
        .reads = "new_first beta1 step",
        .symbol = R"(\hat m)",
        .formula = R"(\hat m_i = \frac{m'_i}{1 - \beta_1^t})",
        .numpy = "first_corrected = new_first / (1 - beta1**step)",
        .compute = [](const Call& call) { return corrected(call, "new_first", "beta1"); },
        .explain = [](const Call&, const Index&,
                      Operands& out) { return explain_corrected(out, "new_first", "beta1", Op::first_corrected); },
    },
    {
        .name = "second_corrected",
        .axes = kAxes,
        .reads = "new_second beta2 step",
        .symbol = R"(\hat s)",
        .formula = R"(\hat s_i = \frac{s'_i}{1 - \beta_2^t})",
        .numpy = "second_corrected = new_second / (1 - beta2**step)",
        .compute = [](const Call& call) { return corrected(call, "new_second", "beta2"); },
        .explain = [](const Call&, const Index&,
                      Operands& out) { return explain_corrected(out, "new_second", "beta2", Op::second_corrected); },
    },
    {
        .name = "ratio",
        .axes = kAxes,
        .reads = "first_corrected second_corrected eps",
        .symbol = "r",
        .formula = R"(r_i = \frac{\hat m_i}{\sqrt{\hat s_i} + \varepsilon})",
        .numpy = "ratio = first_corrected / (np.sqrt(second_corrected) + eps)",
        .compute =
            [](const Call& call) { return over_root(call, "first_corrected", "second_corrected", call.option("eps")); },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.here("first_corrected");
              out.here("second_corrected");
              out.constant("eps");
              return Op::over_root;
            },
    },
    {
        .name = "direction",
        .axes = kAxes,
        .reads = "ratio weight decay",
        .symbol = "d",
        .formula = R"(d_i = r_i + \lambda\,w_i)",
        .numpy = "direction = ratio + decay * weight",
        .compute = [](const Call& call) { return sgd::direction(call, "ratio"); },
        .explain = [](const Call&, const Index&, Operands& out) { return sgd::explain_direction(out, "ratio"); },
    },
    {
        .name = "updated",
        .axes = kAxes,
        .main = true,
        .reads = "weight direction rate",
        .formula = R"(w'_i = w_i - \eta\,d_i)",
        .numpy = "updated = weight - rate * direction",
        .compute = sgd::updated,
        .explain = sgd::explain_updated,
    },
};

inline constexpr Option kOptions[] = {
    sgd::kRate,
    sgd::kDecay,
    {.name = "beta1",
     .about = "how much of the first moment stays",
     .symbol = R"(\beta_1)",
     .initial = 0.9,
     .range = Range::share},
    {.name = "beta2",
     .about = "how much of the second moment stays",
     .symbol = R"(\beta_2)",
     .initial = 0.999,
     .range = Range::share},
    {.name = "eps",
     .about = "what is added to the root, so that nothing is divided by 0",
     .symbol = R"(\varepsilon)",
     .initial = 1e-8,
     .range = Range::above_zero},
    {.name = "step",
     .about = "the number of the step, counted from 1",
     .symbol = "t",
     .initial = 1,
     .range = Range::whole},
};

inline constexpr Stage kStage = {
    .id = "adam",
    .title = "Adam",
    .formula = R"(w' = w - \eta\left(\frac{\hat m}{\sqrt{\hat s} + \varepsilon} + \lambda w\right))",
    .source = "Kingma, Ba 2015, algorithm 1; Loshchilov, Hutter 2019, algorithm 2",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .objection = sgd::objection,
};

}  // namespace attend::adam
