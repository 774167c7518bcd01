#include "manifest.hpp"

#include "error.hpp"
#include "json/json.hpp"
#include "program/program.hpp"
#include "stages/stages.hpp"

namespace attend {

namespace {

constexpr const char* kRanges[] = {"any", "above_zero", "not_negative", "whole"};
constexpr const char* kAccepts[] = {"finite", "scores", "mask", "ids"};

/// An input, or a result: its name and axes, to be continued.
void begin_tensor(json::Writer& out, const char* name, const char* axes) noexcept {
  const std::vector<std::string_view> forms = words(axes, '|');
  out.begin('{');
  out.field("name", name);
  out.strings("axes", words(forms[0]));
  out.begin("alternatives", '[');
  for (std::size_t i = 1; i < forms.size(); ++i) out.strings("", words(forms[i]));
  out.end(']');
}

/// What the stage says this tensor is.
std::string_view role_of(const Stage& stage, std::string_view name) noexcept {
  for (const std::string_view group : words(stage.roles.text, '|')) {
    const std::size_t colon = group.find(':');
    if (has_word(group.substr(colon + 1), name)) return group.substr(0, colon);
  }
  return "plain";
}

/// The inputs and earlier results among what a result reads; the rest are options.
std::vector<std::string_view> tensors_read(const Stage& stage, const Result& result) noexcept {
  std::vector<std::string_view> names;
  for (const std::string_view word : words(result.reads))
    for (const std::string_view name : words(word, '|')) {
      bool option = false;
      for (const Option& one : stage.options) option |= name == one.name;
      if (!option) names.push_back(name);
    }
  return names;
}

void write_option(json::Writer& out, const Option& option) noexcept {
  out.begin('{');
  out.field("name", option.name);
  out.field("kind", option.choices ? "choice" : option.range == Range::whole ? "integer" : "number");
  if (!option.required && !option.choices) out.field("default", option.initial);
  if (!option.required && option.choices) out.field("default", words(option.choices, '|')[std::size_t(option.initial)]);
  if (option.choices) out.strings("choices", words(option.choices, '|'));
  out.field("range", kRanges[int(option.range)]);
  out.field("about", option.about.text);
  out.end('}');
}

void write_stage(json::Writer& out, const Stage& stage, const char* file) noexcept {
  out.begin('{');
  out.field("id", stage.id);
  out.field("title", stage.title);
  out.field("formula", stage.formula.text);
  out.field("source", stage.source.text);
  out.field("file", file);
  std::string numpy;
  for (const Result& result : stage.writes) append_item(numpy, result.numpy.text, "\n");
  out.field("numpy", numpy);
  out.begin("reads", '[');
  for (const Port& port : stage.reads) {
    begin_tensor(out, port.name, port.axes);
    out.flag("optional", port.optional);
    out.field("accepts", kAccepts[int(port.accepts)]);
    out.field("role", role_of(stage, port.name));
    out.end('}');
  }
  out.end(']');
  out.begin("writes", '[');
  for (const Result& result : stage.writes) {
    begin_tensor(out, result.name, result.axes);
    out.flag("main", result.main);
    out.strings("reads", tensors_read(stage, result));
    out.field("formula", result.formula.text);
    out.field("numpy", result.numpy.text);
    out.field("role", role_of(stage, result.name));
    out.end('}');
  }
  out.end(']');
  out.begin("options", '[');
  for (const Option& option : stage.options) write_option(out, option);
  out.end(']');
  out.end('}');
}

}  // namespace

std::string manifest() noexcept {
  json::Writer out;
  out.begin('{');
  out.field("version", ATTEND_VERSION);
  out.field("build", ATTEND_BUILD);
  out.begin("ops", '[');
  for (const char* op : kOpNames) out.string(op);
  out.end(']');
  out.begin("accepts", '[');
  for (const char* accepts : kAccepts) out.string(accepts);
  out.end(']');
  out.begin("levels", '[');
  for (const char* level : kLevels) out.string(level);
  out.end(']');
  out.begin("stages", '[');
  for (std::size_t i = 0; i < all_stages().count; ++i) write_stage(out, *all_stages()[i], stage_files()[i]);
  out.end(']');
  out.end('}');
  return out.text();
}

}  // namespace attend
