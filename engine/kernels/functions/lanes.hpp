#pragma once
#include <cstdint>
#include <cstring>

#include "../../tensor.hpp"

/// Four numbers at a time, and the few operations on them that C++ has no sign for, each for one number too: a function
/// written once over `F` serves four numbers and one, and gives both the same bits.
namespace attend {

/// Four numbers that are multiplied and added in one instruction.
typedef real vec4 __attribute__((vector_size(4 * sizeof(real))));
typedef float float4 __attribute__((vector_size(16)));
typedef double double4 __attribute__((vector_size(32)));
typedef std::uint32_t bits4 __attribute__((vector_size(16)));
typedef std::int32_t yes4 __attribute__((vector_size(16)));

inline constexpr std::size_t kLanes = 4;

/// Vectors must not be passed in memory, nor doubles in registers that not every machine has: all of it is inlined.
#define ATTEND_INLINE __attribute__((always_inline)) inline

/// Four numbers, read and written wherever they lie: one move each. A reference to a vector would promise clang that they lie
/// at a multiple of 16 bytes.
ATTEND_INLINE vec4 four(const real* from) noexcept {
  vec4 numbers;
  std::memcpy(&numbers, from, sizeof numbers);
  return numbers;
}
ATTEND_INLINE void put(real* to, vec4 numbers) noexcept { std::memcpy(to, &numbers, sizeof numbers); }

ATTEND_INLINE std::uint32_t bits_of(float x) noexcept {
  std::uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
ATTEND_INLINE float number_of(std::uint32_t bits) noexcept {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
ATTEND_INLINE bits4 bits_of(float4 x) noexcept { return (bits4)x; }
ATTEND_INLINE float4 number_of(bits4 bits) noexcept { return (float4)bits; }

/// Where `yes` holds a, else b.
ATTEND_INLINE float choose(bool yes, float a, float b) noexcept { return yes ? a : b; }
ATTEND_INLINE float4 choose(yes4 yes, float4 a, float4 b) noexcept { return yes ? a : b; }

/// x, but no less, and no more, than a constant; what is no number stays so.
ATTEND_INLINE float at_least(float x, float least) noexcept { return x < least ? least : x; }
ATTEND_INLINE float at_most(float x, float most) noexcept { return x > most ? most : x; }
#ifdef __wasm_simd128__
// Compilers make f32x4.max of the plain form, which takes browsers seven instructions on x86; this takes one.
ATTEND_INLINE float4 at_least(float4 x, float least) noexcept {
  return (float4)__builtin_wasm_pmax_f32x4(x, float4{} + least);
}
ATTEND_INLINE float4 at_most(float4 x, float most) noexcept {
  return (float4)__builtin_wasm_pmin_f32x4(x, float4{} + most);
}
#else
ATTEND_INLINE float4 at_least(float4 x, float least) noexcept { return choose(x < least, float4{} + least, x); }
ATTEND_INLINE float4 at_most(float4 x, float most) noexcept { return choose(x > most, float4{} + most, x); }
#endif

}  // namespace attend
