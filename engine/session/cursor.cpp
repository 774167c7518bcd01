#include "cursor.hpp"

#include <algorithm>

namespace attend {

Cursor::Cursor(const Program& program, const std::vector<Tensor>& values) noexcept
    : program_(program), piece_of_slot_(program.slots.size(), 0) {
  for (std::size_t i = 0; i < program.steps.size(); ++i) {
    for (const int slot : program.steps[i].writes) {
      const Tensor& value = values[std::size_t(slot)];
      const bool heads = program.slots[std::size_t(slot)].axes[0].name == "H" && value.dimension() > 1;
      const std::size_t row = value.dimension() > 1 ? row_length(value) : 1;
      piece_of_slot_[std::size_t(slot)] = pieces_.size();
      pieces_.push_back(
          {total_, value.size(), row, heads ? value.size() / value.shape()[0] : value.size(), slot, int(i)});
      total_ += value.size();
    }
    step_end_.push_back(total_);
  }
}

const Cursor::Piece& Cursor::piece_at(std::size_t cell) const noexcept {
  std::size_t i = pieces_.size() - 1;
  while (pieces_[i].start > cell) --i;
  return pieces_[i];
}

namespace {

/// The largest node of this level that holds the step; or, where it has none, the largest finer one.
const Node* unit_node(const Node& node, int step, Level level) noexcept {
  if (node.level >= level) return &node;
  for (const Node& child : node.children)
    if (step >= child.first && step < child.last) return unit_node(child, step, level);
  return &node;
}

}  // namespace

std::size_t Cursor::unit_start(std::size_t cell, Level level) const noexcept {
  const Piece& piece = piece_at(cell);
  const std::size_t inside = cell - piece.start;
  if (level == Level::cell) return cell;
  if (level == Level::row) return piece.start + inside / piece.row * piece.row;
  if (level == Level::head) return piece.start + inside / piece.head * piece.head;
  if (level == Level::result) return piece.start;
  const int first = unit_node(program_.root, piece.step, level)->first;
  return first == 0 ? 0 : step_end_[std::size_t(first) - 1];
}

std::size_t Cursor::unit_end(std::size_t cell, Level level) const noexcept {
  const Piece& piece = piece_at(cell);
  if (level == Level::cell) return cell + 1;
  if (level == Level::row) return unit_start(cell, level) + piece.row;
  if (level == Level::head) return unit_start(cell, level) + piece.head;
  if (level == Level::result) return piece.start + piece.size;
  return step_end_[std::size_t(unit_node(program_.root, piece.step, level)->last) - 1];
}

bool Cursor::boundary(std::size_t cells, Level level) const noexcept {
  return cells == total_ || unit_start(cells, level) == cells;
}

void Cursor::step() noexcept {
  if (cells_ < total_) cells_ = unit_end(cells_, level_);
}

void Cursor::step_back() noexcept {
  if (cells_ > 0) cells_ = unit_start(cells_ - 1, level_);
}

void Cursor::step_into() noexcept {
  if (cells_ == total_) return;
  const std::size_t whole = unit_end(cells_, level_);
  for (int finer = int(level_) + 1; finer <= int(Level::cell); ++finer) {
    const std::size_t end = unit_end(cells_, Level(finer));
    if (end == whole) continue;
    level_ = Level(finer);
    cells_ = end;
    return;
  }
  cells_ = whole;
}

void Cursor::step_out() noexcept {
  if (level_ == Level::model) return;
  Level outer = Level(int(level_) - 1);
  while (int(outer) > int(Level::stage) && boundary(cells_, outer)) outer = Level(int(outer) - 1);
  if (!boundary(cells_, outer)) cells_ = unit_end(cells_, outer);
  level_ = outer;
}

std::size_t Cursor::start_of(int slot) const noexcept { return pieces_[piece_of_slot_[std::size_t(slot)]].start; }

std::size_t Cursor::filled(int slot) const noexcept {
  const Piece& piece = pieces_[piece_of_slot_[std::size_t(slot)]];
  return cells_ <= piece.start ? 0 : std::min(cells_ - piece.start, piece.size);
}

std::size_t Cursor::steps_done() const noexcept {
  std::size_t done = 0;
  while (done < step_end_.size() && step_end_[done] <= cells_) ++done;
  return done;
}

int Cursor::newest_slot() const noexcept { return cells_ == 0 ? -1 : piece_at(cells_ - 1).slot; }

std::size_t Cursor::newest_flat() const noexcept { return cells_ == 0 ? 0 : cells_ - 1 - piece_at(cells_ - 1).start; }

}  // namespace attend
