#pragma once
#include <string>
#include <vector>

#include "../scene/scene.hpp"
#include "tasks.hpp"

namespace attend {

class Fields;

/// What a run learns from: sequences that are given, or those of a task. Which of them a step gets follows from the seed and
/// the number of the step alone, so that any step can be run again.
class Data {
public:
  /// Reads `value`, and puts into `scene`, still JSON, what follows from it: tokens of the right count, and where the scene has
  /// no vocabulary the words that there are. Throws Error("training"), or Error("scene") for a scene without tokens.
  Data(const json::Value& value, json::Value& scene);

  /// Finds the words in the scene's vocabulary; checks them, and the batch. Throws Error("training").
  void settle(const Scene& scene, const json::Value& training);

  /// Sequences of a batch.
  std::size_t batch() const noexcept { return batch_; }
  void fill(std::size_t step, Batch& batch) const;

  /// Sequences that are never learned from.
  std::size_t held_out() const noexcept { return task_ ? kHeldOut : held_out_.size(); }
  /// `count` of them from `first` on.
  void fill_held_out(std::size_t first, std::size_t count, Batch& batch) const;

private:
  static constexpr std::size_t kHeldOut = 64;

  struct Words {
    std::vector<std::string> said,
        told;  ///< told: the targets by position, empty where none; all empty: the next words
  };
  void read_sequences(const json::Value& value, json::Value& scene);
  void read_task(const json::Value& value, json::Value& scene);
  void place_task(const Fields& fields, const std::vector<std::string_view>& own, json::Value& scene);
  Example drawn(const std::string& stream) const;
  std::vector<std::string> all_words(const json::Value& tokens) const;
  std::vector<Example> found(const std::vector<Words>& words, const Scene& scene) const;

  const Task* task_ = nullptr;
  TaskSetting setting_{};
  std::vector<std::uint32_t> places_;  ///< in the vocabulary, of the words that the task is made of
  std::uint32_t task_seed_ = 0, seed_ = 0;
  std::vector<Words> words_, words_held_out_;
  std::vector<Example> examples_, held_out_;
  std::size_t batch_ = 0;
  bool all_ = false;
};

}  // namespace attend
