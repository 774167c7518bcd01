#include "session.hpp"

#include <algorithm>
#include <cmath>

#include "../check.hpp"
#include "../error.hpp"

namespace attend {

namespace {

/// About 400 MB of float: more than a lesson needs, less than a browser tab breaks at.
constexpr std::size_t kMostCells = 100u * 1000u * 1000u;

/// The slots whose numbers a result reads. "memory|x" means the first that this step has.
std::vector<int> slots_read(const Step& step, const Call& names, const Result& result) {
  std::vector<int> slots;
  const std::size_t inputs = step.stage->reads.count;
  for (const std::string& word : words(result.reads)) {
    for (const std::string& name : words(word.c_str(), '|')) {
      bool option = false;
      for (const Option& one : step.stage->options) option = option || name == one.name;
      if (option) break;
      const std::size_t slot = names.slot(name);
      const int bound = slot < inputs ? step.reads[slot] : step.writes[slot - inputs];
      if (bound < 0) continue;
      slots.push_back(bound);
      break;
    }
  }
  return slots;
}

bool names_option(const Result& result, const char* option) {
  for (const std::string& word : words(result.reads))
    if (word == option) return true;
  return false;
}

}  // namespace

Session::Session(const std::string& scene_text)
    : scene_(parse_scene(scene_text)), program_(build_program(scene_)), now_(program_.values), cursor_(program_, opened()) {
  collect_notices();
}

const std::vector<Tensor>& Session::opened() {
  for (const Step& step : program_.steps) {
    const Call names(*step.stage);
    reads_.emplace_back();
    for (const Result& result : step.stage->writes) reads_.back().push_back(slots_read(step, names, result));
  }
  std::vector<bool> all(program_.slots.size(), true);
  recompute(all);
  return now_;
}

Call Session::call(const Step& step) const {
  Call call(*step.stage);
  for (std::size_t i = 0; i < step.reads.size(); ++i)
    if (step.reads[i] >= 0) call.bind(i, &now_[std::size_t(step.reads[i])]);
  for (std::size_t i = 0; i < step.writes.size(); ++i) call.bind(step.reads.size() + i, &now_[std::size_t(step.writes[i])]);
  for (std::size_t i = 0; i < step.options.size(); ++i) call.set_option(i, option_value(step, i));
  return call;
}

double Session::option_value(const Step& step, std::size_t option) const {
  for (auto edit = edits_.rbegin(); edit != edits_.rend(); ++edit)
    if (edit->option == int(option) && &program_.steps[std::size_t(edit->step)] == &step) return edit->value;
  return step.options[option];
}

void Session::recompute(std::vector<bool> dirty) {
  recomputed_ = 0;
  std::size_t cells = 0;
  for (const Tensor& given : program_.values) cells += given.size();
  for (std::size_t i = 0; i < program_.steps.size(); ++i) {
    const Step& step = program_.steps[i];
    const Call names = call(step);
    for (std::size_t j = 0; j < step.writes.size(); ++j) {
      const std::size_t slot = std::size_t(step.writes[j]);
      bool stale = dirty[slot];
      for (const int read : reads_[i][j]) stale = stale || dirty[std::size_t(read)];
      if (stale) {
        now_[slot] = step.stage->writes[j].compute(names);
        apply_edits(int(slot));
        dirty[slot] = true;
        ++recomputed_;
      }
      cells += now_[slot].size();
      if (cells > kMostCells)
        throw Error("scene", "This scene makes more than " + std::to_string(kMostCells / 1000000) +
                                 " million numbers. Use fewer tokens, layers or heads, or a smaller width.");
    }
  }
}

void Session::apply_edits(int slot) {
  for (const Edit& edit : edits_)
    if (edit.slot == slot) now_[std::size_t(slot)].data()[edit.flat] = edit.value;
}

/// Recomputes what the edit reaches, whether it was just made or just taken back.
void Session::refresh(const Edit& edit) {
  std::vector<bool> dirty(program_.slots.size(), false);
  if (edit.slot >= 0) {
    const std::size_t slot = std::size_t(edit.slot);
    dirty[slot] = true;
    if (program_.slots[slot].step < 0) {
      now_[slot] = program_.values[slot];
      apply_edits(edit.slot);
    }
  } else {
    const Step& step = program_.steps[std::size_t(edit.step)];
    for (std::size_t j = 0; j < step.writes.size(); ++j)
      if (names_option(step.stage->writes[j], step.stage->options[std::size_t(edit.option)].name))
        dirty[std::size_t(step.writes[j])] = true;
  }
  recompute(dirty);
  collect_notices();
}

void Session::collect_notices() {
  notices_.clear();
  for (const Step& step : program_.steps) {
    if (step.stage->notice) {
      const std::string message = step.stage->notice(call(step));
      if (!message.empty()) notices_.push_back({step.path, message});
    }
    for (const int written : step.writes) {
      const Tensor& value = now_[std::size_t(written)];
      for (std::size_t i = 0; i < value.size(); ++i) {
        const real one = value.data()[i];
        if (!std::isnan(one) && !(std::isinf(one) && one > 0)) continue;
        notices_.push_back({program_.slots[std::size_t(written)].path,
                            "These numbers became too large to compute with. Make the inputs or weights smaller."});
        return;
      }
    }
  }
}

int Session::slot(const std::string& path) const {
  const int found = program_.find_slot(path);
  if (found >= 0) return found;
  std::string near;
  for (const Slot& slot : program_.slots)
    if (slot.path.compare(0, path.size() + 1, path + ".") == 0) near += (near.empty() ? "" : ", ") + slot.path;
  if (!near.empty())
    throw Error("path", "\"" + path + "\" is not one tensor. Ask for one of: " + near + ".", "", path);
  const std::size_t dot = path.rfind('.');
  const std::string parent = dot == std::string::npos ? "" : path.substr(0, dot + 1);
  for (const Slot& slot : program_.slots)
    if (slot.path.compare(0, parent.size(), parent) == 0 && near.size() < 300)
      near += (near.empty() ? "" : ", ") + slot.path;
  throw Error("path", "This program has no tensor called \"" + path + "\"." + (near.empty() ? "" : " There are: " + near + "."), "", path);
}

std::size_t Session::flat(int slot, const Index& index) const {
  const Tensor& tensor = value(slot);
  bool fits = index.size() == tensor.dimension();
  for (std::size_t axis = 0; fits && axis < index.size(); ++axis) fits = index[axis] < tensor.shape()[axis];
  if (!fits)
    throw Error("index",
                "[" + text(index).substr(1, text(index).size() - 2) + "] is not a cell of " + program_.slots[std::size_t(slot)].path +
                    ", whose shape is " + text(shape_of(tensor)) + ". Places are counted from 0.",
                "", program_.slots[std::size_t(slot)].path);
  return flat_index(tensor, index);
}

std::size_t Session::visible(int slot) const {
  if (program_.slots[std::size_t(slot)].step < 0) return value(slot).size();
  return cursor_.filled(slot);
}

std::size_t Session::locate(const std::string& path, const Index* index) const {
  if (index && !index->empty()) {
    const int found = slot(path);
    return program_.slots[std::size_t(found)].step < 0 ? 0 : cursor_.end_of_cell(found, flat(found, *index));
  }
  if (path.empty()) return 0;
  if (const Node* node = program_.find_node(path)) return cursor_.end_of_step(node->last - 1);
  const int found = slot(path);
  return program_.slots[std::size_t(found)].step < 0 ? 0 : cursor_.end_of_slot(found);
}

}  // namespace attend
