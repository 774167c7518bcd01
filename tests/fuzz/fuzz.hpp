#pragma once
#include <cstddef>
#include <cstdint>

/// What the fuzzers ask of the engine. Each takes any bytes. Whatever they are, the engine answers or refuses in words: it
/// neither traps, leaks, reads past an end, nor says something that contradicts itself. libFuzzer calls these with bytes of
/// its own (`npm run fuzz`), the tests with the bytes in tests/fuzz/corpus and with random ones.
/// Throw std::logic_error where an answer is wrong; everything else is for the sanitizers to see.
namespace attend::fuzz {

/// The JSON text of a scene, read, handed over the boundary, and asked for everything that it makes. What stands behind a
/// byte of 0 changes the streams that cross the boundary: two bytes of place and one of value, again and again.
void scene(const std::uint8_t* data, std::size_t size);

/// Calls of the boundary in any order, with places, sizes and numbers that exist or do not. Returns how many there were.
std::size_t calls(const std::uint8_t* data, std::size_t size);

}  // namespace attend::fuzz
