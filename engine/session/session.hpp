#pragma once
#include <string>
#include <utility>
#include <vector>

#include "../program/program.hpp"
#include "cursor.hpp"

/// One reader's run of one scene: every tensor computed, a cursor that says how much of it is shown, and edits.
/// Works on slot numbers and flat places; paths and indices are the business of web/engine/session.ts, which checks
/// them. Nothing here throws but the constructor.
namespace attend {

/// What the reader changed at once: cells of one tensor from `flat` on, or (slot -1) an option of a step.
struct Edit {
  int slot;
  std::size_t flat;
  int step, option;
  std::vector<double> values;

  bool covers(int of, std::size_t cell) const noexcept {
    return slot == of && cell >= flat && cell < flat + values.size();
  }
};

struct Explained {
  Op op;
  real value;
  std::vector<Operand> operands;  ///< `slot` is the program's
  std::vector<double> constants;  ///< by option of the stage; NaN where the formula does not use it
};

struct Cell {
  int slot;
  std::size_t flat;
};

/// A slot that a result is made of, and its axes by the letters under which the result reads it.
struct Source {
  int slot;
  const char* axes;
};

class Session {
public:
  /// Throws Error("scene").
  explicit Session(Scene scene);
  explicit Session(const std::string& scene_json) : Session(parse_scene(scene_json)) {}

  const Scene& scene() const noexcept { return scene_; }
  const Program& program() const noexcept { return program_; }
  Cursor& cursor() noexcept { return cursor_; }

  const Tensor& value(int slot) const noexcept { return now_[std::size_t(slot)]; }
  /// Of the run without edits.
  const Tensor& unedited(int slot) const noexcept {
    const Tensor& base = base_[std::size_t(slot)];
    return base.dimension() == 0 ? value(slot) : base;
  }
  double option(int step, std::size_t option) const noexcept;

  Explained explain(int slot, std::size_t flat) const noexcept;
  /// The cells that this one is a live operand of.
  std::vector<Cell> used_by(int slot, std::size_t flat) const noexcept;
  /// Sums over the last axis.
  Tensor row_sums(int slot) const noexcept;
  /// What a reader should know of this run, a line each; `slots` says which tensor each line is about.
  std::string notices(std::vector<int>& slots) const noexcept;

  /// Changes numbers and computes anew what lies downstream of them. A later edit of the same number wins.
  void edit(Edit edit) noexcept;
  bool undo() noexcept;
  bool redo() noexcept;
  /// Takes one edit away and leaves the others.
  void remove(std::size_t edit) noexcept;
  const std::vector<Edit>& edits() const noexcept { return edits_; }
  /// Now minus before, cell by cell; 0 where both are minus infinity, or both no number.
  Tensor difference(int slot) const noexcept;
  /// For every tensor that differs from the unedited run, the cell that changed most.
  std::vector<Cell> changed() const noexcept;
  /// Results computed by the last edit, undo or redo.
  std::size_t recomputed() const noexcept { return recomputed_; }

private:
  const std::vector<Tensor>& opened() noexcept;
  Call call(int step) const noexcept;
  void recompute(std::vector<char> dirty) noexcept;
  /// Puts a tensor in a slot's place, with the edits of its cells; keeps what the unedited run had there.
  void put(int slot, Tensor tensor) noexcept;
  void refresh(const Edit& edit) noexcept;
  bool edited(int slot, std::size_t flat) const noexcept;

  Scene scene_;
  Program program_;
  std::vector<Tensor> now_;
  std::vector<Tensor> base_;  ///< of the unedited run, for slots that an edit has ever reached; else without axes
  std::vector<std::vector<Source>> reads_;  ///< by slot of a result: what it is made of
  std::vector<Edit> edits_, undone_;
  std::size_t recomputed_ = 0;
  Cursor cursor_;
};

}  // namespace attend
