#include "c_api.h"

#include <cmath>
#include <cstdlib>

#include "../error.hpp"
#include "../run.hpp"
#include "../session/describe.hpp"
#include "../session/session.hpp"
#include "../whole.hpp"
#include "boundary.hpp"
#include "reply.hpp"

using namespace attend;

namespace {

/// Throws Error("index") for a slot or a cell that the program does not have.
void check_place(const Session& session, int slot, std::size_t flat = 0) {
  const std::vector<Slot>& slots = session.program().slots;
  if (slot < 0 || std::size_t(slot) >= slots.size())
    fail("index", {"There is no such tensor. The program has ", slots.size(), ", counted from 0."});
  const Slot& named = slots[std::size_t(slot)];
  if (flat >= named.size)
    fail("index", {named.path, " has no cell ", flat, ". It has ", named.size, ", counted from 0."}, "", named.path);
}

void check_below(const char* what, int number, int count) {
  if (number < 0 || number >= count)
    fail("index", {"There is no such ", what, ". There are ", std::size_t(count), ", counted from 0."});
}

}  // namespace

void* attend_alloc(uint32_t bytes) { return std::malloc(bytes ? bytes : 1); }
void attend_free(void* block) { std::free(block); }
void attend_release(const AttendReply* reply) { delete static_cast<const Reply*>(reply); }

const AttendReply* attend_build() {
  auto* reply = new Reply;
  return reply->answer([&] {
    reply->say(ATTEND_BUILD);
    reply->add(std::size_t(kWhole));
  });
}

AttendReply* attend_call(const int32_t* ints, uint32_t int_count, const double* options, uint32_t option_count) {
  auto* reply = new Reply;
  reply->answer([&] {
    reply->call = std::make_shared<BoundaryCall>(ints, int_count, options, option_count);
    reply->call->lend_inputs(*reply);
  });
  return reply;
}

const AttendReply* attend_run(AttendReply* begun) {
  if (!begun) return &kClosed;
  auto* reply = static_cast<Reply*>(begun);
  return reply->answer([&] {
    if (!reply->call) fail("closed", {"There is no such call. Begin one first."});
    reply->call->run(*reply);
  });
}

AttendTensor* attend_tensor(const int32_t* shape, uint32_t rank, int flat) {
  try {
    auto numbers = std::make_shared<Numbers>();
    numbers->tensor = empty(Shape(shape, shape + rank));
    numbers->flat = flat != 0;
    return new AttendTensor{numbers};
  } catch (...) {
    return nullptr;
  }
}

void* attend_tensor_numbers(AttendTensor* tensor) { return tensor->numbers->tensor.data(); }

int32_t attend_tensor_wrong(const AttendTensor* tensor) {
  const Tensor& numbers = tensor->numbers->tensor;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (!std::isfinite(numbers.data()[i])) return int32_t(i);
  return -1;
}

void attend_tensor_free(AttendTensor* tensor) { delete tensor; }

const AttendReply* attend_open(const int32_t* ints, uint32_t int_count, const double* numbers, uint32_t number_count,
                               const char* text, uint32_t text_size, AttendTensor* const* tensors,
                               uint32_t tensor_count, double budget) {
  auto* reply = new Reply;
  return reply->answer([&] {
    const std::vector<NumbersPtr> given = numbers_of(tensors, tensor_count);
    Scene scene = read_scene({ints, int_count, numbers, number_count, text, text_size, given});
    if (!(budget >= 0 && budget <= double(SIZE_MAX)))
      fail("option", {"The budget must be a number of bytes, 0 or above."});
    auto session = std::make_unique<Session>(std::move(scene), std::size_t(budget));
    reply->say(program(*session));
    reply->session = session.release();
  });
}

void attend_close(Session* session) { delete session; }

const AttendReply* attend_program(Session* session) {
  return ask(session, [&](Reply& reply) { reply.say(program(*session)); });
}

const AttendReply* attend_move(Session* session, int how, uint32_t cells) {
  return ask(session, [&](Reply& reply) {
    check_below("way to move", how, 6);
    Cursor& cursor = session->cursor();
    if (how == 1) cursor.step();
    if (how == 2) cursor.step_into();
    if (how == 3) cursor.step_out();
    if (how == 4) cursor.step_back();
    if (how == 5) cursor.seek(cells);
    reply.add(cursor.cells());
    reply.add(std::size_t(cursor.level()));
    reply.cell(cursor.newest_slot(), cursor.newest_flat());
    reply.add(cursor.steps_done());
  });
}

