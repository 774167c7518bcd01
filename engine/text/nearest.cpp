#include "nearest.hpp"

#include <algorithm>

#include "../error.hpp"

namespace attend {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

/// Levenshtein's distance, letter case aside.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view name, const std::vector<std::string_view>& known) noexcept {
  /// Nobody misspells a name so long; each comparison costs its square.
  constexpr std::size_t kLongest = 200;
  std::string_view best;
  if (name.size() > kLongest) return best;
  std::size_t least = std::max<std::size_t>(2, name.size() / 4) + 1;
  for (const std::string_view one : known) {
    const std::string_view tail = one.substr(one.rfind('.') + 1);
    const std::size_t whole = distance(name, one), last = distance(name, tail);
    const bool by_tail = tail.size() < one.size() && last <= std::max<std::size_t>(1, tail.size() / 3);
    const std::size_t far = by_tail ? std::min(whole, last) : whole;
    if (far < least) least = far, best = one;
  }
  return best;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known) noexcept {
  const std::string_view near = nearest(name, known);
  return near.empty() ? "" : join({"Did you mean \"", near, "\"? "});
}

}  // namespace attend
