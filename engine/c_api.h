#pragma once
#include <stdint.h>

/**
 * The boundary of engine.wasm: one request, one reply, none per stage.
 *
 * A request is JSON text, {"do": "step", "session": 1}, with the floats it brings in one block. The reply is JSON text
 * and one block of floats; both stay valid until the next request, so the caller copies. A request returns 0, or 1 and
 * a reply {"code", "message", "stage", "tensor"}. Nothing throws across this boundary. What can be asked is the table
 * at the end of c_api.cpp.
 */
#ifdef __cplusplus
extern "C" {
#endif

void* attend_alloc(uint32_t bytes);
void attend_free(void* block);
int attend_request(const char* text, uint32_t size, const float* data, uint32_t count);
const char* attend_reply_text(void);
uint32_t attend_reply_size(void);
const float* attend_reply_data(void);
uint32_t attend_reply_count(void);

#ifdef __cplusplus
}
#endif
