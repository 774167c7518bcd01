// The smallest, the largest and the impossible: one number, 1e4, nothing, infinity, names that do not exist.
#include <cmath>

#include "json/number.hpp"
#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// Inputs that every stage takes: all sizes 1, and 2 where it has to be even, all numbers 1 (ids 0).
ByName ones(const Stage& stage) {
  ByName inputs;
  for (const Port& port : stage.reads) {
    Shape shape;
    for (const auto& letter : words(words(port.axes, '|')[0])) shape.push_back(letter == "even" ? 2 : 1);
    inputs[port.name] = zeros(shape);
    inputs[port.name].data()[0] = port.accepts == Accepts::ids ? real(0) : real(1);
  }
  return inputs;
}

Given needed(const Stage& stage) {
  Given options;
  for (const Option& option : stage.options)
    if (option.required) options[option.name] = "1";
  return options;
}

Error refuse(const char* stage, const ByName& inputs, const Given& options = {}) {
  return refusal([&] { run_stage(stage, inputs, options); });
}

void check_blame(const Error& error, const std::string& stage, const std::string& tensor) {
  CHECK(error.stage == stage);
  CHECK(error.tensor == tensor);
}

const Tensor kSquare = zeros({2, 2});

}  // namespace

TEST_CASE("edges: one token, one head, every size 1: every stage gives finite numbers", "[edges]") {
  for (const Stage* stage : all_stages()) {
    INFO(stage->id);
    for (const auto& result : run_stage(stage->id, ones(*stage), needed(*stage))) {
      INFO(result.first);
      REQUIRE(result.second.size() <= 2);
      CHECK(std::isfinite(double(result.second.data()[0])));
    }
  }
}

TEST_CASE("edges: scores of 1e4 and -1e4", "[edges]") {
  const Tensor masked = tensor({1, 3, 2}, {1e4, -1e4, 1e4, 1e4, -1e4, -1e4});
  const ByName got = run_stage("softmax", {{"masked", masked}});
  CHECK(same(got.at("weights"), tensor({1, 3, 2}, {1, 0, 0.5, 0.5, 0.5, 0.5})));
  CHECK(same(got.at("shifted"), tensor({1, 3, 2}, {0, -2e4, 0, 0, 0, 0})));
  for (const auto& result : got)
    for (const real number : result.second) CHECK(std::isfinite(double(number)));
}

TEST_CASE("edges: a fully masked row is zeros with a notice, never NaN", "[edges]") {
  const real none = -INFINITY;
  std::string notice;
  const ByName got = run_stage("softmax", {{"masked", tensor({2, 3}, {none, none, none, 1, 1, none})}}, {}, &notice);
  CHECK(same(got.at("weights"), tensor({2, 3}, {0, 0, 0, 0.5, 0.5, 0})));
  CHECK(same(got.at("row_max"), tensor({2}, {double(none), 1})));
  CHECK(same(got.at("row_sum"), tensor({2}, {0, 2})));
  CHECK(notice.find("Row 1") == 0);
  run_stage("softmax", {{"masked", tensor({1, 2}, {0, none})}}, {}, &notice);
  CHECK(notice.empty());
}

TEST_CASE("edges: every input of every stage refuses NaN, infinity and what it cannot hold, and says where",
          "[edges]") {
  for (const Stage* stage : all_stages())
    for (const Port& port : stage->reads) {
      INFO(stage->id << " " << port.name);
      std::vector<double> refused = {NAN, INFINITY};
      if (port.accepts != Accepts::scores) refused.push_back(-INFINITY);
      if (port.accepts == Accepts::mask) refused.insert(refused.end(), {0.5, 2, -1});
      if (port.accepts == Accepts::ids) refused.insert(refused.end(), {-1, 0.5, 1});
      for (const double number : refused) {
        ByName inputs = ones(*stage);
        Tensor& wrong = inputs[port.name];
        wrong.data()[0] = real(number);
        const Error error = refuse(stage->id, inputs, needed(*stage));
        const std::string told = std::isnan(number) ? "NaN" : json::number(double(real(number)));
        check_message(error, "value", {(cell_name(port.name, wrong, 0) + " is " + told).c_str()});
        check_blame(error, stage->id, port.name);
      }
    }
}

TEST_CASE("edges: the place of a wrong number is told by row and column", "[edges]") {
  const Error error = refuse("residual", {{"x", kSquare}, {"y", tensor({2, 2}, {0, 0, NAN, 0})}});
  check_message(error, "value", {"residual: y[1, 0] is NaN", "finite number"});
}

TEST_CASE("edges: an id beyond the table", "[edges]") {
  const Error error = refuse("embed", {{"ids", tensor({3}, {0, 1, 2})}, {"table", kSquare}});
  check_message(error, "value", {"embed: ids[2] is 2", "below 2"});
  check_blame(error, "embed", "ids");
}

TEST_CASE("edges: nothing at all on an axis", "[edges]") {
  for (const Stage* stage : all_stages())
    for (const Port& port : stage->reads) {
      INFO(stage->id << " " << port.name);
      ByName inputs = ones(*stage);
      Shape shape = shape_of(inputs[port.name]);
      shape.back() = 0;
      inputs[port.name] = zeros(shape);
      const Error error = refuse(stage->id, inputs, needed(*stage));
      check_message(error, "shape", {port.name, shape_text(shape).c_str()});
      CHECK(error.stage == stage->id);
    }
}

