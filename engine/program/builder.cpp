#include "builder.hpp"

#include "../check.hpp"
#include "../error.hpp"
#include "../scene/seeded.hpp"

namespace attend {

std::string Builder::path(const std::string& name) const {
  const std::string& above = open_.back().path;
  return above.empty() ? name : above + "." + name;
}

void Builder::enter(const std::string& name, const std::string& title, Level level) {
  Node node;
  node.path = open_.empty() ? name : path(name);
  node.title = title;
  node.level = level;
  node.first = int(program_.steps.size());
  open_.push_back(node);
}

void Builder::leave() {
  Node node = open_.back();
  node.last = int(program_.steps.size());
  open_.pop_back();
  if (open_.empty()) program_.root = node;
  else open_.back().children.push_back(node);
}

int Builder::add_slot(Slot slot, Tensor value) {
  program_.slots.push_back(std::move(slot));
  program_.values.push_back(std::move(value));
  return int(program_.slots.size()) - 1;
}

Axis Builder::axis(const std::string& letter, const char* renames) const {
  for (const std::string& rename : words(renames))
    if (rename.compare(0, letter.size() + 1, letter + "=") == 0) return axis(rename.substr(letter.size() + 1), "");
  if (letter == "T") return {letter, t_};
  if (letter == "S") return {letter, s_};
  return {letter, letter == "V" ? Labels::vocabulary : Labels::numbers};
}

int Builder::input(const std::string& path, std::vector<Axis> axes, Tensor value, Accepts accepts) {
  const int known = program_.find_slot(path);
  if (known >= 0) return known;
  Slot slot{path, path.substr(path.rfind('.') + 1), std::move(axes), accepts, -1, -1};
  return add_slot(std::move(slot), std::move(value));
}

const Tensor* Builder::written(const std::string& name, const Shape& shape, const char* axes) {
  const auto found = scene_.tensors.find(name);
  if (found == scene_.tensors.end()) return nullptr;
  used_.insert(name);
  if (shape_of(found->second) != shape)
    throw Error("scene",
                "In the scene, the weights \"" + name + "\" should have the shape " + text(shape) + ", which is (" + axes +
                    "), but got " + text(shape_of(found->second)) + ". Change the weights, or the model's sizes.",
                "", "weights." + name);
  check_values("", "weights." + name, Accepts::finite, found->second);
  return &found->second;
}

int Builder::weight(const std::string& name, const char* axes, Shape shape, Draw draw, bool optional) {
  const std::string full = path(name);
  const Tensor* given = written(full, shape, axes);
  if (!given && optional && !(scene_.seeded && scene_.model.bias)) return -1;
  if (!given && !scene_.seeded)
    throw Error("scene",
                "In the scene, the weights \"" + full + "\" of shape " + text(shape) +
                    " are missing. Write them, or add a \"seed\" that draws what is not written.",
                "", "weights." + full);
  Slot slot{"weights." + full, name.substr(name.rfind('.') + 1), {}, Accepts::finite, -1, -1};
  for (const std::string& letter : words(axes)) slot.axes.push_back(axis(letter, ""));
  return add_slot(std::move(slot), given ? *given : seeded(scene_.seed, full, shape, draw.centre, draw.spread));
}

int Builder::table(const std::string& name) {
  const std::size_t V = scene_.vocabulary.size(), C = scene_.model.width;
  const std::string full = path(name);
  const Tensor* given = written(full, {V, C}, "V C");
  if (given || !scene_.seeded) return weight(name, "V C", {V, C}, {});
  Tensor value = zeros({V, C});
  for (std::size_t row = 0; row < V; ++row) {
    const Tensor drawn = seeded(scene_.seed, full + "/" + scene_.vocabulary[row], {C}, 0, 1);
    for (std::size_t c = 0; c < C; ++c) value(row, c) = drawn(c);
  }
  return add_slot({"weights." + full, "table", {axis("V", ""), axis("C", "")}, Accepts::finite, -1, -1}, std::move(value));
}

namespace {

/// Which of a stage's alternative forms this step has: decided by the rank of the first input that has several.
std::size_t form_of(const Stage& stage, const std::vector<int>& reads, const std::vector<Slot>& slots) {
  for (std::size_t i = 0; i < stage.reads.count; ++i) {
    const std::vector<std::string> forms = words(stage.reads[i].axes, '|');
    if (forms.size() < 2 || reads[i] < 0) continue;
    for (std::size_t form = 0; form < forms.size(); ++form)
      if (words(forms[form].c_str()).size() == slots[std::size_t(reads[i])].axes.size()) return form;
  }
  return 0;
}

}  // namespace

std::vector<int> Builder::step(const std::string& name, const char* stage_id, const std::vector<int>& reads,
                               const std::vector<double>& options, const char* title, const char* renames) {
  const Stage& stage = find_stage(stage_id);
  Step step{path(name), &stage, reads, {}, options};
  step.reads.resize(stage.reads.count, -1);
  if (options.empty())
    for (const Option& option : stage.options) step.options.push_back(option.initial);
  int mains = 0;
  for (const Result& result : stage.writes) mains += result.main;
  const std::size_t form = form_of(stage, step.reads, program_.slots);
  for (std::size_t i = 0; i < stage.writes.count; ++i) {
    const Result& result = stage.writes[i];
    const std::vector<std::string> forms = words(result.axes, '|');
    Slot slot{step.path + "." + result.name, result.name, {}, Accepts::scores, int(program_.steps.size()), int(i)};
    if (result.main && mains == 1) slot.path = step.path;
    for (const std::string& letter : words(forms[form < forms.size() ? form : 0].c_str())) slot.axes.push_back(axis(letter, renames));
    step.writes.push_back(add_slot(std::move(slot), {}));
  }
  Node leaf{step.path, title ? title : stage.title, Level::stage, int(program_.steps.size()), int(program_.steps.size()), int(program_.steps.size()) + 1, {}};
  open_.back().children.push_back(leaf);
  program_.steps.push_back(step);
  return step.writes;
}

Program Builder::finish() {
  for (const auto& tensor : scene_.tensors) {
    if (used_.count(tensor.first)) continue;
    std::string known;
    for (const Slot& slot : program_.slots)
      if (slot.path.compare(0, 8, "weights.") == 0) known += (known.empty() ? "" : ", ") + slot.path.substr(8);
    throw Error("scene",
                "In the scene, the weights \"" + tensor.first + "\" belong to no step of this model. It has: " + known +
                    ". Check the name, or leave them out.",
                "", "weights." + tensor.first);
  }
  return std::move(program_);
}

}  // namespace attend
