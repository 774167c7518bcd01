#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "../error.hpp"
#include "../scene/scene.hpp"

/// Which pairs may attend: mask[t,s] is 1 where query t may look at key s.
///
///   causal        s <= t
///   window        |t - s| <= size
///   dilated       |t - s| <= size step, and step divides t - s         (Longformer, Beltagy et al. 2020)
///   block         t and s in the same block of `size` tokens
///   prefix        s < length, or s <= t                                (prefix LM, Raffel et al. 2020)
///   padding       s < length: the keys from there on are padding
///   global        window, and the rows and columns of `tokens` open    (Longformer, Beltagy et al. 2020)
///   exclude-self  s != t
///   custom        as written, cell by cell
///
/// `causal: true` on window, dilated, block and global also asks for s <= t.
namespace attend {

/// By place, whether it is one of the global tokens.
inline std::vector<char> open_places(const MaskConfig& mask, std::size_t count) {
  std::vector<char> open(count, 0);
  for (const std::size_t token : mask.tokens)
    if (token < count) open[token] = 1;
  return open;
}

/// `open`: by place, whether it is one of the global tokens.
inline bool may_attend(const MaskConfig& mask, const std::vector<char>& open, std::size_t t, std::size_t s) {
  const std::size_t gap = t > s ? t - s : s - t;
  const std::string_view kind = mask.kind;
  if (kind == "custom") return mask.rows(t, s) != 0;
  if (kind == "causal") return s <= t;
  if (kind == "prefix") return s < mask.length || s <= t;
  if (kind == "padding") return s < mask.length;
  if (kind == "exclude-self") return s != t;
  if (mask.causal && s > t) return false;
  if (kind == "window") return gap <= mask.size;
  if (kind == "dilated") return gap % mask.step == 0 && gap / mask.step <= mask.size;
  if (kind == "block") return t / mask.size == s / mask.size;
  return open[t] || open[s] || gap <= mask.size;
}

/// Throws Error("scene") if a custom mask has another shape than T queries and S keys need.
inline void check_mask(const MaskConfig& mask, std::size_t T, std::size_t S) {
  if (mask.kind == "custom" && (mask.rows.shape()[0] != T || mask.rows.shape()[1] != S))
    fail("scene",
         {"In the scene, \"model.mask.rows\" must have one row for each of the ", T,
          " queries, each with one number for each of the ", S, " keys."},
         "", "masks.custom");
}

/// The mask of a configuration for T queries from `first` on, and S keys.
inline Tensor build_mask(const MaskConfig& mask, std::size_t first, std::size_t T, std::size_t S) {
  Tensor built = empty({T, S});
  const std::vector<char> open = open_places(mask, std::max(first + T, S));
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t s = 0; s < S; ++s) built(t, s) = may_attend(mask, open, first + t, s) ? 1 : 0;
  return built;
}

}  // namespace attend