const AttendReply* attend_level(Session* session, int level) {
  return ask(session, [&](Reply&) {
    check_below("level", level, int(Level::cell) + 1);
    session->cursor().set_level(Level(level));
  });
}

const AttendReply* attend_value(Session* session, int slot, int which) {
  return ask(session, [&](Reply& reply) {
    check_place(*session, slot);
    check_below("run", which, 3);
    if (which == 0) reply.hold(session->hold(slot));
    if (which == 1) reply.hold(session->hold_unedited(slot));
    if (which == 2) reply.add_floats(session->difference(slot));
    const Slot& named = session->program().slots[std::size_t(slot)];
    reply.add(named.step < 0 ? named.size : session->cursor().filled(slot));
  });
}

const AttendReply* attend_row_sums(Session* session, int slot) {
  return ask(session, [&](Reply& reply) {
    check_place(*session, slot);
    reply.add_floats(session->row_sums(slot));
  });
}

const AttendReply* attend_explain(Session* session, int slot, uint32_t flat) {
  return ask(session, [&](Reply& reply) {
    check_place(*session, slot, flat);
    const Explained answer = session->explain(slot, flat);
    reply.add(std::size_t(answer.op));
    reply.add(answer.constants.size());
    reply.add_float(answer.value);
    for (const double constant : answer.constants) reply.add_float(constant);
    for (const Operand& term : answer.operands) {
      reply.cell(int(term.slot), term.flat);
      reply.add(term.name);
      reply.add(std::size_t(term.group));
      reply.add(std::size_t(term.live) + 2 * std::size_t(term.bent));
      reply.add_float(term.value);
    }
  });
}

const AttendReply* attend_used_by(Session* session, int slot, uint32_t flat) {
  return ask(session, [&](Reply& reply) {
    check_place(*session, slot, flat);
    for (const Cell& user : session->used_by(slot, flat)) {
      reply.cell(user.slot, user.flat);
      reply.add_float(session->value(user.slot).data()[user.flat]);
    }
  });
}

const AttendReply* attend_nudge(Session* session, int slot, uint32_t flat, double by) {
  return ask(session, [&](Reply& reply) {
    check_place(*session, slot, flat);
    const Nudged nudged = session->nudge(slot, flat, by);
    for (const double number : {nudged.analytic, nudged.numeric, nudged.by}) reply.add_float(number);
    reply.say(nudged.reason);
  });
}

const AttendReply* attend_notices(Session* session, int step) {
  return ask(session, [&](Reply& reply) {
    for (const Notice& notice : session->notices(step)) {
      append_item(reply.words, notice.text, "\n");
      reply.add(std::size_t(notice.slot));
    }
  });
}

const AttendReply* attend_edit(Session* session, int slot, uint32_t flat, int step, int option, const double* values,
                               uint32_t count) {
  return ask(session, [&](Reply& reply) {
    Edit edit{slot, flat, step, option, std::vector<double>(values, values + count)};
    check_edit(session->program(), edit);
    session->edit(std::move(edit));
    reply.add(session->recomputed());
  });
}

const AttendReply* attend_remove(Session* session, const uint32_t* edits, uint32_t count) {
  return ask(session, [&](Reply& reply) {
    for (uint32_t i = 0; i < count; ++i)
      if (edits[i] >= session->edits().size())
        fail("index", {"There is no edit ", edits[i], ". There are ", session->edits().size(), ", counted from 0."});
    session->remove(std::vector<std::size_t>(edits, edits + count));
    reply.add(session->recomputed());
  });
}

const AttendReply* attend_undo(Session* session) {
  return ask(session, [&](Reply& reply) {
    reply.add(session->undo());
    reply.add(session->recomputed());
  });
}

const AttendReply* attend_redo(Session* session) {
  return ask(session, [&](Reply& reply) {
    reply.add(session->redo());
    reply.add(session->recomputed());
  });
}

const AttendReply* attend_changes(Session* session) {
  return ask(session, [&](Reply& reply) {
    for (const Cell& cell : session->changed()) {
      reply.cell(cell.slot, cell.flat);
      const real before = session->unedited(cell.slot).data()[cell.flat],
                 now = session->value(cell.slot).data()[cell.flat];
      for (const real number : {before, now, now - before}) reply.add_float(number);
    }
  });
}
