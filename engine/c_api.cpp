#include "c_api.h"

#include <cstdlib>
#include <memory>
#include <new>

#include "check.hpp"
#include "error.hpp"
#include "json/json.hpp"
#include "manifest.hpp"
#include "session/session.hpp"

namespace attend {

namespace {

/// What the newest request answered.
struct Reply {
  json::Writer text;
  std::vector<float> data;

  void tensor(const Tensor& tensor) { data.insert(data.end(), tensor.data(), tensor.data() + tensor.size()); }
  void shape(const Tensor& tensor) { indices("shape", shape_of(tensor)); }
  void indices(const char* key, const Index& index) {
    text.key(key);
    text.begin('[');
    for (const std::size_t at : index) text.number(double(at));
    text.end(']');
  }
};

struct Request {
  const json::Value& body;
  const float* data;
  std::size_t count;

  std::string string(const char* key) const {
    const json::Value* value = body.find(key);
    return value ? value->text : "";
  }
  double number(const char* key) const {
    const json::Value* value = body.find(key);
    return value ? value->number : 0;
  }
  Index index(const char* key) const {
    Index index;
    if (const json::Value* value = body.find(key))
      for (const json::Value& item : value->items) {
        if (!(item.number >= 0)) throw Error("index", "An index counts from 0; " + item.text + " is below.");
        index.push_back(std::size_t(item.number));
      }
    return index;
  }
};

std::map<std::uint32_t, std::unique_ptr<Session>>& sessions() {
  static std::map<std::uint32_t, std::unique_ptr<Session>> open;
  return open;
}

Session& session_of(const Request& request) {
  const auto found = sessions().find(std::uint32_t(request.number("session")));
  if (found == sessions().end())
    throw Error("closed", "This session was closed. Open the scene again with engine.open(scene).");
  return *found->second;
}

const std::string& path_of(const Session& session, int slot) { return session.program().slots[std::size_t(slot)].path; }

void write_cell(Reply& reply, const Session& session, int slot, std::size_t flat) {
  reply.text.field("path", path_of(session, slot));
  reply.indices("index", index_of(session.value(slot), flat));
}

void write_position(Reply& reply, const Session& session) {
  const Cursor& cursor = session.cursor();
  const Program& program = session.program();
  const int slot = cursor.newest_slot();
  std::string path;
  if (slot >= 0) {
    const Slot& newest = program.slots[std::size_t(slot)];
    const bool whole = cursor.end_of_step(newest.step) == cursor.cells();
    path = whole && cursor.level() <= Level::stage ? program.steps[std::size_t(newest.step)].path : newest.path;
  }
  reply.text.begin('{');
  reply.text.field("path", path);
  reply.text.field("done", double(cursor.steps_done()));
  reply.text.field("total", double(program.steps.size()));
  reply.text.field("depth", double(int(cursor.level())));
  reply.text.field("level", kLevels[int(cursor.level())]);
  reply.text.key("tensor");
  slot < 0 ? reply.text.null() : reply.text.string(path_of(session, slot));
  if (slot < 0) reply.text.key("index"), reply.text.null();
  else reply.indices("index", index_of(session.value(slot), cursor.newest_flat()));
  reply.text.field("cells", double(cursor.cells()));
  reply.text.field("totalCells", double(cursor.total()));
  reply.text.end('}');
}

void do_manifest(const Request&, Reply& reply) { write_manifest(reply.text); }

void do_call(const Request& request, Reply& reply) {
  const Stage& stage = find_stage(request.string("stage"));
  Tensors inputs;
  Options options;
  std::size_t taken = 0;
  if (const json::Value* given = request.body.find("inputs"))
    for (const json::Value& input : given->items) {
      const Request one{input, request.data, request.count};
      Tensor tensor = zeros(one.index("shape"));
      if (taken + tensor.size() > request.count) throw Error("input", "The inputs hold fewer numbers than their shapes say.");
      std::copy(request.data + taken, request.data + taken + tensor.size(), tensor.data());
      taken += tensor.size();
      inputs[one.string("name")] = tensor;
    }
  if (const json::Value* given = request.body.find("options"))
    for (const auto& option : given->members) options[option.first] = option.second.text;
  std::string notice;
  const Tensors results = run(stage, inputs, options, &notice);
  reply.text.begin('{');
  reply.text.field("notice", notice);
  reply.text.key("outputs");
  reply.text.begin('[');
  for (const Result& result : stage.writes) {
    const Tensor& tensor = results.at(result.name);
    reply.text.begin('{');
    reply.text.field("name", result.name);
    reply.shape(tensor);
    reply.text.end('}');
    reply.tensor(tensor);
  }
  reply.text.end(']');
  reply.text.end('}');
}

void do_open(const Request& request, Reply& reply) {
  static std::uint32_t newest = 0;
  auto session = std::make_unique<Session>(request.string("scene"));
  reply.text.begin('{');
  reply.text.field("session", double(++newest));
  reply.text.key("scene");
  write_scene(reply.text, session->scene());
  reply.text.end('}');
  sessions()[newest] = std::move(session);
}

void do_close(const Request& request, Reply& reply) {
  session_of(request);
  sessions().erase(std::uint32_t(request.number("session")));
  reply.text.null();
}

void do_program(const Request& request, Reply& reply) { write_program(reply.text, session_of(request)); }

void do_move(const Request& request, Reply& reply) {
  Session& session = session_of(request);
  Cursor& cursor = session.cursor();
  const std::string how = request.string("how");
  if (how == "step") cursor.step();
  else if (how == "stepInto") cursor.step_into();
  else if (how == "stepOut") cursor.step_out();
  else if (how == "stepBack") cursor.step_back();
  else if (how == "seek") cursor.seek(std::size_t(std::max(0.0, request.number("cells"))));
  write_position(reply, session);
}

void do_level(const Request& request, Reply& reply) {
  Session& session = session_of(request);
  for (int level = 0; level <= int(Level::cell); ++level)
    if (request.string("level") == kLevels[level]) return session.cursor().set_level(Level(level)), write_position(reply, session);
  throw Error("option", "\"" + request.string("level") +
                            "\" is no level to step by. Use model, layer, sublayer, stage, result, head, row or cell.");
}

void do_locate(const Request& request, Reply& reply) {
  const Index index = request.index("index");
  reply.text.number(double(session_of(request).locate(request.string("path"), &index)));
}

void write_labels(Reply& reply, const Session& session, const Axis& axis, std::size_t size) {
  const Scene& scene = session.scene();
  reply.text.begin('[');
  for (std::size_t i = 0; i < size; ++i) {
    if (axis.labels == Labels::tokens) reply.text.string(scene.tokens[i]);
    else if (axis.labels == Labels::memory) reply.text.string(scene.memory[i]);
    else if (axis.labels == Labels::vocabulary) reply.text.string(scene.vocabulary[i]);
    else reply.text.string(std::to_string(i + 1));
  }
  reply.text.end(']');
}

void write_named(Reply& reply, const Session& session, int slot, const Tensor& tensor) {
  const Slot& named = session.program().slots[std::size_t(slot)];
  reply.text.field("path", named.path);
  reply.text.field("name", named.name);
  reply.text.key("axes");
  reply.text.begin('[');
  for (std::size_t axis = 0; axis < tensor.dimension(); ++axis) reply.text.string(named.axes[axis].name);
  reply.text.end(']');
  reply.shape(tensor);
  reply.text.key("labels");
  reply.text.begin('[');
  for (std::size_t axis = 0; axis < tensor.dimension(); ++axis) write_labels(reply, session, named.axes[axis], tensor.shape()[axis]);
  reply.text.end(']');
  reply.tensor(tensor);
}

void do_tensor(const Request& request, Reply& reply) {
  const Session& session = session_of(request);
  const int slot = session.slot(request.string("path"));
  const Slot& named = session.program().slots[std::size_t(slot)];
  const json::Value* ahead = request.body.find("ahead");
  const std::size_t filled = session.visible(slot);
  if (filled == 0 && !(ahead && ahead->boolean))
    throw Error("not_reached",
                named.path + " has not been computed yet. Step there first with runTo(\"" + named.path +
                    "\"), or ask with { ahead: true }.",
                session.program().steps[std::size_t(named.step)].stage->id, named.path);
  reply.text.begin('{');
  reply.text.field("filled", double(filled));
  const Step* step = named.step < 0 ? nullptr : &session.program().steps[std::size_t(named.step)];
  reply.text.key("step");
  step ? reply.text.string(step->path) : reply.text.null();
  reply.text.key("stage");
  step ? reply.text.string(step->stage->id) : reply.text.null();
  write_named(reply, session, slot, session.value(slot));
  reply.text.end('}');
}

void do_row_sums(const Request& request, Reply& reply) {
  const Session& session = session_of(request);
  const int slot = session.slot(request.string("path"));
  reply.text.begin('{');
  write_named(reply, session, slot, session.row_sums(slot));
  reply.text.end('}');
}

void do_explain(const Request& request, Reply& reply) {
  const Session& session = session_of(request);
  const int slot = session.slot(request.string("path"));
  const std::size_t flat = session.flat(slot, request.index("index"));
  const Explained answer = session.explain(slot, flat);
  reply.text.begin('{');
  write_cell(reply, session, slot, flat);
  reply.text.field("op", name_of(answer.op));
  reply.data.push_back(float(answer.value));
  reply.text.key("operands");
  reply.text.begin('[');
  for (const Explained::Term& term : answer.operands) {
    reply.text.begin('{');
    write_cell(reply, session, term.slot, term.flat);
    reply.text.field("name", term.name);
    reply.text.field("group", term.group);
    reply.text.key("live"), reply.text.boolean(term.live);
    reply.text.end('}');
    reply.data.push_back(float(term.value));
  }
  reply.text.end(']');
  reply.text.key("constants");
  reply.text.begin('[');
  for (const auto& constant : answer.constants) {
    reply.text.begin('{');
    reply.text.field("name", constant.first);
    reply.text.field("value", constant.second);
    reply.text.end('}');
  }
  reply.text.end(']');
  reply.text.end('}');
}

void do_used_by(const Request& request, Reply& reply) {
  const Session& session = session_of(request);
  const int slot = session.slot(request.string("path"));
  reply.text.begin('[');
  for (const auto& user : session.used_by(slot, session.flat(slot, request.index("index")))) {
    reply.text.begin('{');
    write_cell(reply, session, user.first, user.second);
    reply.text.end('}');
    reply.data.push_back(float(session.value(user.first).data()[user.second]));
  }
  reply.text.end(']');
}

void do_notices(const Request& request, Reply& reply) {
  reply.text.begin('[');
  for (const Notice& notice : session_of(request).notices()) {
    reply.text.begin('{');
    reply.text.field("path", notice.path);
    reply.text.field("message", notice.message);
    reply.text.end('}');
  }
  reply.text.end(']');
}

void do_edit(const Request& request, Reply& reply) {
  Session& session = session_of(request);
  if (request.count != 1) throw Error("value", "An edit brings one number.");
  session.edit(request.string("path"), request.index("index"), request.data[0]);
  reply.text.number(double(session.recomputed()));
}

void do_undo(const Request& request, Reply& reply) { reply.text.boolean(session_of(request).undo()); }
void do_redo(const Request& request, Reply& reply) { reply.text.boolean(session_of(request).redo()); }

void do_edits(const Request& request, Reply& reply) {
  reply.text.begin('[');
  for (const Edit& edit : session_of(request).edits()) {
    reply.text.begin('{');
    reply.text.field("path", edit.path);
    reply.indices("index", edit.index);
    reply.text.end('}');
    reply.data.push_back(float(edit.value));
  }
  reply.text.end(']');
}

void do_changes(const Request& request, Reply& reply) {
  const Session& session = session_of(request);
  reply.text.begin('[');
  for (const int slot : session.changed()) {
    reply.text.begin('{');
    reply.text.field("path", path_of(session, slot));
    reply.shape(session.value(slot));
    reply.text.end('}');
    reply.tensor(session.unedited(slot));
    reply.tensor(session.value(slot));
  }
  reply.text.end(']');
}

struct Verb {
  const char* name;
  void (*answer)(const Request&, Reply&);
};

/// Everything that can be asked of the engine.
constexpr Verb kVerbs[] = {{"manifest", do_manifest}, {"call", do_call},     {"open", do_open},       {"close", do_close},
                           {"program", do_program},   {"move", do_move},     {"level", do_level},     {"locate", do_locate},
                           {"tensor", do_tensor},     {"rowSums", do_row_sums}, {"explain", do_explain}, {"usedBy", do_used_by},
                           {"notices", do_notices},   {"edit", do_edit},     {"undo", do_undo},       {"redo", do_redo},
                           {"edits", do_edits},       {"changes", do_changes}};

void answer(const Request& request, Reply& reply) {
  const std::string wanted = request.string("do");
  for (const Verb& verb : kVerbs)
    if (wanted == verb.name) return verb.answer(request, reply);
  throw Error("internal", "The engine was asked for \"" + wanted + "\", which it does not know.");
}

Reply& newest() {
  static Reply reply;
  return reply;
}

int refuse(const char* code, const std::string& message, const std::string& stage = "", const std::string& tensor = "") {
  Reply& reply = newest() = Reply();
  reply.text.begin('{');
  reply.text.field("code", code);
  reply.text.field("message", message);
  reply.text.field("stage", stage);
  reply.text.field("tensor", tensor);
  reply.text.end('}');
  return 1;
}

}  // namespace

}  // namespace attend

extern "C" {

void* attend_alloc(uint32_t bytes) { return std::malloc(bytes ? bytes : 1); }

void attend_free(void* block) { std::free(block); }

int attend_request(const char* text, uint32_t size, const float* data, uint32_t count) {
  using namespace attend;
  try {
    newest() = Reply();
    const json::Value body = json::parse(std::string(text, size));
    answer({body, data, count}, newest());
    return 0;
  } catch (const Error& error) {
    return refuse(error.code(), error.message(), error.stage(), error.tensor());
  } catch (const std::bad_alloc&) {
    return refuse("internal", "There is not enough memory for this. Use a smaller scene, or close other sessions.");
  } catch (const std::exception& error) {
    return refuse("internal", std::string("The engine failed: ") + error.what());
  }
}

const char* attend_reply_text(void) { return attend::newest().text.text().data(); }
uint32_t attend_reply_size(void) { return uint32_t(attend::newest().text.text().size()); }
const float* attend_reply_data(void) { return attend::newest().data.data(); }
uint32_t attend_reply_count(void) { return uint32_t(attend::newest().data.size()); }
}
