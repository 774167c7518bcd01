#include "cursor.hpp"

#include <algorithm>

namespace attend {

Cursor::Cursor(const Program& program) : program_(program), piece_of_slot_(program.slots.size(), 0) {
  for (std::size_t i = 0; i < program.steps.size(); ++i) {
    for (const int number : program.steps[i].writes) {
      const Slot& slot = program.slots[std::size_t(number)];
      const bool deep = slot.shape.size() > 1, heads = deep && slot.axes[0].name == "H";
      piece_of_slot_[std::size_t(number)] = pieces_.size();
      pieces_.push_back({total_, slot.size, deep ? slot.shape.back() : 1, heads ? slot.size / slot.shape[0] : slot.size,
                         number, int(i)});
      total_ += slot.size;
    }
    step_end_.push_back(total_);
  }
}

const Cursor::Piece& Cursor::piece_at(std::size_t cell) const noexcept {
  const auto behind = std::upper_bound(pieces_.begin(), pieces_.end(), cell,
                                       [](std::size_t place, const Piece& piece) { return place < piece.start; });
  return *(behind - 1);
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
  return std::size_t(std::upper_bound(step_end_.begin(), step_end_.end(), cells_) - step_end_.begin());
}

int Cursor::newest_slot() const noexcept { return cells_ == 0 ? -1 : piece_at(cells_ - 1).slot; }

std::size_t Cursor::newest_flat() const noexcept { return cells_ == 0 ? 0 : cells_ - 1 - piece_at(cells_ - 1).start; }

}  // namespace attend
