// All that engine.wasm needs of the C++ runtime to refuse: a throw that carries nothing, and a catch that asks for nothing
// (error.hpp). Emscripten's own brings types, handlers and reserves of memory.
#include <cstddef>

extern "C" {

void* __cxa_allocate_exception(std::size_t) noexcept {
  static long long thrown;
  return &thrown;
}

[[noreturn]] void __cxa_throw(void* thrown, void*, void (*)(void*)) { __builtin_wasm_throw(0, thrown); }

void* __cxa_begin_catch(void* thrown) noexcept { return thrown; }

void __cxa_end_catch() {}

}  // extern "C"
