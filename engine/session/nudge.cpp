#include <algorithm>
#include <cmath>
#include <limits>

#include "../error.hpp"
#include "../json/number.hpp"
#include "../text/digits.hpp"
#include "block.hpp"
#include "session.hpp"

/// A gradient held against the slope that a finite difference finds: the program run twice more, with one number moved.
namespace attend {

namespace {

/// Where a step is not given: large enough that seven digits show it, small enough that a smooth loss hardly bends.
constexpr double kStep = 1.0 / 128;
/// How far two slopes may be apart before a reason is asked for, relative and absolute.
constexpr double kClose = 1e-3, kNothing = 1e-6;
/// Units in the last place by which two losses may differ without meaning anything.
constexpr double kNoise = 16;

void check(const Program& program, int slot, std::size_t flat, double value, double by) {
  const Slot& named = program.slots[std::size_t(slot)];
  const auto refuse = [&](const char* code, std::initializer_list<Piece> what) {
    fail(code, {named.path, " ", join(what)}, "", named.path);
  };
  if (!kWhole || program.loss < 0)
    fail("input", {"This scene has no loss, so there is no slope to measure. Add a \"loss\" to the scene."});
  if (named.is_gradient())
    refuse("input", {"is a gradient. Nudge the tensor that it is the gradient of: ",
                     program.slots[std::size_t(named.of)].path, "."});
  if (std::size_t(slot) >= program.gradients.size())
    refuse("input", {"comes after the loss, so the loss does not depend on it. Nudge a number before the loss."});
  if (named.accepts == Accepts::ids || named.accepts == Accepts::mask)
    refuse("value", {"only chooses, so its numbers have no small step. Nudge a number that is computed with."});
  if (!std::isfinite(value))
    refuse("value", {"is ", json::number(value), " in cell ", flat,
                     ", counted row by row, and has no number beside it. ", "Nudge another cell."});
  if (by == 0 || std::isinf(by) || std::fabs(by) > 1e30)
    refuse("value", {"cannot be nudged by ", json::number(by), ". Give a small number that is not 0."});
}

/// One more run of a program, with the reader's edits and one number moved.
class Trial {
public:
  Trial(const Program& program, const Edits& edits, std::size_t budget, Edit moved)
      : program_(program), edits_(edits), values_(program, edits_, budget) {
    for (const Edit& edit : edits_.list()) values_.renew(edit);
    values_.renew(edits_.add(std::move(moved)));
  }

  TensorPtr value(int slot) { return values_.get(slot, Run::edited); }
  bool reached(int slot) const { return values_.reached(slot); }
  double loss() { return double(value(program_.loss)->data()[0]); }
  Bound bind(const Slot& made) { return values_.bind(made.step, std::size_t(made.result), Run::edited); }

private:
  const Program& program_;
  Edits edits_;
  Values values_;
};

std::string cell_text(const Slot& slot, std::size_t flat) {
  std::string at;
  for (const std::size_t place : index_of(slot.shape, flat)) append_item(at, digits_of(place));
  return join({slot.path, "[", at, "]"});
}

/// What jumps or bends between two runs: relu, on whose two sides a cell lies, or the choice of experts; empty if nothing does. The
/// other kink, of a maximum, is one of softmax's shift, which takes from every score alike.
std::string crossed(const Program& program, Trial& below, Trial& above) {
  for (int slot = 0; slot <= program.loss; ++slot) {
    const Slot& made = program.slots[std::size_t(slot)];
    if (made.step < 0 || !above.reached(slot)) continue;
    const Step& step = program.steps[std::size_t(made.step)];
    const Bound bound = below.bind(made);
    Operands operands(bound.call);
    const Result& result = step.stage->writes[std::size_t(made.result)];
    const Op op = explain_cell(bound.call, result, Index(made.shape.size(), 0), operands);
    if (op != Op::relu && op != Op::among) continue;
    const int of = op == Op::relu ? program_slot(step, operands.items()[0].slot) : slot;
    const TensorPtr low = below.value(of), high = above.value(of);
    for (std::size_t flat = 0; flat < low->size(); ++flat)
      if ((low->data()[flat] > 0) != (high->data()[flat] > 0))
        return join({op == Op::relu ? "relu bends at 0, and " : "another expert is chosen, and ",
                     cell_text(program.slots[std::size_t(of)], flat)});
  }
  return "";
}

}  // namespace

Nudged Session::nudge(int slot, std::size_t flat, double by) const {
  const double value = double(this->value(slot).data()[flat]);
  check(program_, slot, flat, value, by);
  if (std::isnan(by)) by = kStep * std::max(1.0, std::fabs(value));
  const real low = real(value - by), high = real(value + by);
  const double step = (double(high) - double(low)) / 2;  // what a float keeps of it
  if (step == 0)
    fail("value", {"A step of ", json::number(by), " is lost beside ", json::number(value), ", the number in ",
                   cell_text(program_.slots[std::size_t(slot)], flat), ". Give a larger one."});
  Trial below(program_, edits_, values_.budget(), {slot, flat, -1, -1, {double(low)}}),
      above(program_, edits_, values_.budget(), {slot, flat, -1, -1, {double(high)}});
  const double less = below.loss(), more = above.loss();
  Nudged nudged{double(this->value(program_.gradients[std::size_t(slot)]).data()[flat]), (more - less) / (2 * step),
                step, ""};
  const double apart = std::fabs(nudged.analytic - nudged.numeric);
  if (apart <= kNothing + kClose * std::max(std::fabs(nudged.analytic), std::fabs(nudged.numeric))) return nudged;
  const double noise =
      kNoise * std::numeric_limits<real>::epsilon() * (std::fabs(less) + std::fabs(more)) / (2 * std::fabs(step));
  if (apart <= noise) {
    nudged.reason =
        "Rounding: the two losses are equal but for their last digits. A larger step shows more of the slope.";
    return nudged;
  }
  const std::string kink = crossed(program_, below, above);
  nudged.reason =
      kink.empty()
          ? "The loss bends within the step, which the gradient at one point cannot know. A smaller step bends less."
          : join({"A kink lies within the step: ", kink,
                  " is above 0 on one side of the step only. A smaller step may not reach it."});
  return nudged;
}

}  // namespace attend
