// The table of operations: every row is whole, and its derivative is the slope of its value.
#include <cmath>
#include <set>

#include "random.hpp"
#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// A power of two, so that a number of the tests and its neighbours are exact.
constexpr double kStep = 1.0 / 1024;

/// Whether the slope is another left and right of this operand: the maximum changes hands, two change places, another is chosen,
/// or relu bends.
bool bends_near(Op op, const Operands& operands, std::size_t i) {
  if (op == Op::relu) return std::fabs(operands[i]) <= kStep;
  if (op != Op::max && op != Op::order && op != Op::among) return false;
  for (std::size_t other = 0; other < operands.size(); ++other)
    if (other != i && std::fabs(operands[other] - operands[i]) <= 2 * kStep) return true;
  return false;
}

/// The value with another number for one operand.
double moved(Op op, Operands& operands, std::size_t i, double by) {
  const real original = operands.items()[i].value;
  operands.items()[i].value = real(double(original) + by);
  const double value = operation(op).value(operands);
  operands.items()[i].value = original;
  return value;
}

/// Compares the derivative with the slope between two neighbours, for each operand of a cell. Returns how many.
std::size_t compare_slopes(Problems& problems, const Call& call, const Result& result, const Index& at) {
  Operands operands(call);
  const Op op = explain_cell(call, result, at, operands);
  std::size_t compared = 0;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (bends_near(op, operands, i)) continue;
    const double slope = (moved(op, operands, i, kStep) - moved(op, operands, i, -kStep)) / (2 * kStep);
    if (!std::isfinite(slope)) continue;
    const double got = derivative(op, operands, i);
    ++compared;
    if (std::fabs(got - slope) > 1e-3 * std::max(1.0, std::fabs(slope)))
      problems.add(std::string(name_of(op)) + " in " + call.stage().id + "." + result.name + ", operand " +
                   std::to_string(i) + ": derivative " + digits(got) + ", slope " + digits(slope));
  }
  return compared;
}

/// An eps that leaves 1 / sqrt smooth at the scale of a step.
Given with_smooth_eps(const Stage& stage, Given options) {
  for (const Option& option : stage.options)
    if (std::string(option.name) == "eps") options["eps"] = "0.5";
  return options;
}

}  // namespace

TEST_CASE("operations: every row says everything", "[ops]") {
  std::set<std::string> names;
  for (const Operation& op : kOperations) {
    INFO(op.name);
    CHECK(names.insert(op.name).second);
    CHECK(std::string(op.meaning.text).size() > 2);
    const bool given = !op.value;
    CHECK((std::string(op.screen.text).empty() ? op.text.text : op.screen.text) != std::string());
    for (const char* text : {op.python.text, op.text.text, op.latex.text, op.sign.text})
      CHECK(std::string(text).empty() == given);
    CHECK(operation(Op(names.size() - 1)).name == op.name);
  }
  CHECK(operation(Op::exp).name == std::string("exp"));
}

TEST_CASE("operations: the derivative is the slope of the value, for each operand, in every stage", "[ops]") {
  Random random(21);
  Problems problems;
  std::set<std::string> met;
  std::size_t compared = 0;
  for (const Stage* stage : all_stages())
    for (int round = 0; round < 30; ++round) {
      StageRun made = random_run(*stage, random);
      made.options = with_smooth_eps(*stage, made.options);
      made.results = run_stage(stage->id, made.inputs, made.options);
      const Call call = made.call();
      for (const Result& result : stage->writes) {
        const Tensor& tensor = made.results.at(result.name);
        for (std::size_t i = 0; i < tensor.size(); ++i) {
          Operands operands(call);
          met.insert(name_of(explain_cell(call, result, index_of(tensor, i), operands)));
          compared += compare_slopes(problems, call, result, index_of(tensor, i));
        }
      }
    }
  CHECK(compared > 10000);
  for (const Operation& op : kOperations)
    if (op.value && &op != &operation(Op::chain_rule) && &op != &operation(Op::unrelated) && !met.count(op.name))
      problems.add(std::string("no stage's cell was made by ") + op.name);
  REQUIRE_NONE(problems);
}

TEST_CASE("operations: equal maxima share the slope, and an operand that is not live has none", "[ops]") {
  StageRun made;
  made.stage = &find_stage("softmax");
  made.inputs["masked"] = tensor({1, 1, 4}, {2, 1, 2, -INFINITY});
  made.results = run_stage("softmax", made.inputs);
  const Call call = made.call();
  Operands operands(call);
  REQUIRE(explain_cell(call, made.stage->writes[0], {0, 0}, operands) == Op::max);
  for (const auto& [operand, slope] : std::vector<std::pair<std::size_t, double>>{{0, 0.5}, {1, 0}, {2, 0.5}, {3, 0}})
    CHECK(derivative(Op::max, operands, operand) == slope);
  REQUIRE(explain_cell(call, made.stage->writes[1], {0, 0, 3}, operands) == Op::subtract);
  CHECK_FALSE(operands.items()[1].live);
  CHECK(derivative(Op::subtract, operands, 1) == 0);
}
