#include "builder.hpp"

#include <algorithm>
#include <cmath>

#include "../check.hpp"
#include "../error.hpp"
#include "../scene/seeded.hpp"

namespace attend {

namespace {

/// About 400 MB of float: more than a lesson needs, less than a browser tab breaks at.
constexpr std::size_t kMostMillions = 100;

}  // namespace

std::string Builder::path(std::string_view name) const {
  if (open_.empty()) return std::string(name);
  const std::string& above = open_.back().path;
  return join({above, above.empty() ? "" : ".", name});
}

void Builder::enter(std::string_view name, std::string_view title, Level level) {
  open_.push_back(Node(path(name), title, level, -1, int(program_.steps.size())));
}

void Builder::leave() {
  Node node = std::move(open_.back());
  node.last = int(program_.steps.size());
  open_.pop_back();
  if (open_.empty()) program_.root = std::move(node);
  else open_.back().children.push_back(std::move(node));
}

int Builder::add_slot(std::string path, std::string_view name, std::vector<Axis> axes, Accepts accepts, Tensor value) {
  program_.slots.push_back(Slot(std::move(path), name, std::move(axes), accepts));
  program_.values.push_back(std::move(value));
  return int(program_.slots.size()) - 1;
}

std::vector<Axis> Builder::axes(std::string_view letters) const {
  std::vector<Axis> axes;
  for (std::string_view letter : words(letters)) {
    if (letter == "in") letter = in_;
    if (letter == "out") letter = out_;
    axes.push_back({letter, letter == "T"   ? t_
                            : letter == "S" ? s_
                            : letter == "V" ? Labels::vocabulary
                                            : Labels::numbers});
  }
  return axes;
}

std::size_t Builder::size_of(std::string_view letter) const {
  const ModelConfig& model = scene_.model;
  if (letter == "C") return model.width;
  if (letter == "H") return model.heads;
  if (letter == "D") return model.head_width;
  if (letter == "HD") return model.heads * model.head_width;
  if (letter == "F") return model.hidden;
  if (letter == "V") return scene_.vocabulary.size();
  return ((letter == "S" ? s_ : t_) == Labels::memory ? scene_.memory : scene_.tokens).size();
}

Shape Builder::shape(const std::vector<Axis>& axes) const {
  Shape shape;
  for (const Axis& axis : axes) shape.push_back(size_of(axis.name));
  return shape;
}

int Builder::input(std::string_view path, const char* letters, Tensor value, Accepts accepts) {
  const int known = program_.find_slot(path);
  if (known >= 0) return known;
  return add_slot(std::string(path), path.substr(path.rfind('.') + 1), axes(letters), accepts, std::move(value));
}

void Builder::refuse_if_large(const Shape& shape) {
  std::size_t size = 1;
  for (const std::size_t length : shape) size *= length;
  cells_ += size;
  if (cells_ > kMostMillions * 1000000)
    fail("scene", {"This scene makes more than ", kMostMillions,
                   " million numbers. Use fewer tokens, layers or heads, or a smaller width."});
}

/// A seeded parameter. Embeddings are drawn word by word, so that a word keeps its vector in every sentence.
Tensor Builder::drawn(const std::string& path, std::string_view name, const Shape& shape) const {
  if (name == "table" && shape[0] == scene_.vocabulary.size() && out_ == "embed") {
    Tensor table = zeros(shape);
    for (std::size_t row = 0; row < shape[0]; ++row) {
      const Tensor word = seeded(scene_.seed, join({path, "/", scene_.vocabulary[row]}), {shape[1]}, 0, 1);
      std::copy(word.data(), word.data() + shape[1], table.data() + row * shape[1]);
    }
    return table;
  }
  const double spread = shape.size() == 1 ? 0.1 : name == "table" ? 0.3 : 1.0 / std::sqrt(double(shape[0]));
  return seeded(scene_.seed, path, shape, name == "gain" ? 1 : 0, spread);
}

namespace {

[[noreturn]] void refuse_missing(const std::string& place, const Shape& wanted) {
  fail("scene",
       {"In the scene, the weights \"", place, "\" of shape ", wanted,
        " are missing. Write them, or add a \"seed\" that draws what is not written."},
       "", place);
}

[[noreturn]] void refuse_shape(const std::string& place, const char* axes, const Shape& wanted, const Shape& got) {
  fail("scene",
       {"In the scene, the weights \"", place, "\" should have the shape ", wanted, ", which is (", axes, "), but got ",
        got, ". Change the weights, or the model's sizes."},
       "", place);
}

}  // namespace

int Builder::parameter(const std::string& place, const Port& port) {
  const int shared = program_.find_slot(join({"weights.", place}));
  if (shared >= 0) return shared;
  std::vector<Axis> axes = this->axes(port.axes);
  Shape wanted = shape(axes);
  const Tensor* given = scene_.tensors.find(place);
  if (!given && port.optional && out_ != "position" && !(scene_.seeded && scene_.model.bias)) return -1;
  if (!given && !scene_.seeded) refuse_missing(place, wanted);
  refuse_if_large(wanted);
  if (given) {
    used_.push_back(place);
    const Shape got = shape_of(*given);
    if (out_ == "position" && got.size() == 2 && got[0] > wanted[0]) wanted[0] = got[0];
    if (got != wanted) refuse_shape(place, port.axes, wanted, got);
  }
  return add_slot(join({"weights.", place}), port.name, std::move(axes), port.accepts,
                  given ? *given : drawn(place, port.name, wanted));
}

namespace {

/// Which of a stage's alternative forms this step has: decided by the rank of the first input that has several.
std::size_t form_of(const Stage& stage, const std::vector<int>& reads, const std::vector<Slot>& slots) {
  for (std::size_t i = 0; i < stage.reads.count; ++i) {
    const std::vector<std::string_view> forms = words(stage.reads[i].axes, '|');
    if (forms.size() < 2) continue;
    for (std::size_t form = 0; form < forms.size(); ++form)
      if (words(forms[form]).size() == slots[std::size_t(reads[i])].axes.size()) return form;
  }
  return 0;
}

}  // namespace

const std::vector<int>& Builder::step(std::string_view name, std::string_view stage_id, std::initializer_list<int> data,
                                      As as, std::initializer_list<double> options) {
  const Stage& stage = find_stage(stage_id);
  const int number = int(program_.steps.size());
  in_ = program_.slots[std::size_t(*data.begin())].axes.back().name;
  out_ = as.out ? as.out : stage.id;
  Step step{path(name), &stage, data, {}, options};
  for (std::size_t i = data.size(); i < stage.reads.count; ++i) {
    const Port& port = stage.reads[i];
    const std::string place =
        as.place ? path(join({as.place, port.name, as.suffix})) : join({step.path, ".", port.name});
    step.reads.push_back(parameter(place, port));
  }
  for (std::size_t i = options.size(); i < stage.options.count; ++i) step.options.push_back(stage.options[i].initial);
  std::size_t mains = 0;
  for (const Result& result : stage.writes) mains += result.main;
  const std::size_t form = form_of(stage, step.reads, program_.slots);
  for (const Result& result : stage.writes) {
    const std::vector<std::string_view> forms = words(result.axes, '|');
    std::vector<Axis> own = axes(forms[std::min(form, forms.size() - 1)]);
    refuse_if_large(shape(own));
    const bool alone = result.main && mains == 1;
    const int slot = add_slot(alone ? step.path : join({step.path, ".", result.name}), result.name, std::move(own),
                              Accepts::scores, Tensor());
    program_.slots[std::size_t(slot)].step = number;
    program_.slots[std::size_t(slot)].result = int(step.writes.size());
    step.writes.push_back(slot);
  }
  open_.back().children.push_back(Node(step.path, as.title ? as.title : stage.title, Level::stage, number, number));
  program_.steps.push_back(std::move(step));
  return program_.steps.back().writes;
}

Program Builder::finish() {
  for (const auto& tensor : scene_.tensors) {
    if (std::find(used_.begin(), used_.end(), tensor.first) != used_.end()) continue;
    std::string known;
    for (const Slot& slot : program_.slots)
      if (slot.path.compare(0, 8, "weights.") == 0) append_item(known, std::string_view(slot.path).substr(8));
    fail("scene",
         {"In the scene, the weights \"", tensor.first, "\" belong to no step of this model. It has: ", known,
          ". Check the name, or leave them out."},
         "", tensor.first);
  }
  return std::move(program_);
}

}  // namespace attend
