#include <algorithm>
#include <cmath>
#include <cstring>

#include "../check.hpp"
#include "../error.hpp"
#include "session.hpp"

/// Change any number. An edit is data: it lies over the computed tensor, and taking it away brings back, to the bit,
/// what was there.
namespace attend {

namespace {

Edit option_edit(const Program& program, const std::string& path, double value) {
  Edit edit;
  const std::size_t dot = path.rfind('.');
  const int step = dot == std::string::npos ? -1 : program.find_step(path.substr(0, dot));
  if (step < 0) return edit;
  const Stage& stage = *program.steps[std::size_t(step)].stage;
  for (std::size_t i = 0; i < stage.options.count; ++i) {
    const Option& option = stage.options[i];
    if (path.substr(dot + 1) != option.name || option.choices || option.integer) continue;
    edit.value = real(parse_option(path, option, text(value)));
    edit.step = step;
    edit.option = int(i);
  }
  return edit;
}

}  // namespace

Edit Session::checked_edit(const std::string& path, const Index& index, double value) const {
  Edit edit = option_edit(program_, path, value);
  edit.path = path;
  edit.index = index;
  if (edit.option >= 0) return edit;
  edit.slot = slot(path);
  edit.flat = flat(edit.slot, index);
  edit.value = real(value);
  const Slot& target = program_.slots[std::size_t(edit.slot)];
  edit.path = target.path;
  Tensor single = zeros({1});
  single.data()[0] = edit.value;
  try {
    check_values("", path, target.accepts, single);
  } catch (const Error& error) {
    throw Error("value", "The new number for " + path + " cannot be " + text(value) + "." + error.message().substr(error.message().find(". ") + 1), "", path);
  }
  if (target.accepts == Accepts::ids && value >= double(scene_.vocabulary.size()))
    throw Error("value", "The vocabulary has " + std::to_string(scene_.vocabulary.size()) + " words, numbered from 0; " + text(value) + " is none of them.", "", path);
  return edit;
}

void Session::edit(const std::string& path, const Index& index, double value) {
  const Edit edit = checked_edit(path, index, value);
  if (base_.empty()) base_ = now_;
  edits_.push_back(edit);
  undone_.clear();
  refresh(edit);
}

bool Session::undo() {
  if (edits_.empty()) return false;
  const Edit edit = edits_.back();
  edits_.pop_back();
  undone_.push_back(edit);
  refresh(edit);
  return true;
}

bool Session::redo() {
  if (undone_.empty()) return false;
  const Edit edit = undone_.back();
  undone_.pop_back();
  edits_.push_back(edit);
  refresh(edit);
  return true;
}

std::vector<int> Session::changed() const {
  std::vector<int> slots;
  for (std::size_t i = 0; i < base_.size(); ++i) {
    const bool same = base_[i].size() == now_[i].size() &&
                      std::equal(base_[i].data(), base_[i].data() + base_[i].size(), now_[i].data(),
                                 [](real a, real b) { return a == b || (std::isnan(a) && std::isnan(b)); });
    if (!same) slots.push_back(int(i));
  }
  return slots;
}

}  // namespace attend
