#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "../scene/seeded.hpp"
#include "batch.hpp"

namespace attend {

/// What a task makes its examples of.
struct TaskSetting {
  std::size_t tokens;  ///< of a sequence
  std::size_t words;   ///< of the vocabulary
  bool in_place;       ///< every token sees all others, so the answer stands at the places of the question
};

/// Sequences that are made by a rule, as many as there are asked for.
struct Task {
  const char* name;
  const char* about;
  const char* words;         ///< the words that it needs, with spaces between; where it has none, those of the scene
  std::size_t least_words;   ///< of the vocabulary
  std::size_t least_tokens;  ///< of a sequence
  /// The longest sequence of at most so many tokens.
  std::size_t (*fit)(const TaskSetting& setting);
  void (*draw)(Stream& stream, const TaskSetting& setting, Example& example);
};

extern const std::vector<Task> kTasks;

}  // namespace attend
