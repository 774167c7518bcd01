#include "session.hpp"

#include <algorithm>
#include <cmath>

#include "../error.hpp"

namespace attend {

namespace {

/// What a name means in a step; slot -1 where the step has no such input or result.
Source source_named(const Step& step, std::string_view name) noexcept {
  for (std::size_t i = 0; i < step.reads.size(); ++i)
    if (name == step.stage->reads[i].name) return {step.reads[i], step.stage->reads[i].axes};
  for (std::size_t i = 0; i < step.writes.size(); ++i)
    if (name == step.stage->writes[i].name) return {step.writes[i], step.stage->writes[i].axes};
  return {-1, nullptr};
}

/// What a result is made of. "memory|x" means the first that this step has, which is read as the first of them is: keys
/// of self-attention read x over S. Options are no slots.
std::vector<Source> sources_of(const Step& step, const Result& result) noexcept {
  std::vector<Source> sources;
  for (const std::string_view word : words(result.reads)) {
    Source found{-1, nullptr};
    for (const std::string_view name : words(word, '|')) {
      const Source named = source_named(step, name);
      if (!found.axes) found.axes = named.axes;
      if (found.slot < 0) found.slot = named.slot;
    }
    if (found.slot >= 0) sources.push_back(found);
  }
  return sources;
}

}  // namespace

Session::Session(Scene scene)
    : scene_(std::move(scene)), program_(build_program(scene_)), now_(std::move(program_.values)), base_(now_.size()),
      cursor_(program_, opened()) {}

const std::vector<Tensor>& Session::opened() noexcept {
  reads_.resize(program_.slots.size());
  for (const Step& step : program_.steps)
    for (std::size_t i = 0; i < step.writes.size(); ++i)
      reads_[std::size_t(step.writes[i])] = sources_of(step, step.stage->writes[i]);
  recompute(std::vector<char>(program_.slots.size(), 1));
  return now_;
}

Call Session::call(int number) const noexcept {
  const Step& step = program_.steps[std::size_t(number)];
  Call call(*step.stage);
  for (std::size_t i = 0; i < step.reads.size(); ++i)
    if (step.reads[i] >= 0) call.bind(i, &now_[std::size_t(step.reads[i])]);
  for (std::size_t i = 0; i < step.writes.size(); ++i)
    call.bind(step.reads.size() + i, &now_[std::size_t(step.writes[i])]);
  for (std::size_t i = 0; i < step.options.size(); ++i) call.set_option(i, option(number, i));
  return call;
}

double Session::option(int step, std::size_t option) const noexcept {
  double value = program_.steps[std::size_t(step)].options[option];
  for (const Edit& edit : edits_)
    if (edit.slot < 0 && edit.step == step && edit.option == int(option)) value = edit.values[0];
  return value;
}

void Session::recompute(std::vector<char> dirty) noexcept {
  recomputed_ = 0;
  for (std::size_t i = 0; i < program_.steps.size(); ++i) {
    const Step& step = program_.steps[i];
    const Call names = call(int(i));
    for (std::size_t j = 0; j < step.writes.size(); ++j) {
      const std::size_t slot = std::size_t(step.writes[j]);
      for (const Source& read : reads_[slot]) dirty[slot] |= dirty[std::size_t(read.slot)];
      if (!dirty[slot]) continue;
      put(step.writes[j], step.stage->writes[j].compute(names));
      ++recomputed_;
    }
  }
}

void Session::put(int slot, Tensor tensor) noexcept {
  Tensor &base = base_[std::size_t(slot)], &now = now_[std::size_t(slot)];
  if (base.dimension() == 0) base = std::move(now);
  now = std::move(tensor);
  real* cells = now.data();
  for (const Edit& edit : edits_)
    for (std::size_t i = 0; edit.slot == slot && i < edit.values.size(); ++i)
      cells[edit.flat + i] = real(edit.values[i]);
}

/// Computes anew what the edit reaches, whether it was just made or just taken back.
void Session::refresh(const Edit& edit) noexcept {
  std::vector<char> dirty(program_.slots.size(), 0);
  if (edit.slot >= 0) {
    const std::size_t slot = std::size_t(edit.slot);
    dirty[slot] = 1;
    if (program_.slots[slot].step < 0) put(edit.slot, unedited(edit.slot));
  } else {
    const Step& step = program_.steps[std::size_t(edit.step)];
    const char* name = step.stage->options[std::size_t(edit.option)].name;
    for (std::size_t j = 0; j < step.writes.size(); ++j)
      if (has_word(step.stage->writes[j].reads, name)) dirty[std::size_t(step.writes[j])] = 1;
  }
  recompute(std::move(dirty));
}

void Session::edit(Edit edit) noexcept {
  edits_.push_back(std::move(edit));
  undone_.clear();
  refresh(edits_.back());
}

bool Session::undo() noexcept {
  if (edits_.empty()) return false;
  undone_.push_back(std::move(edits_.back()));
  edits_.pop_back();
  refresh(undone_.back());
  return true;
}

bool Session::redo() noexcept {
  if (undone_.empty()) return false;
  edits_.push_back(std::move(undone_.back()));
  undone_.pop_back();
  refresh(edits_.back());
  return true;
}

void Session::remove(std::size_t edit) noexcept {
  const Edit removed = std::move(edits_[edit]);
  edits_.erase(edits_.begin() + std::ptrdiff_t(edit));
  undone_.clear();
  refresh(removed);
}

bool Session::edited(int slot, std::size_t flat) const noexcept {
  for (const Edit& edit : edits_)
    if (edit.covers(slot, flat)) return true;
  return false;
}

namespace {

/// How far a number moved; minus infinity, and what is no number, stay where they are.
real moved(real before, real now) noexcept {
  return now == before || (std::isnan(now) && std::isnan(before)) ? real(0) : now - before;
}

}  // namespace

Tensor Session::difference(int slot) const noexcept {
  Tensor difference = value(slot);
  const real* before = unedited(slot).data();
  for (std::size_t i = 0; i < difference.size(); ++i) difference.data()[i] = moved(before[i], difference.data()[i]);
  return difference;
}

std::vector<Cell> Session::changed() const noexcept {
  std::vector<Cell> changes;
  for (int slot = 0; slot < int(base_.size()); ++slot) {
    const real *before = unedited(slot).data(), *now = value(slot).data();
    if (now == before) continue;
    Cell largest{slot, 0};
    real most = 0;
    for (std::size_t i = 0, cells = value(slot).size(); i < cells; ++i) {
      const real size = std::fabs(moved(before[i], now[i]));
      if (std::isnan(most) || size <= most) continue;  // what is no number counts as the largest change
      most = size;
      largest.flat = i;
    }
    if (most != 0) changes.push_back(largest);
  }
  return changes;
}

std::string Session::notices(std::vector<int>& slots) const noexcept {
  std::string lines;
  for (std::size_t i = 0; i < program_.steps.size(); ++i) {
    const Step& step = program_.steps[i];
    const std::string line = step.stage->notice ? step.stage->notice(call(int(i))) : "";
    if (!line.empty()) {
      append_item(lines, line, "\n");
      slots.push_back(step.writes.back());
    }
    for (const int slot : step.writes) {
      if (computable(value(slot))) continue;
      append_item(lines, kNotComputable, "\n");
      slots.push_back(slot);
      return lines;
    }
  }
  return lines;
}

}  // namespace attend
