#pragma once
#include <cstddef>
#include <vector>

#include "../program/program.hpp"

namespace attend {

/// What the reader changed at once: cells of one tensor from `flat` on, or (slot -1) an option of a step.
struct Edit {
  int slot;
  std::size_t flat;
  int step, option;
  std::vector<double> values;
};

/// Throws Error("value") or Error("index") for an edit of a place that a program does not have, of an option that decides
/// its structure, and for numbers that may not stand there. What passes can be made.
void check_edit(const Program& program, const Edit& edit);

/// The edits in force, in the order they were made, and those that were taken back. Where a number was edited twice, the
/// later edit stands. Finds by place what is asked, so that work on n edits grows with n.
class Edits {
public:
  explicit Edits(const Program& program);

  const std::vector<Edit>& list() const noexcept { return list_; }
  /// Makes an edit; what was undone cannot be redone after it.
  const Edit& add(Edit edit);
  /// The edit that was taken back, or made again; null if there was none.
  const Edit* undo();
  const Edit* redo();
  /// Takes edits away, by their places in the list, and returns them. What was undone cannot be redone after it.
  std::vector<Edit> remove(const std::vector<std::size_t>& numbers);

  /// Whether a cell of this tensor is edited; whether this cell is.
  bool touch(int slot) const noexcept { return !of_slot_[std::size_t(slot)].empty(); }
  bool cover(int slot, std::size_t flat) const;
  /// Whether an option of a step is edited; its number in force.
  bool change(int step, std::size_t option) const noexcept;
  double option(int step, std::size_t option) const noexcept;
  /// Puts the edited cells of a slot into its tensor.
  void lay_over(int slot, Tensor& tensor) const noexcept;

private:
  const Edit* newest(int step, std::size_t option) const noexcept;
  void index(std::size_t number);
  void forget(const Edit& edit);

  const Program& program_;
  std::vector<Edit> list_, undone_;
  std::vector<std::vector<std::size_t>> of_slot_, of_step_;  ///< places in the list
  mutable std::vector<std::vector<std::size_t>> cells_;      ///< edited cells of a slot in order; empty until asked for
};

}  // namespace attend
