#pragma once
#include <stdint.h>

/**
 * The boundary of engine.wasm; what runs without steps, runners and trainings, has its own. Numbers cross it, names do not:
 * stages, slots (tensors of a program) and steps are their places in the lists that attend_manifest and attend_open describe
 * once, as JSON; cells are flat row-major places. web/engine is the other side: it knows the names, and checks what comes from
 * people. Every place is checked here too: what does not exist is refused. Nothing throws across, and nothing is kept here but
 * what is handed out.
 */
#ifdef __cplusplus
#define ATTEND_API extern "C"
namespace attend {
class Runner;
class Session;
}  // namespace attend
typedef attend::Runner AttendRunner;
typedef attend::Session AttendSession;
#else
#define ATTEND_API
typedef struct AttendRunner AttendRunner;
typedef struct AttendSession AttendSession;
#endif
/** Numbers that sessions share. */
typedef struct AttendTensor AttendTensor;

/**
 * An answer: text, whole numbers and floats. A status of 0 is success; 1 is a refusal, whose text is code, stage, tensor and
 * message, a line each. The answer of a session or a runner is good until its next one; those of attend_build,
 * attend_call, attend_open and attend_runner_open (runner/runner_api.h) until attend_release.
 */
typedef struct AttendReply {
  int32_t status;
  uint32_t text_size;
  const char* text;
  uint32_t int_count;
  const int32_t* ints;
  uint32_t float_count;
  const float* floats;
  /** What attend_open and attend_runner_open opened. */
  AttendSession* session;
  AttendRunner* runner;
  /** Where the numbers of the tensors of a call lie. */
  uint32_t part_count;
  void* const* parts;
} AttendReply;

ATTEND_API void* attend_alloc(uint32_t bytes);
ATTEND_API void attend_free(void* block);
ATTEND_API void attend_release(const AttendReply* reply);

/**
 * Text: which build of the descriptors this is; the same as in the manifest that belongs to it. Ints: 1 where it goes back from a
 * loss, else 0.
 */
ATTEND_API const AttendReply* attend_build(void);

/**
 * Begins a call of one stage on its own. `ints`: the stage; how many inputs; for each its port, rank and shape. `options`: a
 * number for each option, NaN where it is not given. Everything but the numbers is checked.
 * Parts: where the numbers of each input belong, to be filled in before attend_run.
 */
ATTEND_API AttendReply* attend_call(const int32_t* ints, uint32_t int_count, const double* options,
                                    uint32_t option_count);
/** Runs what was begun, and answers in its reply. Parts: each result's numbers; ints: its rank and shape; text: a notice. */
ATTEND_API const AttendReply* attend_run(AttendReply* begun);

/**
 * Room for numbers that are handed over as they are, to be filled in before they are used; null where there is no room.
 * `flat`: they have no shape of their own, and take the one that a model gives them.
 */
ATTEND_API AttendTensor* attend_tensor(const int32_t* shape, uint32_t rank, int flat);
ATTEND_API void* attend_tensor_numbers(AttendTensor* tensor);
/** The flat place of the first that is no finite number; -1 where all are. */
ATTEND_API int32_t attend_tensor_wrong(const AttendTensor* tensor);
/** Sessions that read it go on. */
ATTEND_API void attend_tensor_free(AttendTensor* tensor);

/**
 * A scene as a flat list (scene/flat.hpp): the host has read the JSON. `budget`: how many bytes of tensors the session keeps
 * at once. Text: the scene with defaults, its slots and its tree. The session is attend_close's.
 */
ATTEND_API const AttendReply* attend_open(const int32_t* ints, uint32_t int_count, const double* numbers,
                                          uint32_t number_count, const char* text, uint32_t text_size,
                                          AttendTensor* const* tensors, uint32_t tensor_count, double budget);
ATTEND_API void attend_close(AttendSession* session);
/** The text of attend_open again, with the options that edits have put in force. */
ATTEND_API const AttendReply* attend_program(AttendSession* session);

/** 0 stay, 1 step, 2 into, 3 out, 4 back, 5 seek. Ints: cells made, level, newest slot (or -1), its flat cell, steps done. */
ATTEND_API const AttendReply* attend_move(AttendSession* session, int how, uint32_t cells);
ATTEND_API const AttendReply* attend_level(AttendSession* session, int level);

/** Floats: the tensor (0), that of the unedited run (1), or their difference (2). Ints: how many cells are visible. */
ATTEND_API const AttendReply* attend_value(AttendSession* session, int slot, int which);
ATTEND_API const AttendReply* attend_row_sums(AttendSession* session, int slot);
/** Ints: op, number of options, then for each operand slot, flat, name, group, and 1 where it is live, 2 more where a local
 * derivative is that of a kink. Floats: the cell, the options that its formula uses (else NaN), the operands. Of a gradient,
 * every group is an upstream gradient and a local derivative, `name` is the operation that is differentiated, and in the
 * place of options stands the sum of each tensor's share. */
ATTEND_API const AttendReply* attend_explain(AttendSession* session, int slot, uint32_t flat);
/** Ints: slot and flat of every cell. Floats: their values. */
ATTEND_API const AttendReply* attend_used_by(AttendSession* session, int slot, uint32_t flat);
/** The gradient of a cell and what a finite difference gives: the program is run with the cell moved by `by` (NaN: by a
 * step that suits), down and up. Floats: gradient, slope, step. Text: why the two part, or nothing. */
ATTEND_API const AttendReply* attend_nudge(AttendSession* session, int slot, uint32_t flat, double by);
/** Ints: a slot for each notice of the steps up to and with this one. Text: the notices, a line each. */
ATTEND_API const AttendReply* attend_notices(AttendSession* session, int step);

/**
 * Changes `count` cells of a tensor from `flat` on, or (slot -1) an option of a step, as one edit.
 * Refuses what is no place of this program, and numbers that may not stand there.
 * Ints: how many results lie downstream, which are made anew when they are asked for.
 */
ATTEND_API const AttendReply* attend_edit(AttendSession* session, int slot, uint32_t flat, int step, int option,
                                          const double* values, uint32_t count);
/** Takes `count` edits away, by their places in the list. */
ATTEND_API const AttendReply* attend_remove(AttendSession* session, const uint32_t* edits, uint32_t count);
/** Ints: 1 if there was an edit to take back (or to make again); how many results lie downstream of it. */
ATTEND_API const AttendReply* attend_undo(AttendSession* session);
ATTEND_API const AttendReply* attend_redo(AttendSession* session);
/** Ints: slot and flat place of the cell that changed most, for every tensor that differs from the unedited run.
 * Floats: that cell before, now, and by how much it changed. */
ATTEND_API const AttendReply* attend_changes(AttendSession* session);
