#include "check.hpp"

#include <cmath>

#include "error.hpp"
#include "json/number.hpp"
#include "registry.hpp"

namespace attend {

const Stage& find_stage(const std::string& id) {
  std::string known;
  for (const Stage* stage : kStages) {
    if (id == stage->id) return *stage;
    known += (known.empty() ? "" : ", ") + std::string(stage->id);
  }
  throw Error("stage", "There is no stage called \"" + id + "\". The stages are: " + known + ".", id);
}

std::string text(const Shape& shape) {
  std::string out = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) out += (i ? ", " : "") + std::to_string(shape[i]);
  return out + ")";
}

std::string text(double value) { return json::number(value); }

namespace {

/// "(H, T, D) with T = 5"
std::string expected_text(const std::vector<std::string>& letters, const AxisSizes& sizes) {
  std::string out = "(", known;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    out += (i ? ", " : "") + letters[i];
    const auto found = sizes.find(letters[i]);
    if (found != sizes.end()) known += (known.empty() ? " with " : ", ") + letters[i] + " = " + std::to_string(found->second);
  }
  return out + ")" + known;
}

std::string alternatives_text(const Port& port, const AxisSizes& sizes) {
  std::string out;
  for (const std::string& form : words(port.axes, '|'))
    out += (out.empty() ? "" : " or ") + expected_text(words(form.c_str()), sizes);
  return out;
}

bool fits(const std::vector<std::string>& letters, const Tensor& tensor, const AxisSizes& sizes) {
  if (letters.size() != tensor.dimension()) return false;
  AxisSizes seen = sizes;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const auto known = seen.emplace(letters[i], tensor.shape()[i]);
    if (known.first->second != tensor.shape()[i]) return false;
  }
  return true;
}

const Port* find_port(const Stage& stage, const std::string& name) {
  for (const Port& port : stage.reads)
    if (name == port.name) return &port;
  return nullptr;
}

void refuse_unknown(const Stage& stage, const Tensors& inputs, const Options& options) {
  std::string names;
  for (const Port& port : stage.reads) names += (names.empty() ? "" : ", ") + std::string(port.name);
  for (const auto& input : inputs)
    if (!find_port(stage, input.first))
      throw Error("input", std::string(stage.id) + " reads " + names + "; it knows no input called \"" + input.first + "\".",
                  stage.id, input.first);
  for (const auto& given : options) {
    bool known = false;
    std::string possible;
    for (const Option& option : stage.options) {
      known = known || given.first == option.name;
      possible += (possible.empty() ? "" : ", ") + std::string(option.name);
    }
    if (!known)
      throw Error("option",
                  std::string(stage.id) + " has no option called \"" + given.first + "\". " +
                      (possible.empty() ? "It has none." : "It has: " + possible + "."),
                  stage.id);
  }
}

/// Ids must point into the table that V counts; known only once all shapes are.
void check_ids(const Stage& stage, const Call& call, const AxisSizes& sizes) {
  for (std::size_t i = 0; i < stage.reads.count; ++i) {
    if (stage.reads[i].accepts != Accepts::ids || !call.bound(i)) continue;
    const std::size_t V = sizes.at("V");
    const Tensor& ids = *call.bound(i);
    for (std::size_t t = 0; t < ids.size(); ++t)
      if (double(ids.data()[t]) >= double(V))
        throw Error("value",
                    std::string(stage.id) + ": ids[" + std::to_string(t) + "] is " + text(ids.data()[t]) +
                        " but the table has " + std::to_string(V) + " rows. Use 0 to " + std::to_string(V - 1) + ".",
                    stage.id, "ids");
  }
}

}  // namespace

void check_shape(const Stage& stage, const Port& port, const Tensor& tensor, AxisSizes& sizes) {
  const std::string who = std::string(stage.id) + ": " + port.name;
  for (const std::string& form : words(port.axes, '|')) {
    const std::vector<std::string> letters = words(form.c_str());
    if (!fits(letters, tensor, sizes)) continue;
    for (std::size_t i = 0; i < letters.size(); ++i) sizes.emplace(letters[i], tensor.shape()[i]);
    if (tensor.size() == 0)
      throw Error("shape", who + " is empty: its shape is " + text(shape_of(tensor)) + ". Give at least one number on every axis.",
                  stage.id, port.name);
    return;
  }
  throw Error("shape",
              who + " should have the shape " + alternatives_text(port, sizes) + ", but got " + text(shape_of(tensor)) +
                  ". Reshape it, or change the tensors it has to fit.",
              stage.id, port.name);
}

