#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "../program/program.hpp"
#include "edits.hpp"

namespace attend {

/// Which run of a program a number is of: with the reader's edits, or as if there were none.
enum class Run { edited, plain };

/// A call of one stage with the tensors that are bound to it, held for as long as it is.
struct Bound {
  Call call;
  std::vector<TensorPtr> held;
};

/// The tensors of a program, made when they are asked for, kept within a budget of bytes, and made again where they had to
/// give way. Both runs share what no edit reaches.
///
/// What is made on the way to something else is kept in a sixteenth of the budget; beyond that, only the ends of layers are, from
/// which the rest is soon made again. A far question then works in memory that it has used before, which new memory can be
/// slower than by far.
///
/// What is written in the scene lies outside the budget: it is there anyway, and other sessions may share it.
class Values {
public:
  Values(const Program& program, const Edits& edits, std::size_t budget);

  /// The tensor of a slot, made if it is not there.
  TensorPtr get(int slot, Run run);
  /// A call of a step with all that it reads, and its results up to and with number `last`.
  Bound bind(int step, std::size_t last, Run run);

  /// Drops what lies downstream of an edit that was just made or taken back. Returns the results among that.
  std::vector<int> renew(const Edit& edit);
  /// Whether an edit reaches this slot, so that its two runs may differ.
  bool reached(int slot) const noexcept { return reached_[std::size_t(slot)] != 0; }
  /// Whether every number of a tensor is one; remembered, so that a tensor need not be kept for it.
  bool computable(int slot);

  /// Bytes of all tensors that were made and are still held, by these values or by somebody who asked.
  std::size_t bytes() const noexcept { return *bytes_; }
  std::size_t budget() const noexcept { return budget_; }

private:
  struct Kept {
    TensorPtr tensor;
    std::uint64_t asked = 0;  ///< when last, in a count of askings
    bool wanted = false;      ///< for itself, and not only on the way to something else
  };
  Run run_of(int slot, Run run) const noexcept { return run == Run::edited && !reached(slot) ? Run::plain : run; }
  Kept& kept(int slot, Run run) noexcept { return kept_[std::size_t(run)][std::size_t(slot)]; }
  TensorPtr keep(int slot, Run run, Tensor tensor);
  TensorPtr find(int slot, Run run);
  TensorPtr given(int slot, Run run);
  TensorPtr make(int slot, Run run);
  struct Missing {
    std::vector<char> is;
    std::vector<int> uses;
  };
  Missing missing(int slot, Run run);
  /// Makes in program order what is missing for a slot; null where that does not fit beside what is kept and needed.
  TensorPtr make_missing(int slot, Run run, bool insist);
  Tensor compute(int slot, Run run, const std::vector<TensorPtr>& needed) const;
  Tensor pull_back(int slot, Run run, const std::vector<TensorPtr>& needed) const;
  TensorPtr flowing(int result, Run run, TensorPtr upstream) const;
  Bound bound(int step, Run run, const std::vector<int>& slots, const std::vector<TensorPtr>& needed) const;
  Call call(int step, Run run) const;
  void attach(Bound& bound, int step, int slot, TensorPtr tensor) const;
  bool touched(int slot) const;
  bool option_touched(int slot, int step) const;
  /// Gives up what was asked for longest ago until there is room; false where all that is left is in use.
  bool room_for(std::size_t bytes);
  /// Of what is kept and passes `may_go`, gives up what was asked for longest ago; false where there is none.
  template <class MayGo>
  bool give_up_oldest(MayGo may_go);
  /// Gives up what was only made on the way, until it is within its share of the budget.
  void pass_on();

  const Program& program_;
  const Edits& edits_;
  const std::size_t budget_;
  std::vector<std::vector<int>> needs_;  ///< by slot, what must be there to make it
  std::vector<Kept> kept_[2];
  std::vector<char> reached_;
  std::vector<char> stays_;  ///< by slot, whether it is given, or the end of a layer
  enum class Check : char { unknown, computable, lost };
  std::vector<Check> checked_[2];
  std::shared_ptr<std::size_t> bytes_ = std::make_shared<std::size_t>(0);
  std::uint64_t askings_ = 0;
};

}  // namespace attend
