#pragma once
#include <string>
#include <utility>
#include <vector>

#include "../boundary/reply.hpp"
#include "../program/program.hpp"
#include "cursor.hpp"
#include "edits.hpp"
#include "values.hpp"

/// One reader's run of one scene: a cursor that says how much of it is shown, edits, and every tensor, made when it is
/// asked for. Works on slot numbers and flat places, which are those of the program; paths and indices are the business of
/// web/engine/session.ts.
namespace attend {

/// Of a gradient, operands come in groups of two, the upstream gradient and the local derivative of the cell that this one
/// goes into; `name` is then that cell's operation, and `constants` the sums of the groups, one for each tensor that it
/// goes into.
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

/// What a reader should know of a step, and the slot it is about.
struct Notice {
  int slot;
  std::string text;
};

/// A gradient beside the slope that a finite difference gave: (loss above - loss below) / (2 by).
struct Nudged {
  double analytic, numeric, by;
  std::string reason;  ///< why the two part; empty where they agree
};

class Session {
public:
  /// Bytes of tensors that a session keeps where nothing else is said.
  static constexpr std::size_t kBudget = std::size_t(512) << 20;

  /// `budget`: bytes of tensors that are kept at once; what has to give way is made again when it is asked for.
  /// Throws Error("scene"), also for a scene of which one step alone needs more.
  explicit Session(Scene scene, std::size_t budget = kBudget);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const Scene& scene() const noexcept { return scene_; }
  const Program& program() const noexcept { return program_; }
  Cursor& cursor() noexcept { return cursor_; }
  /// Its newest answer across the boundary.
  Reply& reply() noexcept { return reply_; }

  /// A tensor as it is now, and as it is in the run without edits. Made here if need be.
  TensorPtr hold(int slot) const { return values_.get(slot, Run::edited); }
  TensorPtr hold_unedited(int slot) const { return values_.get(slot, Run::plain); }
  /// The same by reference, which is good until the next tensor is asked for.
  const Tensor& value(int slot) const { return *hold(slot); }
  const Tensor& unedited(int slot) const { return *hold_unedited(slot); }
  double option(int step, std::size_t option) const noexcept { return edits_.option(step, option); }
  /// Bytes of the tensors that were made and are held.
  std::size_t bytes() const noexcept { return values_.bytes(); }

  Explained explain(int slot, std::size_t flat) const;
  /// The cells that this one is a live operand of.
  std::vector<Cell> used_by(int slot, std::size_t flat) const;
  /// Runs the program twice more with one number moved, down and up. `by`: how far, NaN for a step that suits.
  /// Throws Error("input") without a loss and for gradients, Error("value") for what cannot be moved so far.
  Nudged nudge(int slot, std::size_t flat, double by) const;
  /// Sums over the last axis.
  Tensor row_sums(int slot) const;
  /// What a reader should know of the steps up to and with `last`: rows that may attend to nothing, and the first tensor
  /// that cannot be computed, behind which there is nothing more to say.
  std::vector<Notice> notices(int last) const;

  /// Changes numbers. A later edit of the same number wins. What lies downstream is made anew when it is asked for.
  void edit(Edit edit);
  bool undo();
  bool redo();
  /// Takes edits away, by their places in the list, and leaves the others.
  void remove(const std::vector<std::size_t>& numbers);
  const std::vector<Edit>& edits() const noexcept { return edits_.list(); }
  /// Now minus before, cell by cell; 0 where both are minus infinity, or both no number.
  Tensor difference(int slot) const;
  /// For every tensor that differs from the unedited run, the cell that changed most.
  std::vector<Cell> changed() const;
  /// Results downstream of the last edit, undo or redo.
  std::size_t recomputed() const noexcept { return recomputed_; }

private:
  void renew(const Edit& edit);
  void add_users(std::vector<Cell>& users, int written, const Source& source, const Index& at, std::size_t flat) const;
  Explained explain_gradient(int slot, std::size_t flat) const;
  void add_share(Explained& answer, int of, std::size_t flat, const Use& use) const;
  std::vector<Cell> gradient_users(int slot, std::size_t flat) const;
  const std::string& notice(int step) const;

  Scene scene_;
  Program program_;
  Edits edits_;
  mutable Values values_;
  struct Said {
    bool known = false;
    std::string text;
  };
  mutable std::vector<Said> said_;  ///< by step, what its stage has to say
  std::size_t recomputed_ = 0;
  Cursor cursor_;
  Reply reply_;
};

}  // namespace attend
