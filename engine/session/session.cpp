#include "session.hpp"

#include <algorithm>
#include <cmath>

#include "../error.hpp"

namespace attend {

namespace {

std::size_t megabytes(double bytes) noexcept { return std::size_t(std::ceil(bytes / 1e6)); }

Program fitting(const Scene& scene, std::size_t budget) {
  Program program = build_program(scene);
  const Need need = largest_need(program);
  if (need.bytes > double(budget))
    fail("scene", {"Making \"", program.steps[std::size_t(need.step)].path, "\" takes ", megabytes(need.bytes),
                   " MB at once, and a session keeps within ", megabytes(double(budget)),
                   " MB. Use fewer tokens, layers or heads, or a smaller width."});
  return program;
}

}  // namespace

Session::Session(Scene scene, std::size_t budget)
    : scene_(std::move(scene)), program_(fitting(scene_, budget)), edits_(program_), values_(program_, edits_, budget),
      said_(program_.steps.size()), cursor_(program_) {}

/// After an edit was made or taken back.
void Session::renew(const Edit& edit) {
  const std::vector<int> results = values_.renew(edit);
  for (const int slot : results) said_[std::size_t(program_.slots[std::size_t(slot)].step)].known = false;
  recomputed_ = results.size();
}

void Session::edit(Edit edit) { renew(edits_.add(std::move(edit))); }

bool Session::undo() {
  const Edit* edit = edits_.undo();
  if (edit) renew(*edit);
  return edit != nullptr;
}

bool Session::redo() {
  const Edit* edit = edits_.redo();
  if (edit) renew(*edit);
  return edit != nullptr;
}

void Session::remove(const std::vector<std::size_t>& numbers) {
  for (const Edit& edit : edits_.remove(numbers)) renew(edit);
}

namespace {

/// How far a number moved; minus infinity, and what is no number, stay where they are.
real moved(real before, real now) noexcept {
  return now == before || (std::isnan(now) && std::isnan(before)) ? real(0) : now - before;
}

}  // namespace

Tensor Session::difference(int slot) const {
  const TensorPtr before = hold_unedited(slot);
  Tensor difference = value(slot);
  for (std::size_t i = 0; i < difference.size(); ++i)
    difference.data()[i] = moved(before->data()[i], difference.data()[i]);
  return difference;
}

std::vector<Cell> Session::changed() const {
  std::vector<Cell> changes;
  for (int slot = 0; slot < int(program_.slots.size()); ++slot) {
    if (!values_.reached(slot)) continue;
    const TensorPtr before = hold_unedited(slot), now = hold(slot);
    Cell largest{slot, 0};
    real most = 0;
    for (std::size_t i = 0, cells = now->size(); i < cells; ++i) {
      const real size = std::fabs(moved(before->data()[i], now->data()[i]));
      if (std::isnan(most) || size <= most) continue;  // what is no number counts as the largest change
      most = size;
      largest.flat = i;
    }
    if (most != 0) changes.push_back(largest);
  }
  return changes;
}

const std::string& Session::notice(int number) const {
  Said& said = said_[std::size_t(number)];
  const Step& step = program_.steps[std::size_t(number)];
  if (!said.known && step.stage && step.stage->notice)
    said.text = step.stage->notice(values_.bind(number, step.writes.size() - 1, Run::edited).call);
  said.known = true;
  return said.text;
}

std::vector<Notice> Session::notices(int last) const {
  std::vector<Notice> notices;
  for (int number = 0; number <= last && number < int(program_.steps.size()); ++number) {
    const Step& step = program_.steps[std::size_t(number)];
    if (!notice(number).empty()) notices.push_back({step.writes.back(), notice(number)});
    for (const int slot : step.writes) {
      if (values_.computable(slot)) continue;
      notices.push_back({slot, join({kNotComputable})});
      return notices;
    }
  }
  return notices;
}

}  // namespace attend