void check_values(const std::string& where, const std::string& tensor, Accepts accepts, const Tensor& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = values.data()[i];
    const bool finite = std::isfinite(value);
    std::string wanted;
    if (accepts == Accepts::finite && !finite) wanted = "a finite number";
    if (accepts == Accepts::scores && !finite && !(std::isinf(value) && value < 0))
      wanted = "a finite number or minus infinity";
    if (accepts == Accepts::mask && value != 0 && value != 1) wanted = "1 (may attend) or 0 (may not)";
    if (accepts == Accepts::ids && !(finite && value >= 0 && value == std::floor(value)))
      wanted = "a whole number, 0 or above";
    if (wanted.empty()) continue;
    std::string place;
    for (const std::size_t at : index_of(values, i)) place += (place.empty() ? "" : ", ") + std::to_string(at);
    throw Error("value", (where.empty() ? "" : where + ": ") + tensor + "[" + place + "] is " + text(value) +
                             ". It must be " + wanted + ".",
                where, tensor);
  }
}

double parse_option(const std::string& where, const Option& option, const std::string& given) {
  const std::string who = where + ": the option " + option.name;
  if (option.choices) {
    const std::vector<std::string> names = words(option.choices, '|');
    std::string possible;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (given == names[i]) return double(i);
      possible += (i ? ", " : "") + names[i];
    }
    throw Error("option", who + " is \"" + given + "\". Choose one of: " + possible + ".", where);
  }
  double value = 0;
  if (!json::parse_number(given, value) || !std::isfinite(value))
    throw Error("option", who + " is \"" + given + "\". It must be a finite number.", where);
  if (option.integer && (value < 1 || value != std::floor(value)))
    throw Error("option", who + " is " + given + ". It must be a whole number, 1 or above.", where);
  if (std::string(option.name) == "temperature" && value <= 0)
    throw Error("option", who + " is " + given + ". Scores are divided by it, so it must be above 0.", where);
  if (std::string(option.name) == "eps" && value < 0)
    throw Error("option", who + " is " + given + ". It must be 0 or above.", where);
  return value;
}

Call bind(const Stage& stage, const Tensors& inputs, const Options& options) {
  refuse_unknown(stage, inputs, options);
  Call call(stage);
  AxisSizes sizes;
  for (std::size_t i = 0; i < stage.reads.count; ++i) {
    const Port& port = stage.reads[i];
    const auto given = inputs.find(port.name);
    if (given == inputs.end()) {
      if (port.optional) continue;
      throw Error("input",
                  std::string(stage.id) + " needs " + port.name + " " + alternatives_text(port, sizes) +
                      ", which was not given. Add it to the inputs.",
                  stage.id, port.name);
    }
    check_shape(stage, port, given->second, sizes);
    check_values(stage.id, port.name, port.accepts, given->second);
    call.bind(i, &given->second);
  }
  check_ids(stage, call, sizes);
  for (std::size_t i = 0; i < stage.options.count; ++i) {
    const auto given = options.find(stage.options[i].name);
    if (given != options.end()) call.set_option(i, parse_option(stage.id, stage.options[i], given->second));
    else if (stage.options[i].required)
      throw Error("option", std::string(stage.id) + " needs the option " + stage.options[i].name + ": " + stage.options[i].about + ".",
                  stage.id);
  }
  return call;
}

Tensors run(const Stage& stage, const Tensors& inputs, const Options& options, std::string* notice) {
  Call call = bind(stage, inputs, options);
  Tensors results;
  for (std::size_t i = 0; i < stage.writes.count; ++i) {
    const Tensor& made = results[stage.writes[i].name] = stage.writes[i].compute(call);
    call.bind(stage.reads.count + i, &made);
  }
  if (notice && stage.notice) *notice = stage.notice(call);
  return results;
}

}  // namespace attend
