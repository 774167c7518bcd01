#include "manifest.hpp"

#include "../error.hpp"
#include "../json/json.hpp"
#include "../program/program.hpp"
#include "../scene/model.hpp"
#include "../stages/stages.hpp"

namespace attend {

namespace {

constexpr const char* kRanges[] = {"any", "above_zero", "not_negative", "share", "whole", "count"};
constexpr const char* kPictures[] = {"one", "columns", "heads"};
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

void write_operation(json::Writer& out, const Operation& op) noexcept {
  out.begin('{');
  out.field("name", op.name);
  out.field("meaning", op.meaning.text);
  out.field("python", op.python.text);
  out.field("torch", op.torch.text);
  out.field("text", op.text.text);
  out.field("latex", op.latex.text);
  out.field("screen", *op.screen.text ? op.screen.text : op.text.text);
  out.field("sign", op.sign.text);
  out.field("bend", op.bend.text);
  out.end('}');
}

void write_option(json::Writer& out, const Option& option) noexcept {
  out.begin('{');
  out.field("name", option.name);
  out.field("kind", option.choices ? "choice" : option.range == Range::whole ? "integer" : "number");
  if (!option.required && !option.choices) out.field("default", option.initial);
  if (!option.required && option.choices) out.field("default", words(option.choices, '|')[std::size_t(option.initial)]);
  if (option.choices) out.strings("choices", words(option.choices, '|'));
  out.field("range", kRanges[int(option.range)]);
  out.flag("structural", option.structural);
  out.field("symbol", option.symbol.text);
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
  out.field("picture", kPictures[int(stage.picture)]);
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
    out.field("accepts", kAccepts[int(result.accepts)]);
    out.strings("reads", tensors_read(stage, result));
    out.field("symbol", result.symbol.text);
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

/// Writes the rows of one group of keys.
class KeyWriter {
public:
  explicit KeyWriter(json::Writer& out) noexcept : out_(out) {}

  template <class Row, class Value>
  void operator()(const char* name, const Row& row, const Value&) noexcept {
    out_.begin('{');
    out_.field("name", name);
    out_.field("about", row.about.text);
    if constexpr (requires { row.used_by; }) list("used_by", row.used_by);
    if constexpr (requires { row.idle_for; }) list("idle_for", row.idle_for);
    if constexpr (requires { row.needed; }) out_.flag("needed", row.needed);
    columns(row);
    out_.end('}');
  }

private:
  void list(const char* name, const char* kinds) noexcept { out_.strings(name, words(kinds, '|')); }

  void columns(const ChoiceKey& row) noexcept {
    out_.field("type", "choice");
    list("choices", row.choices);
    if (row.initial) out_.field("default", row.initial);
    out_.flag("required", row.required);
    out_.flag("offered", row.offered);
  }
  void columns(const WholeKey& row) noexcept {
    out_.field("type", "whole");
    out_.field("least", double(row.least));
    out_.field("most", double(row.most));
    if (row.or_none) {
      out_.key("default");
      out_.null();
    } else if (!row.otherwise && !row.needed) {
      out_.field("default", double(row.initial));
    }
    list("always_one", row.always_one);
    list("never_zero", row.never_zero);
    out_.field("offered", double(row.offered_most));
  }
  void columns(const PositiveKey& row) noexcept {
    out_.field("type", "positive");
    out_.key("default");
    if (row.or_none) out_.null();
    else out_.number(row.initial);
    if (row.most > 0) out_.field("most", row.most);
    out_.field("offered", row.offered);
  }
  void columns(const FlagKey& row) noexcept {
    out_.field("type", "flag");
    if (!row.otherwise) out_.flag("default", row.initial);
    out_.flag("offered", row.offered);
  }
  void columns(const PlacesKey&) noexcept { out_.field("type", "places"); }
  void columns(const CellsKey&) noexcept { out_.field("type", "cells"); }
  template <class Config>
  void columns(const GroupKey<Config>&) noexcept {
    out_.field("type", "group");
    out_.begin("keys", '[');
    each_key(static_cast<const Config&>(Config()), KeyWriter(out_));
    out_.end(']');
  }

  json::Writer& out_;
};

}  // namespace

std::string manifest() noexcept {
  json::Writer out;
  out.begin('{');
  out.field("version", ATTEND_VERSION);
  out.field("build", ATTEND_BUILD);
  out.begin("ops", '[');
  for (const Operation& op : kOperations) write_operation(out, op);
  out.end(']');
  out.begin("keys", '[');
  each_key(static_cast<const ModelConfig&>(ModelConfig()), KeyWriter(out));
  out.end(']');
  out.begin("generate", '[');
  each_key(static_cast<const GenerateConfig&>(GenerateConfig()), KeyWriter(out));
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
  out.field("forward", double(forward_stages()));
  out.end('}');
  return out.text();
}

}  // namespace attend
