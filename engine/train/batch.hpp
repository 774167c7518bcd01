#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace attend {

/// One sequence of words, by their places in the vocabulary: for each position the word that the model is to tell there, and
/// whether it counts.
struct Example {
  std::vector<std::uint32_t> ids, targets;
  std::vector<char> counted;

  explicit Example(std::size_t tokens = 0) : ids(tokens), targets(tokens), counted(tokens) {}
  /// Every position tells the next word, from position `first` on.
  void tell_next(std::size_t first = 0) {
    for (std::size_t t = 0; t + 1 < ids.size(); ++t) targets[t] = ids[t + 1], counted[t] = t >= first;
  }
};

/// What one step learns from.
using Batch = std::vector<Example>;

}  // namespace attend
