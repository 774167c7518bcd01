#pragma once
#include "../boundary/c_api.h"

/**
 * The boundary of train.wasm, which is loaded where something is trained: with these, what c_api.h says of memory, builds and
 * tensors.
 */
#ifdef __cplusplus
namespace attend {
class Training;
}  // namespace attend
typedef attend::Training AttendTraining;
#else
typedef struct AttendTraining AttendTraining;
#endif

/**
 * Begins a training, given as a flat list (scene/flat.hpp) of its scene, data, optimizer, batch, seed and keep. `budget`: how many
 * bytes it may take. Whether it was begun is in attend_train_opened; what was opened is attend_train_close's in any case.
 */
ATTEND_API AttendTraining* attend_train_open(const int32_t* ints, uint32_t int_count, const double* numbers,
                                             uint32_t number_count, const char* text, uint32_t text_size,
                                             AttendTensor* const* tensors, uint32_t tensor_count, double budget);
/** Text: the scene's words and tokens, and the weights with path and shape, in the order in which their numbers come. */
ATTEND_API const AttendReply* attend_train_opened(AttendTraining* training);
ATTEND_API void attend_train_close(AttendTraining* training);

/** Does so many small parts of steps, until one is done. Ints: steps taken, and whether one was done now. Floats: its loss. */
ATTEND_API const AttendReply* attend_train_work(AttendTraining* training, uint32_t parts);

/** Floats: the losses of steps from `first` on, then the held-out losses from the `measured`-th on. Ints: how many there are of
 * each, the steps of the held-out ones, and the kept steps. */
ATTEND_API const AttendReply* attend_train_losses(AttendTraining* training, uint32_t first, uint32_t measured);

/** Floats: the weights after `step` steps (0), or the gradients that the next one goes down (1), one tensor after the other. */
ATTEND_API const AttendReply* attend_train_weights(AttendTraining* training, uint32_t step, int which);
/** Ints: for each place of each sequence of the batch after `step` steps its word, and its target or -1. */
ATTEND_API const AttendReply* attend_train_batch(AttendTraining* training, uint32_t step);
