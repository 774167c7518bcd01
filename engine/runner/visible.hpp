#pragma once
#include <algorithm>

#include "../program/masks.hpp"

namespace attend {

/// The keys [first, end) that a row may attend to; `holes`: not all of them, ask may_attend.
struct Visible {
  std::size_t first, end;
  bool holes;
};

/// What masks.hpp says of row t of S keys, without a matrix: most masks are one range a row.
inline Visible visible(const MaskConfig& mask, std::size_t t, std::size_t S) {
  const std::string_view kind = mask.kind;
  const std::size_t next = std::min(t + 1, S);
  const auto until = [&](std::size_t end) { return std::min(end, mask.causal ? next : S); };
  if (kind == "none") return {0, S, false};
  if (kind == "causal") return {0, next, false};
  if (kind == "prefix") return {0, std::max(next, std::min(mask.length, S)), false};
  if (kind == "padding") return {0, std::min(mask.length, S), false};
  if (kind == "window") return {t > mask.size ? std::min(t - mask.size, S) : 0, until(t + mask.size + 1), false};
  if (kind == "block") {
    const std::size_t first = t / mask.size * mask.size;
    return {std::min(first, S), until(first + mask.size), false};
  }
  return {0, until(S), true};
}

}  // namespace attend
