#include "check.hpp"

#include <cmath>

#include "digits.hpp"
#include "error.hpp"
#include "json/number.hpp"
#include "stages/stages.hpp"

namespace attend {

const Stage& find_stage(std::string_view id) {
  std::string known;
  for (const Stage* stage : all_stages()) {
    if (id == stage->id) return *stage;
    append_item(known, stage->id);
  }
  fail("stage", {"There is no stage called \"", id, "\". The stages are: ", known, "."}, id);
}

double choice_of(const Option& option, std::string_view name) noexcept {
  const std::vector<std::string_view> names = words(option.choices, '|');
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return double(i);
  return -1;
}

namespace {

/// Sizes of axis letters as they become known.
struct AxisSizes {
  struct Known {
    std::string_view letter;
    std::size_t size;
  };
  std::vector<Known> known;

  /// 0 where the letter has not been seen.
  std::size_t of(std::string_view letter) const {
    for (const Known& one : known)
      if (one.letter == letter) return one.size;
    return 0;
  }
};

/// "(H, T, D) with T = 5"
std::string expected(const char* forms, const AxisSizes& sizes) {
  std::string out, known;
  for (const std::string_view form : words(forms, '|')) {
    std::string letters;
    for (const std::string_view letter : words(form)) {
      append_item(letters, letter);
      const std::string size = join({letter, " = ", sizes.of(letter)});
      if (sizes.of(letter) && known.find(size) == std::string::npos) append_item(known, size);
    }
    append_item(out, join({"(", letters, ")"}), " or ");
  }
  return join({out, known.empty() ? "" : " with ", known});
}

bool fits(std::string_view form, const Tensor& tensor, AxisSizes& sizes) {
  const std::vector<std::string_view> letters = words(form);
  if (letters.size() != tensor.dimension()) return false;
  for (std::size_t i = 0; i < letters.size(); ++i)
    if (sizes.of(letters[i]) && sizes.of(letters[i]) != tensor.shape()[i]) return false;
  for (std::size_t i = 0; i < letters.size(); ++i)
    if (!sizes.of(letters[i])) sizes.known.push_back({letters[i], tensor.shape()[i]});
  return true;
}

void check_shape(const Stage& stage, const Port& port, const Tensor& tensor, AxisSizes& sizes) {
  bool fit = false;
  for (const std::string_view form : words(port.axes, '|')) fit = fit || fits(form, tensor, sizes);
  if (!fit)
    fail("shape",
         {stage.id, ": ", port.name, " should have the shape ", expected(port.axes, sizes), ", but got ",
          shape_of(tensor), ". Reshape it, or change the tensors it has to fit."},
         stage.id, port.name);
  if (tensor.size() == 0)
    fail("shape",
         {stage.id, ": ", port.name, " is empty: its shape is ", shape_of(tensor),
          ". Give at least one number on every axis."},
         stage.id, port.name);
}

/// What the numbers of an input must be; null if this one is.
const char* wanted(Accepts accepts, double value) {
  const bool finite = std::isfinite(value), lowest = std::isinf(value) && value < 0;
  if (accepts == Accepts::finite && !finite) return "a finite number";
  if (accepts == Accepts::scores && !finite && !lowest) return "a finite number or minus infinity";
  if (accepts == Accepts::mask && value != 0 && value != 1) return "1 (may attend) or 0 (may not)";
  if (accepts == Accepts::ids && !(finite && value >= 0 && value == std::floor(value)))
    return "a whole number, 0 or above";
  return nullptr;
}

[[noreturn]] void refuse_value(std::string_view stage, std::string_view tensor, const Tensor& values, std::size_t flat,
                               std::string_view must) {
  std::string place;
  for (const std::size_t at : index_of(values, flat)) append_item(place, digits_of(at));
  fail("value",
       {stage, stage.empty() ? "" : ": ", tensor, "[", place, "] is ", json::number(values.data()[flat]),
        ". It must be ", must, "."},
       stage, tensor);
}

/// Ids must point into the table.
void check_ids(const Call& call, std::size_t port) {
  const Tensor& ids = *call.bound(port);
  const std::size_t V = call["table"].shape()[0];
  for (std::size_t t = 0; t < ids.size(); ++t)
    if (double(ids.data()[t]) >= double(V))
      refuse_value(call.stage().id, call.slot_name(port), ids, t,
                   join({"below ", V, ", the number of rows of the table"}));
}

void check_options(const Call& call) {
  const Stage& stage = call.stage();
  for (const Option& option : stage.options) {
    const double value = call.option(option.name);
    const char* must = nullptr;
    if (!std::isfinite(value)) must = "a finite number";
    if (option.range == Range::above_zero && !(value > 0)) must = "above 0";
    if (option.range == Range::not_negative && !(value >= 0)) must = "0 or above";
    if (option.range == Range::whole && (value < 1 || value != std::floor(value))) must = "a whole number, 1 or above";
    if (must)
      fail("option", {stage.id, ": the option ", option.name, " is ", json::number(value), ". It must be ", must, "."},
           stage.id);
  }
}

}  // namespace

void check_call(const Call& call) {
  const Stage& stage = call.stage();
  AxisSizes sizes;
  for (std::size_t i = 0; i < stage.reads.count; ++i) {
    const Port& port = stage.reads[i];
    const Tensor* given = call.bound(i);
    if (!given && port.optional) continue;
    if (!given)
      fail("input",
           {stage.id, " needs ", port.name, " ", expected(port.axes, sizes),
            ", which was not given. Add it to the inputs."},
           stage.id, port.name);
    check_shape(stage, port, *given, sizes);
  }
  for (const Option& option : stage.options)
    if (std::isnan(call.option(option.name)))
      fail("option", {stage.id, " needs the option ", option.name, ". Add it to the options."}, stage.id);
  const std::string objection = stage.objection ? stage.objection(call) : "";
  if (!objection.empty()) fail("shape", {objection}, stage.id);
}

void check_numbers(const Call& call) {
  const Stage& stage = call.stage();
  for (std::size_t i = 0; i < stage.reads.count; ++i) {
    const Port& port = stage.reads[i];
    const Tensor* given = call.bound(i);
    for (std::size_t cell = 0; given && cell < given->size(); ++cell)
      if (const char* must = wanted(port.accepts, given->data()[cell]))
        refuse_value(stage.id, port.name, *given, cell, must);
    if (port.accepts == Accepts::ids) check_ids(call, i);
  }
  check_options(call);
}

std::vector<Tensor> compute(Call& call) noexcept {
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
      fail("input", {stage.id, " knows no input called \"", input.first, "\"."}, stage.id, input.first);
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

}  // namespace attend
