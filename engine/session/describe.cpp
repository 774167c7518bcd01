#include "describe.hpp"

#include "../json/json.hpp"
#include "../stages/stages.hpp"

namespace attend {

namespace {

void write_slots(json::Writer& out, const char* name, const std::vector<int>& slots) noexcept {
  out.begin(name, '[');
  for (const int slot : slots) out.number(double(slot));
  out.end(']');
}

void write_slot(json::Writer& out, const Session& session, int number) noexcept {
  const Slot& slot = session.program().slots[std::size_t(number)];
  out.begin('{');
  out.field("path", slot.path);
  out.field("name", slot.name);
  out.begin("axes", '[');
  for (const Axis& axis : slot.axes) out.string(axis.name);
  out.end(']');
  out.begin("labels", '[');
  for (const Axis& axis : slot.axes) out.number(double(axis.labels));
  out.end(']');
  std::size_t first = 0;
  for (const Axis& axis : slot.axes) first += axis.first;
  if (first > 0) {
    out.begin("first", '[');
    for (const Axis& axis : slot.axes) out.number(double(axis.first));
    out.end(']');
  }
  out.begin("shape", '[');
  for (const std::size_t length : slot.shape) out.number(double(length));
  out.end(']');
  out.field("accepts", double(slot.accepts));
  out.field("step", double(slot.step));
  if (slot.is_gradient()) {
    std::vector<int> made_of;
    for (const Source& source : session.program().sources[std::size_t(number)]) made_of.push_back(source.slot);
    write_slots(out, "made_of", made_of);
  }
  out.end('}');
}

std::size_t stage_number(const Stage& stage) noexcept {
  std::size_t number = 0;
  while (all_stages()[number] != &stage) ++number;
  return number;
}

void write_node(json::Writer& out, const Session& session, const Node& node) noexcept {
  out.begin('{');
  out.field("path", node.path);
  out.field("title", node.title);
  out.field("level", double(node.level));
  if (node.step >= 0) {
    const Step& step = session.program().steps[std::size_t(node.step)];
    const bool back = step.back >= 0;
    out.field("stage", double(stage_number(*session.program().steps[std::size_t(back ? step.back : node.step)].stage)));
    if (back) out.flag("back", true);
    write_slots(out, "reads", step.reads);
    write_slots(out, "writes", step.writes);
    out.begin("options", '[');
    for (std::size_t i = 0; i < step.options.size(); ++i) out.number(session.option(node.step, i));
    out.end(']');
  }
  out.begin("children", '[');
  for (const Node& child : node.children) write_node(out, session, child);
  out.end(']');
  out.end('}');
}

}  // namespace

std::string program(const Session& session) noexcept {
  json::Writer out;
  out.begin('{');
  out.key("scene");
  write_scene(out, session.scene());
  out.begin("slots", '[');
  for (std::size_t i = 0; i < session.program().slots.size(); ++i) write_slot(out, session, int(i));
  out.end(']');
  out.key("root");
  write_node(out, session, session.program().root);
  out.end('}');
  return out.text();
}

}  // namespace attend
