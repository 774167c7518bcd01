#pragma once
#include <cstddef>
#include <vector>

#include "../program/program.hpp"

/// Where the reader stands: the number of cells made so far, in program order (steps, their results, cells row by
/// row). One whole number is the whole state, so every step can be taken back, at any depth, at no cost.
namespace attend {

class Cursor {
 public:
  /// `values` gives the shapes of all results.
  Cursor(const Program& program, const std::vector<Tensor>& values);

  std::size_t cells() const { return cells_; }
  std::size_t total() const { return total_; }
  Level level() const { return level_; }
  void set_level(Level level) { level_ = level; }
  void seek(std::size_t cells) { cells_ = cells < total_ ? cells : total_; }

  void step();       ///< make the next piece at this level
  void step_back();  ///< take the newest piece at this level back
  void step_into();  ///< go down to the next finer level that has smaller pieces, and make the first of them
  void step_out();   ///< finish the enclosing piece, and go on at its level

  /// Cells made once this slot (a result) is complete, or complete up to and with one cell.
  std::size_t end_of_slot(int slot) const;
  std::size_t end_of_cell(int slot, std::size_t flat) const;
  std::size_t end_of_step(int step) const;
  /// How many cells of this result are visible.
  std::size_t filled(int slot) const;
  std::size_t steps_done() const;

  /// The newest cell: its slot and flat place; slot -1 before the first.
  int newest_slot() const;
  std::size_t newest_flat() const;

 private:
  struct Piece {
    std::size_t start, size, row, head;
    int slot, step;
  };
  const Piece& piece_at(std::size_t cell) const;
  std::size_t unit_start(std::size_t cell, Level level) const;
  std::size_t unit_end(std::size_t cell, Level level) const;
  bool boundary(std::size_t cells, Level level) const;

  const Program& program_;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> piece_of_slot_, step_end_;
  std::size_t cells_ = 0, total_ = 0;
  Level level_ = Level::stage;
};

}  // namespace attend