TEST_CASE("edges: a wrong rank names the axes it should have", "[edges]") {
  for (const Stage* stage : all_stages())
    for (const Port& port : stage->reads) {
      INFO(stage->id << " " << port.name);
      ByName inputs = ones(*stage);
      inputs[port.name] = zeros({1, 1, 1, 1});
      const Error error = refuse(stage->id, inputs, needed(*stage));
      std::string first;
      for (const auto& letter : words(words(port.axes, '|')[0]))
        first += (first.empty() ? "(" : ", ") + std::string(letter);
      check_message(error, "shape", {port.name, first.c_str(), "got (1, 1, 1, 1)"});
      check_blame(error, stage->id, port.name);
    }
}

TEST_CASE("edges: sizes that do not fit each other name both", "[edges]") {
  const Error columns = refuse("linear", {{"x", kSquare}, {"w", zeros({3, 2})}});
  check_message(columns, "shape", {"linear: w", "(in, out) with in = 2", "got (3, 2)"});
  const Error heads = refuse("weighted_sum", {{"weights", zeros({2, 3, 4})}, {"v", zeros({2, 3, 5})}});
  check_message(heads, "shape", {"weighted_sum: v", "(H, S, D) with H = 2, S = 4", "got (2, 3, 5)"});
  const Error mask = refuse("mask", {{"scaled", zeros({2, 3, 4})}, {"mask", zeros({4, 3})}});
  check_message(mask, "shape", {"mask: mask", "(T, S) or (H, T, S) with T = 3, S = 4", "got (4, 3)"});
  const Error norm = refuse("layer_norm", {{"x", kSquare}, {"gain", zeros({2})}, {"bias", zeros({3})}});
  check_message(norm, "shape", {"layer_norm: bias", "(C) with C = 2", "got (3)"});
}

TEST_CASE("edges: heads that do not divide the columns", "[edges]") {
  const ByName inputs = {{"q", zeros({2, 6})}, {"k", zeros({2, 6})}, {"v", zeros({2, 6})}};
  check_message(refuse("split_heads", inputs, {{"heads", "4"}}), "shape", {"split_heads", "6 columns", "4 heads"});
}

TEST_CASE("edges: learned positions need a table with a row for every token", "[edges]") {
  const Given learned = {{"kind", "learned"}};
  check_message(refuse("position", {{"x", kSquare}}, learned), "shape", {"position", "table"});
  check_message(refuse("position", {{"x", kSquare}, {"table", zeros({1, 2})}}, learned), "shape",
                {"table has 1 rows", "2 tokens"});
}

TEST_CASE("edges: names that a stage does not know", "[edges]") {
  const Error input = refuse("residual", {{"x", kSquare}, {"z", kSquare}});
  check_message(input, "input", {"residual", "\"z\""});
  const Error missing = refuse("residual", {{"x", kSquare}});
  check_message(missing, "input", {"residual needs y (T, C) with T = 2, C = 2", "not given"});
  const Error option = refuse("residual", {{"x", kSquare}, {"y", kSquare}}, {{"eps", "1"}});
  check_message(option, "option", {"residual", "\"eps\""});
  const Error other = refuse("rms_norm", {{"x", kSquare}, {"gain", zeros({2})}}, {{"epsilon", "1"}});
  check_message(other, "option", {"rms_norm", "\"epsilon\""});
  const Error stage = refusal([] { find_stage("relu"); });
  check_message(stage, "stage", {"\"relu\"", "softmax", "feed_forward"});
}

TEST_CASE("edges: options that are missing or mean nothing", "[edges]") {
  const ByName scores = {{"scores", zeros({1, 1, 1})}}, norm = {{"x", kSquare}, {"gain", zeros({2})}};
  const ByName heads = {{"q", kSquare}, {"k", kSquare}, {"v", kSquare}};
  check_message(refuse("scale", scores), "option", {"scale needs the option factor"});
  check_message(refuse("split_heads", heads), "option", {"split_heads needs the option heads"});
  check_message(refuse("scale", scores, {{"factor", "inf"}}), "option", {"factor", "finite number"});
  check_message(refuse("scale", scores, {{"factor", "-inf"}}), "option", {"factor", "finite number"});
  check_message(refuse("scale", scores, {{"factor", "1"}, {"temperature", "0"}}), "option", {"temperature", "above 0"});
  check_message(refuse("scale", scores, {{"factor", "1"}, {"temperature", "-2"}}), "option",
                {"temperature", "above 0"});
  check_message(refuse("rms_norm", norm, {{"eps", "-0.1"}}), "option", {"eps", "0 or above"});
  check_message(refuse("split_heads", heads, {{"heads", "0"}}), "option", {"heads", "whole number"});
  check_message(refuse("split_heads", heads, {{"heads", "1.5"}}), "option", {"heads", "whole number"});
  CHECK(choice_of(find_stage("feed_forward").options[0], "silu") == 3);
  CHECK(choice_of(find_stage("feed_forward").options[0], "tanh") == -1);
}
