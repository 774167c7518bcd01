#include "edits.hpp"

#include <algorithm>

namespace attend {

Edits::Edits(const Program& program)
    : program_(program), of_slot_(program.slots.size()), of_step_(program.steps.size()), cells_(program.slots.size()) {}

void Edits::index(std::size_t number) {
  const Edit& edit = list_[number];
  (edit.slot < 0 ? of_step_[std::size_t(edit.step)] : of_slot_[std::size_t(edit.slot)]).push_back(number);
  forget(edit);
}

void Edits::forget(const Edit& edit) {
  if (edit.slot >= 0) cells_[std::size_t(edit.slot)].clear();
}

const Edit& Edits::add(Edit edit) {
  undone_.clear();
  list_.push_back(std::move(edit));
  index(list_.size() - 1);
  return list_.back();
}

const Edit* Edits::undo() {
  if (list_.empty()) return nullptr;
  undone_.push_back(std::move(list_.back()));
  list_.pop_back();
  const Edit& edit = undone_.back();
  (edit.slot < 0 ? of_step_[std::size_t(edit.step)] : of_slot_[std::size_t(edit.slot)]).pop_back();
  forget(edit);
  return &edit;
}

const Edit* Edits::redo() {
  if (undone_.empty()) return nullptr;
  list_.push_back(std::move(undone_.back()));
  undone_.pop_back();
  index(list_.size() - 1);
  return &list_.back();
}

std::vector<Edit> Edits::remove(const std::vector<std::size_t>& numbers) {
  std::vector<char> gone(list_.size(), 0);
  for (const std::size_t number : numbers)
    if (number < gone.size()) gone[number] = 1;
  std::vector<Edit> all = std::move(list_), removed;
  list_.clear();
  undone_.clear();
  for (auto& places : of_slot_) places.clear();
  for (auto& places : of_step_) places.clear();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (gone[i]) {
      forget(all[i]);
      removed.push_back(std::move(all[i]));
    } else {
      list_.push_back(std::move(all[i]));
      index(list_.size() - 1);
    }
  }
  return removed;
}

bool Edits::cover(int slot, std::size_t flat) const {
  if (!touch(slot)) return false;
  std::vector<std::size_t>& cells = cells_[std::size_t(slot)];
  if (cells.empty()) {
    for (const std::size_t number : of_slot_[std::size_t(slot)])
      for (std::size_t i = 0; i < list_[number].values.size(); ++i) cells.push_back(list_[number].flat + i);
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  }
  return std::binary_search(cells.begin(), cells.end(), flat);
}

const Edit* Edits::newest(int step, std::size_t option) const noexcept {
  const std::vector<std::size_t>& places = of_step_[std::size_t(step)];
  for (std::size_t i = places.size(); i-- > 0;)
    if (list_[places[i]].option == int(option)) return &list_[places[i]];
  return nullptr;
}

bool Edits::change(int step, std::size_t option) const noexcept { return newest(step, option) != nullptr; }

double Edits::option(int step, std::size_t option) const noexcept {
  const Edit* edit = newest(step, option);
  return edit ? edit->values[0] : program_.steps[std::size_t(step)].options[option];
}

void Edits::lay_over(int slot, Tensor& tensor) const noexcept {
  for (const std::size_t number : of_slot_[std::size_t(slot)]) {
    const Edit& edit = list_[number];
    for (std::size_t i = 0; i < edit.values.size(); ++i) tensor.data()[edit.flat + i] = real(edit.values[i]);
  }
}

}  // namespace attend
