#pragma once
#include <stdint.h>

/**
 * The boundary of engine.wasm. Numbers cross it, names do not: stages, slots (tensors of a program) and steps are their
 * places in the lists that attend_manifest and attend_open describe once, as JSON; cells are flat row-major places.
 * web/engine is the other side: it knows the names, and checks what comes from people.
 *
 * A function answers into one reply of text, whole numbers and floats, valid until the next call: copy it. A status of
 * 0 is success; 1 is a refusal, whose text is code, stage, tensor and message, a line each. Nothing throws across.
 */
#ifdef __cplusplus
#define ATTEND_API extern "C"
namespace attend {
class Session;
}
typedef attend::Session AttendSession;
#else
#define ATTEND_API
typedef struct AttendSession AttendSession;
#endif

ATTEND_API void* attend_alloc(uint32_t bytes);
ATTEND_API void attend_free(void* block);

ATTEND_API const char* attend_text(void);
ATTEND_API uint32_t attend_text_size(void);
ATTEND_API const int32_t* attend_ints(void);
ATTEND_API uint32_t attend_int_count(void);
ATTEND_API const float* attend_floats(void);
ATTEND_API uint32_t attend_float_count(void);

/** Text: the manifest, see manifest.hpp. Only in describe.wasm, which the build runs. */
ATTEND_API void attend_manifest(void);
/** Text: which build of the descriptors this is; the same as in the manifest that belongs to it. */
ATTEND_API void attend_build(void);

/**
 * One stage on its own. `ints`: the stage; how many inputs; for each its port, rank and shape. `floats`: their numbers,
 * one input after the other. `options`: a number for each option, NaN where it is not given.
 * Ints: for each result its rank and shape; floats: their numbers; text: a notice.
 */
ATTEND_API int attend_call(const int32_t* ints, const float* floats, const double* options);

/**
 * A scene as a flat list (scene/flat.hpp): the host has read the JSON. Null on refusal.
 * Text: the scene with defaults, its slots and its tree.
 */
ATTEND_API AttendSession* attend_open(const int32_t* ints, const double* numbers, const char* text);
ATTEND_API void attend_close(AttendSession* session);
/** The text of attend_open again, with the options that edits have put in force. */
ATTEND_API void attend_program(AttendSession* session);

/** 0 stay, 1 step, 2 into, 3 out, 4 back, 5 seek. Ints: cells made, level, newest slot (or -1), its flat cell, steps done. */
ATTEND_API void attend_move(AttendSession* session, int how, uint32_t cells);
ATTEND_API void attend_level(AttendSession* session, int level);

/** Floats: the tensor (0), that of the unedited run (1), or their difference (2). Ints: how many cells are visible. */
ATTEND_API void attend_value(AttendSession* session, int slot, int which);
ATTEND_API void attend_row_sums(AttendSession* session, int slot);
/** Ints: op, number of options, then for each operand slot, flat, name, group, live. Floats: the cell, the options that
 * its formula uses (else NaN), the operands. */
ATTEND_API void attend_explain(AttendSession* session, int slot, uint32_t flat);
/** Ints: slot and flat of every cell. Floats: their values. */
ATTEND_API void attend_used_by(AttendSession* session, int slot, uint32_t flat);
/** Ints: a slot for each notice. Text: the notices, a line each. */
ATTEND_API void attend_notices(AttendSession* session);

/**
 * Changes `count` cells of a tensor from `flat` on, or (slot -1) an option of a step, as one edit.
 * Ints: how many results were computed anew.
 */
ATTEND_API void attend_edit(AttendSession* session, int slot, uint32_t flat, int step, int option, const double* values,
                            uint32_t count);
/** Takes one edit away. Ints: how many results were computed anew. */
ATTEND_API void attend_remove(AttendSession* session, uint32_t edit);
/** Ints: 1 if there was an edit to take back (or to make again); how many results were computed anew. */
ATTEND_API void attend_undo(AttendSession* session);
ATTEND_API void attend_redo(AttendSession* session);
/** Ints: slot, flat, step, option and count of every edit. Floats: their values. */
ATTEND_API void attend_edits(AttendSession* session);
/** Ints: slot and flat place of the cell that changed most, for every tensor that differs from the unedited run.
 * Floats: that cell before, now, and by how much it changed. */
ATTEND_API void attend_changes(AttendSession* session);
