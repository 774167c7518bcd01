#pragma once
#include <cstdint>
#include <string>

namespace attend {

/// A whole number in decimal. std::to_string would bring a table of all pairs of digits into engine.wasm.
inline std::string digits_of(std::uint64_t number) noexcept {
  std::string text;
  do text.insert(text.begin(), char('0' + number % 10));
  while (number /= 10);
  return text;
}

}  // namespace attend
