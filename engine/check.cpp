#include "check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "error.hpp"
#include "json/number.hpp"
#include "kernels/functions/fits.hpp"
#include "stages/stages.hpp"
#include "text/digits.hpp"
#include "whole.hpp"

namespace attend {

namespace {

/// The key of a scene's model that asks for a stage which not every engine has; the stage itself where none is known.
std::string_view asked_by(std::string_view stage) noexcept {
  constexpr std::string_view kAsked[][2] = {{"repeat_heads", "kv_heads"},
                                            {"rotary", "position"},
                                            {"alibi", "position"},
                                            {"sink_softmax", "sinks"},
                                            {"tied_unembed", "tie_unembed"},
                                            {"gated_feed_forward", "feed_forward.activation"},
                                            {"mixture", "feed_forward.experts"}};
  for (const auto& [asked, key] : kAsked)
    if (asked == stage) return key;
  return stage;
}

}  // namespace

const Stage& find_stage(std::string_view id) {
  std::string known;
  for (const Stage* stage : all_stages()) {
    if (id == stage->id) return *stage;
    append_item(known, stage->id);
  }
  if (kStepless)
    fail("stage",
         {"Runners and training cannot do ", id, ", which \"", asked_by(id),
          "\" of the model asks for. Change that, or open the scene as a session."},
         id);
  if (!kWhole)
    fail("whole",
         {"This needs the stage \"", id, "\", which this lighter build of the engine leaves out. ",
          "Load engine.wasm instead."},
         id);
  fail("stage", {"There is no stage called \"", id, "\". The stages are: ", known, "."}, id);
}

double choice_of(const Option& option, std::string_view name) noexcept {
  const std::vector<std::string_view> names = words(option.choices, '|');
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return double(i);
  return -1;
}

namespace {

constexpr std::size_t kMostCallMegabytes = 512;

std::size_t megabytes(double bytes) noexcept { return std::size_t(std::min(bytes / 1e6, 4e9)); }

/// Sizes of axis letters as they become known.
struct AxisSizes {
  struct Known {
    std::string_view letter;
    std::size_t size;
  };
  std::vector<Known> known;

