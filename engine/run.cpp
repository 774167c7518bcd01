#include "run.hpp"

#include <algorithm>
#include <cmath>

#include "boundary/reply.hpp"
#include "check.hpp"
#include "error.hpp"
#include "stages/stages.hpp"

namespace attend {

std::vector<Tensor> compute(Call& call) {
  const Stage& stage = call.stage();
  std::vector<Tensor> results;
  results.reserve(stage.writes.count);  // the call keeps pointers to what was made before
  for (const Result& result : stage.writes) {
    results.push_back(result.compute(call));
    call.bind(stage.reads.count + results.size() - 1, &results.back());
  }
  return results;
}

Tensors run(const Stage& stage, const Tensors& inputs, const Options& options, std::string* notice) {
  Call call(stage);
  for (const auto& input : inputs) {
    std::size_t port = 0;
    while (port < stage.reads.count && input.first != stage.reads[port].name) ++port;
    if (port == stage.reads.count)
      fail("input", {stage.id, " has no input called \"", input.first, "\"."}, stage.id, input.first);
    call.bind(port, &input.second);
  }
  for (const auto& given : options) {
    std::size_t option = 0;
    while (option < stage.options.count && given.first != stage.options[option].name) ++option;
    if (option == stage.options.count)
      fail("option", {stage.id, " has no option called \"", given.first, "\"."}, stage.id);
    call.set_option(option, given.second);
  }
  check_call(call);
  check_numbers(call);
  std::vector<Tensor> results = compute(call);
  if (notice && stage.notice) *notice = stage.notice(call);
  Tensors named;
  for (std::size_t i = 0; i < results.size(); ++i) named[stage.writes[i].name] = std::move(results[i]);
  return named;
}

namespace {

/// Reads whole numbers one after the other.
class Whole {
public:
  Whole(const std::int32_t* ints, std::size_t count) : at_(ints), end_(ints + count) {}

  /// The next one. Throws Error("input") where there is none, and for one that is not below `end`.
  std::size_t next(std::size_t end, const char* what) {
    if (at_ == end_) fail("input", {"The call ends where ", what, " should be."});
    const std::int32_t number = *at_++;
    if (number < 0 || std::size_t(number) >= end)
      fail("input", {"The call names ", what, " that does not exist. There are ", end, ", counted from 0."});
    return std::size_t(number);
  }

private:
  const std::int32_t *at_, *end_;
};

constexpr std::size_t kMostAxes = 8, kAnySize = std::size_t(1) << 31;

const Stage& stage_at(Whole whole) { return *all_stages()[whole.next(all_stages().count, "a stage")]; }

}  // namespace

BoundaryCall::BoundaryCall(const std::int32_t* ints, std::size_t int_count, const double* options,
                           std::size_t option_count)
    : call_(stage_at(Whole(ints, int_count))) {
  Whole whole(ints + 1, int_count - 1);
  const Stage& stage = call_.stage();
  inputs_.resize(whole.next(stage.reads.count + 1, "a number of inputs"));
  for (Tensor& input : inputs_) {
    const std::size_t port = whole.next(stage.reads.count, "an input");
    Shape shape(whole.next(kMostAxes, "a number of axes"));
    for (std::size_t& length : shape) length = whole.next(kAnySize, "a length");
    input = empty(shape);
    call_.bind(port, &input);
  }
  for (std::size_t i = 0; i < std::min(stage.options.count, option_count); ++i)
    if (!std::isnan(options[i])) call_.set_option(i, options[i]);
  check_call(call_);
}

void BoundaryCall::lend_inputs(Reply& reply) {
  for (Tensor& input : inputs_) reply.lend(input.data());
}

void BoundaryCall::run(Reply& reply) {
  if (!results_.empty()) fail("closed", {"This call has run. Begin another."});
  check_numbers(call_);
  results_ = compute(call_);
  for (Tensor& result : results_) {
    reply.add(result.dimension());
    for (const std::size_t length : result.shape()) reply.add(length);
    reply.lend(result.data());
  }
  if (call_.stage().notice) reply.say(call_.stage().notice(call_));
  for (const Tensor& result : results_)
    if (reply.words.empty() && !computable(result)) reply.say(kNotComputable);
}

}  // namespace attend
