#include "manifest.hpp"

#include "check.hpp"
#include "registry.hpp"

namespace attend {

namespace {

constexpr const char* kAccepts[] = {"finite", "scores", "mask", "ids"};

void write_words(json::Writer& out, const std::vector<std::string>& items) {
  out.begin('[');
  for (const std::string& item : items) out.string(item);
  out.end(']');
}

void write_axes(json::Writer& out, const char* axes) {
  const std::vector<std::string> forms = words(axes, '|');
  out.key("axes");
  write_words(out, words(forms[0].c_str()));
  out.key("alternatives");
  out.begin('[');
  for (std::size_t i = 1; i < forms.size(); ++i) write_words(out, words(forms[i].c_str()));
  out.end(']');
}

void write_port(json::Writer& out, const Port& port) {
  out.begin('{');
  out.field("name", port.name);
  write_axes(out, port.axes);
  out.key("optional"), out.boolean(port.optional);
  out.field("accepts", kAccepts[int(port.accepts)]);
  out.end('}');
}

void write_result(json::Writer& out, const Stage& stage, const Result& result) {
  out.begin('{');
  out.field("name", result.name);
  write_axes(out, result.axes);
  out.key("main"), out.boolean(result.main);
  out.key("reads");
  out.begin('[');
  for (const std::string& word : words(result.reads))
    for (const std::string& name : words(word.c_str(), '|')) {
      bool option = false;
      for (const Option& one : stage.options) option = option || name == one.name;
      if (!option) out.string(name);
    }
  out.end(']');
  out.field("formula", result.formula);
  out.field("numpy", result.numpy);
  out.end('}');
}

void write_option_value(json::Writer& out, const Option& option, double value) {
  if (option.choices) out.string(words(option.choices, '|')[std::size_t(value)]);
  else out.number(value);
}

void write_option(json::Writer& out, const Option& option) {
  out.begin('{');
  out.field("name", option.name);
  out.field("kind", option.choices ? "choice" : option.integer ? "integer" : "number");
  if (!option.required) out.key("default"), write_option_value(out, option, option.initial);
  if (option.choices) out.key("choices"), write_words(out, words(option.choices, '|'));
  out.field("about", option.about);
  out.end('}');
}

void write_stage(json::Writer& out, const Stage& stage) {
  out.begin('{');
  out.field("id", stage.id);
  out.field("title", stage.title);
  out.field("formula", stage.formula);
  out.field("source", stage.source);
  out.field("file", stage.file);
  std::string numpy;
  for (const Result& result : stage.writes) numpy += (numpy.empty() ? "" : "\n") + std::string(result.numpy);
  out.field("numpy", numpy);
  out.key("reads");
  out.begin('[');
  for (const Port& port : stage.reads) write_port(out, port);
  out.end(']');
  out.key("writes");
  out.begin('[');
  for (const Result& result : stage.writes) write_result(out, stage, result);
  out.end(']');
  out.key("options");
  out.begin('[');
  for (const Option& option : stage.options) write_option(out, option);
  out.end(']');
  out.end('}');
}

void write_leaf(json::Writer& out, const Session& session, const Step& step) {
  const auto path = [&](int slot) { return session.program().slots[std::size_t(slot)].path; };
  out.key("reads");
  out.begin('[');
  for (const int slot : step.reads)
    if (slot >= 0) out.string(path(slot));
  out.end(']');
  out.key("writes");
  out.begin('[');
  for (const int slot : step.writes) out.string(path(slot));
  out.end(']');
  out.key("inputs");
  out.begin('{');
  for (std::size_t i = 0; i < step.reads.size(); ++i)
    if (step.reads[i] >= 0) out.field(step.stage->reads[i].name, path(step.reads[i]));
  out.end('}');
  out.key("outputs");
  out.begin('{');
  for (std::size_t i = 0; i < step.writes.size(); ++i) out.field(step.stage->writes[i].name, path(step.writes[i]));
  out.end('}');
  out.key("options");
  out.begin('{');
  for (std::size_t i = 0; i < step.options.size(); ++i) {
    out.key(step.stage->options[i].name);
    write_option_value(out, step.stage->options[i], session.option_value(step, i));
  }
  out.end('}');
}

void write_node(json::Writer& out, const Session& session, const Node& node) {
  out.begin('{');
  out.field("path", node.path);
  out.field("title", node.title);
  out.field("level", kLevels[int(node.level)]);
  out.key("stage");
  node.step < 0 ? out.null() : out.string(session.program().steps[std::size_t(node.step)].stage->id);
  if (node.step >= 0) write_leaf(out, session, session.program().steps[std::size_t(node.step)]);
  out.key("children");
  out.begin('[');
  for (const Node& child : node.children) write_node(out, session, child);
  out.end(']');
  out.end('}');
}

}  // namespace

void write_manifest(json::Writer& out) {
  out.begin('{');
  out.field("version", ATTEND_VERSION);
  out.key("ops");
  out.begin('[');
  for (const char* op : kOpNames) out.string(op);
  out.end(']');
  out.key("stages");
  out.begin('[');
  for (const Stage* stage : kStages) write_stage(out, *stage);
  out.end(']');
  out.end('}');
}

void write_program(json::Writer& out, const Session& session) { write_node(out, session, session.program().root); }

}  // namespace attend