  /// 0 where the letter has not been seen. The axis of a single number is written 1.
  std::size_t of(std::string_view letter) const {
    if (letter == "1") return 1;
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

/// The shape of a result, where the inputs decide it; without axes where they do not (heads that are merged or split, whose
/// cells are as many as before).
Shape decided_shape(const Result& result, const AxisSizes& sizes) {
  for (const std::string_view form : words(result.axes, '|')) {
    Shape shape;
    for (const std::string_view letter : words(form)) shape.push_back(sizes.of(letter));
    if (std::find(shape.begin(), shape.end(), std::size_t(0)) == shape.end()) return shape;
  }
  return Shape();
}

/// Refuses a call whose results would not fit into memory, before the first is begun.
void check_room(const Stage& stage, const AxisSizes& sizes) {
  double bytes = 0;
  for (const Result& result : stage.writes) {
    const Shape shape = decided_shape(result, sizes);
    double own = sizeof(real);
    for (const std::size_t length : shape) own *= double(length);
    bytes += shape.empty() ? 0 : own;
    if (bytes > kMostCallMegabytes * 1e6)
      fail("memory",
           {stage.id, ": ", result.name, " would have the shape ", shape, ", which takes ", megabytes(own),
            " MB. All results of a call together may take ", kMostCallMegabytes, " MB. Use smaller sizes."},
           stage.id, result.name);
  }
}

}  // namespace

const char* wanted(Accepts accepts, double value) noexcept {
  const bool finite = std::isfinite(value), lowest = std::isinf(value) && value < 0;
  if (accepts == Accepts::finite && !finite) return "a finite number";
  if (accepts == Accepts::scores && !finite && !lowest) return "a finite number or minus infinity";
  if (accepts == Accepts::mask && value != 0 && value != 1) return "1 (may attend) or 0 (may not)";
  if (accepts == Accepts::ids && !(finite && value >= 0 && value == std::floor(value)))
    return "a whole number, 0 or above";
  return nullptr;
}

const char* wanted(const Option& option, double value) noexcept {
  if (!std::isfinite(value)) return "a finite number";
  if (option.range == Range::above_zero && !(value > 0)) return "above 0";
  if (option.range == Range::not_negative && !(value >= 0)) return "0 or above";
  if (option.range == Range::share && !(value >= 0 && value < 1)) return "0 or above, and below 1";
  if (option.range == Range::whole && !(value >= 1 && value <= double(kMostCells) && value == std::floor(value)))
    return "a whole number, 1 or above, that a tensor has room for";
  if (option.range == Range::count && !(value >= 0 && value <= double(kMostCells) && value == std::floor(value)))
    return "a whole number, 0 or above";
  const double choices = option.choices ? double(words(option.choices, '|').size()) : 0;
  if (option.choices && !(value >= 0 && value < choices && value == std::floor(value))) return "one of its choices";
  return nullptr;
}

namespace {

[[noreturn]] void refuse_value(std::string_view stage, std::string_view tensor, const Tensor& values, std::size_t flat,
                               std::string_view must) {
  std::string place;
  for (const std::size_t at : index_of(values, flat)) append_item(place, digits_of(at));
  const double value = values.data()[flat];
  fail("value",
       {stage, stage.empty() ? "" : ": ", tensor, "[", place, "] is ", value != value ? "NaN" : json::number(value),
        ". It must be ", must, "."},
       stage, tensor);
}

/// Whether all numbers may stand in such a tensor.
bool all_fit(Accepts accepts, const Tensor& tensor) noexcept {
  const real *numbers = tensor.data(), largest = std::numeric_limits<real>::max();
  if (accepts == Accepts::mask) return fits::bits(numbers, tensor.size());
  if (accepts != Accepts::ids)
    return fits::within(numbers, tensor.size(), accepts == Accepts::scores ? kMinusInfinity : -largest, largest);
  for (std::size_t i = 0; i < tensor.size(); ++i)
    if (wanted(accepts, numbers[i])) return false;
  return true;
}

[[noreturn]] void refuse_first(const Stage& stage, const Port& port, const Tensor& tensor) {
  std::size_t cell = 0;
  while (!wanted(port.accepts, tensor.data()[cell])) ++cell;
  refuse_value(stage.id, port.name, tensor, cell, wanted(port.accepts, tensor.data()[cell]));
}

/// How many words there are: the length of the axis V of an input.
std::size_t words_of(const Call& call) {
  for (std::size_t i = 0; i < call.stage().reads.count; ++i) {
    const std::vector<std::string_view> letters = words(words(call.stage().reads[i].axes, '|')[0]);
    const auto axis = std::find(letters.begin(), letters.end(), "V");
    if (axis != letters.end()) return call.bound(i)->shape()[std::size_t(axis - letters.begin())];
  }
  return 0;
}

/// Ids must name words.
void check_ids(const Call& call, std::size_t port) {
  const Tensor& ids = *call.bound(port);
  const std::size_t V = words_of(call);
  for (std::size_t t = 0; t < ids.size(); ++t)
    if (double(ids.data()[t]) >= double(V))
      refuse_value(call.stage().id, call.slot_name(port), ids, t, join({"below ", V, ", the number of words"}));
}

void check_options(const Call& call) {
  const Stage& stage = call.stage();
  for (const Option& option : stage.options) {
    const double value = call.option(option.name);
    const char* must = wanted(option, value);
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
  check_options(call);
  check_room(stage, sizes);
  const std::string objection = stage.objection ? stage.objection(call) : "";
  if (!objection.empty()) fail("shape", {objection}, stage.id);
}

void check_numbers(const Call& call) {
  const Stage& stage = call.stage();
  for (std::size_t i = 0; i < stage.reads.count; ++i) {
    const Port& port = stage.reads[i];
    const Tensor* given = call.bound(i);
    if (given && !all_fit(port.accepts, *given)) refuse_first(stage, port, *given);
    if (port.accepts == Accepts::ids) check_ids(call, i);
  }
}

}  // namespace attend
