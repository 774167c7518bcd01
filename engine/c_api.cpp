#include "c_api.h"

#include <cmath>
#include <cstdlib>

#include "check.hpp"
#include "error.hpp"
#include "scene/flat.hpp"
#include "session/describe.hpp"
#include "session/session.hpp"
#include "stages/stages.hpp"

namespace attend {

namespace {

/// What the newest call answered.
struct Reply {
  std::string text;
  std::vector<std::int32_t> ints;
  std::vector<float> floats;

  void add(std::size_t number) noexcept { ints.push_back(std::int32_t(number)); }
  void cell(int slot, std::size_t flat) noexcept { add(std::size_t(slot)), add(flat); }
  void numbers(const Tensor& tensor) noexcept {
    const std::size_t before = floats.size();
    floats.resize(before + tensor.size());
    std::copy(tensor.data(), tensor.data() + tensor.size(), floats.data() + before);
  }
};

Reply reply;

Reply& fresh() noexcept {
  reply.text.clear();
  reply.ints.clear();
  reply.floats.clear();
  return reply;
}

/// Runs what may refuse; the one place where refusals stop.
template <class Action>
int guarded(Action action) noexcept {
  try {
    action();
    return 0;
  } catch (...) {
    fresh().text = newest_refusal();
    return 1;
  }
}

void run_stage(const std::int32_t* ints, const float* floats, const double* options) {
  const Stage& stage = *all_stages()[std::size_t(*ints++)];
  Call call(stage);
  std::vector<Tensor> inputs(std::size_t(*ints++));
  for (Tensor& input : inputs) {
    const std::size_t port = std::size_t(*ints++), rank = std::size_t(*ints++);
    Shape shape(ints, ints + rank);
    ints += rank;
    input = zeros(shape);
    std::copy(floats, floats + input.size(), input.data());
    floats += input.size();
    call.bind(port, &input);
  }
  for (std::size_t i = 0; i < stage.options.count; ++i)
    if (!std::isnan(options[i])) call.set_option(i, options[i]);
  check_call(call);
  fresh();
  const std::vector<Tensor> results = compute(call);
  for (const Tensor& result : results) {
    reply.add(result.dimension());
    for (const std::size_t length : result.shape()) reply.add(length);
    reply.numbers(result);
  }
  if (stage.notice) reply.text = stage.notice(call);
  for (const Tensor& result : results)
    if (reply.text.empty() && !computable(result)) reply.text = kNotComputable;
}

}  // namespace

}  // namespace attend

using namespace attend;

void* attend_alloc(uint32_t bytes) { return std::malloc(bytes ? bytes : 1); }
void attend_free(void* block) { std::free(block); }

const char* attend_text() { return reply.text.data(); }
uint32_t attend_text_size() { return uint32_t(reply.text.size()); }
const int32_t* attend_ints() { return reply.ints.data(); }
uint32_t attend_int_count() { return uint32_t(reply.ints.size()); }
const float* attend_floats() { return reply.floats.data(); }
uint32_t attend_float_count() { return uint32_t(reply.floats.size()); }

void attend_build() { fresh().text = ATTEND_BUILD; }

int attend_call(const int32_t* ints, const float* floats, const double* options) {
  return guarded([&] { run_stage(ints, floats, options); });
}

Session* attend_open(const int32_t* ints, const double* numbers, const char* text) {
  Session* session = nullptr;
  guarded([&] {
    json::Value scene;
    FlatReader{ints, numbers, text}.read(scene);
    session = new Session(parse_scene(scene));
    attend_program(session);
  });
  return session;
}

void attend_close(Session* session) { delete session; }

void attend_program(Session* session) { fresh().text = program(*session); }

void attend_move(Session* session, int how, uint32_t cells) {
  Cursor& cursor = session->cursor();
  if (how == 1) cursor.step();
  if (how == 2) cursor.step_into();
  if (how == 3) cursor.step_out();
  if (how == 4) cursor.step_back();
  if (how == 5) cursor.seek(cells);
  fresh().add(cursor.cells());
  reply.add(std::size_t(cursor.level()));
  reply.cell(cursor.newest_slot(), cursor.newest_flat());
  reply.add(cursor.steps_done());
}

void attend_level(Session* session, int level) { session->cursor().set_level(Level(level)); }

void attend_value(Session* session, int slot, int which) {
  fresh().numbers(which == 0 ? session->value(slot) : which == 1 ? session->unedited(slot) : session->difference(slot));
  const bool given = session->program().slots[std::size_t(slot)].step < 0;
  reply.add(given ? session->value(slot).size() : session->cursor().filled(slot));
}

void attend_row_sums(Session* session, int slot) { fresh().numbers(session->row_sums(slot)); }

void attend_explain(Session* session, int slot, uint32_t flat) {
  const Explained answer = session->explain(slot, flat);
  fresh().add(std::size_t(answer.op));
  reply.add(answer.constants.size());
  reply.floats.push_back(float(answer.value));
  for (const double constant : answer.constants) reply.floats.push_back(float(constant));
  for (const Operand& term : answer.operands) {
    reply.cell(int(term.slot), term.flat);
    reply.add(term.name);
    reply.add(std::size_t(term.group));
    reply.add(term.live);
    reply.floats.push_back(float(term.value));
  }
}

void attend_used_by(Session* session, int slot, uint32_t flat) {
  fresh();
  for (const Cell& user : session->used_by(slot, flat)) {
    reply.cell(user.slot, user.flat);
    reply.floats.push_back(float(session->value(user.slot).data()[user.flat]));
  }
}

void attend_notices(Session* session) {
  fresh();
  reply.text = session->notices(reply.ints);
}

void attend_edit(Session* session, int slot, uint32_t flat, int step, int option, const double* values,
                 uint32_t count) {
  session->edit({slot, flat, step, option, std::vector<double>(values, values + count)});
  fresh().add(session->recomputed());
}

void attend_remove(Session* session, uint32_t edit) {
  session->remove(edit);
  fresh().add(session->recomputed());
}

void attend_undo(Session* session) {
  fresh().add(session->undo());
  reply.add(session->recomputed());
}

void attend_redo(Session* session) {
  fresh().add(session->redo());
  reply.add(session->recomputed());
}

void attend_edits(Session* session) {
  fresh();
  for (const Edit& edit : session->edits()) {
    reply.cell(edit.slot, edit.flat);
    reply.cell(edit.step, std::size_t(edit.option));
    reply.add(edit.values.size());
    for (const double value : edit.values) reply.floats.push_back(float(value));
  }
}

void attend_changes(Session* session) {
  fresh();
  for (const Cell& cell : session->changed()) {
    reply.cell(cell.slot, cell.flat);
    const real before = session->unedited(cell.slot).data()[cell.flat],
               now = session->value(cell.slot).data()[cell.flat];
    for (const real number : {before, now, now - before}) reply.floats.push_back(float(number));
  }
}
