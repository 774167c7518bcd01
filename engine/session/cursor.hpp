#pragma once
#include <cstddef>
#include <vector>

#include "../program/program.hpp"

/// Where the reader stands: the number of cells made so far, in program order (steps, their results, cells row by
/// row). One whole number is the whole state, so every step can be taken back, at any depth, at no cost.
namespace attend {

class Cursor {
public:
  explicit Cursor(const Program& program);

  std::size_t cells() const noexcept { return cells_; }
  std::size_t total() const noexcept { return total_; }
  Level level() const noexcept { return level_; }
  void set_level(Level level) noexcept { level_ = level; }
  void seek(std::size_t cells) noexcept { cells_ = cells < total_ ? cells : total_; }

  void step() noexcept;       ///< make the next piece at this level
  void step_back() noexcept;  ///< take the newest piece at this level back
  void step_into() noexcept;  ///< go down to the next finer level that has smaller pieces, and make the first of them
  void step_out() noexcept;   ///< finish the enclosing piece, and go on at its level

  /// How many cells of this result are visible.
  std::size_t filled(int slot) const noexcept;
  std::size_t steps_done() const noexcept;
  /// Where a slot (a result) begins in the count of cells.
  std::size_t start_of(int slot) const noexcept;

  /// The newest cell: its slot and flat place; slot -1 before the first.
  int newest_slot() const noexcept;
  std::size_t newest_flat() const noexcept;

private:
  struct Piece {
    std::size_t start, size, row, head;
    int slot, step;
  };
  const Piece& piece_at(std::size_t cell) const noexcept;
  std::size_t unit_start(std::size_t cell, Level level) const noexcept;
  std::size_t unit_end(std::size_t cell, Level level) const noexcept;
  bool boundary(std::size_t cells, Level level) const noexcept;

  const Program& program_;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> piece_of_slot_, step_end_;
  std::size_t cells_ = 0, total_ = 0;
  Level level_ = Level::stage;
};

}  // namespace attend
