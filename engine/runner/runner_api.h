#pragma once
#include "../boundary/c_api.h"

/** The boundary of runners, which is part of train.wasm: of what runs without steps. */

/** A scene, as attend_open reads it, for runs that keep no steps. Text: the scene with defaults, and the path of what a run
 * gives. */
ATTEND_API const AttendReply* attend_runner_open(const int32_t* ints, uint32_t int_count, const double* numbers,
                                                 uint32_t number_count, const char* text, uint32_t text_size,
                                                 AttendTensor* const* tensors, uint32_t tensor_count);
ATTEND_API void attend_runner_close(AttendRunner* runner);
/** A run for `tokens` words and then `memory` more, by their places in the vocabulary. Ints: rows, columns, and the bytes
 * of working memory that the runner holds. Floats: the numbers. */
ATTEND_API const AttendReply* attend_runner_forward(AttendRunner* runner, const uint32_t* words, uint32_t tokens,
                                                    uint32_t memory);
