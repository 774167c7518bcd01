#include "builder.hpp"

#include <algorithm>
#include <cmath>

#include "../check.hpp"
#include "../error.hpp"
#include "../text/nearest.hpp"

namespace attend {

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

int Builder::add_slot(std::string path, std::string_view name, std::vector<Axis> axes, Shape shape, Accepts accepts) {
  program_.slots.push_back(Slot(std::move(path), name, std::move(axes), std::move(shape), accepts));
  places_.emplace(program_.slots.back().path, int(program_.slots.size()) - 1);
  program_.origins.emplace_back();
  program_.sources.emplace_back();
  return int(program_.slots.size()) - 1;
}

std::vector<Axis> Builder::axes(std::string_view letters) const {
  std::vector<Axis> axes;
  for (std::string_view letter : words(letters)) {
    if (letter == "in") letter = in_;
    if (letter == "out") letter = out_;
    if (scene_.model.kv_heads == scene_.model.heads && letter[0] == 'G') letter = letter.size() == 1 ? "H" : "HD";
    if (letter == "T") axes.push_back({letter, t_.labels, t_.first});
    else if (letter == "S") axes.push_back({letter, s_.labels, s_.first});
    else if (letter == "K") axes.push_back({letter, k_.labels, s_.first + k_.first});
    else axes.push_back({letter, letter == "V" ? Labels::vocabulary : Labels::numbers});
  }
  return axes;
}

std::size_t Builder::size_of(std::string_view letter) const {
  const ModelConfig& model = scene_.model;
  if (letter == "C") return model.width;
  if (letter == "H") return model.heads;
  if (letter == "D") return model.head_width;
  if (letter == "HD") return model.heads * model.head_width;
  if (letter == "G") return model.kv_heads;
  if (letter == "GD") return model.kv_heads * model.head_width;
  if (letter == "R") return std::size_t(turned_columns(model)) / 2;
  if (letter == "F") return model.feed_forward.width;
  if (letter == "E") return model.feed_forward.experts;
  if (letter == "V" || letter == "N" || letter == "M") return scene_.vocabulary.size();
  if (letter == "P" && scene_.generate.tokens > 0) return scene_.tokens.size() + scene_.generate.tokens - 1;
  if (letter == "1") return 1;
  if (letter == "K") return k_.count;
  const Span& span = letter == "S" ? s_ : t_;
  if (span.count > 0) return span.count;
  return (span.labels == Labels::memory ? scene_.memory : scene_.tokens).size();
}

Shape Builder::shape(const std::vector<Axis>& axes) const {
  Shape shape;
  for (const Axis& axis : axes) shape.push_back(size_of(axis.name));
  return shape;
}

int Builder::input(std::string_view path, const char* letters, Origin given, Accepts accepts) {
  const auto known = places_.find(std::string(path));
  if (known != places_.end()) return known->second;
  std::vector<Axis> own = axes(letters);
  Shape own_shape = shape(own);
  const int slot =
      add_slot(std::string(path), path.substr(path.rfind('.') + 1), std::move(own), std::move(own_shape), accepts);
  program_.origins.back() = std::move(given);
  return slot;
}

int Builder::input_like(std::string_view path, int slot, Origin given) {
  const Slot& model = program_.slots[std::size_t(slot)];
  const int made =
      add_slot(std::string(path), path, std::vector<Axis>(model.axes), Shape(model.shape), Accepts::finite);
  program_.origins.back() = std::move(given);
  return made;
}

/// A seeded parameter. Embeddings are drawn word by word, so that a word keeps its vector in every sentence.
Origin Builder::drawn(const std::string& path, std::string_view name, const Shape& shape) const {
  if (out_ == "embed") return {nullptr, nullptr, scene_.seed, path, 0, 1, &scene_.vocabulary};
  const bool bias = shape.size() == 1 || name.front() == 'b';
  const double spread = bias ? 0.1 : name == "table" ? 0.3 : 1.0 / std::sqrt(double(shape[shape.size() - 2]));
  return {nullptr, nullptr, scene_.seed, path, name.ends_with("gain") ? 1.0 : 0.0, spread, nullptr};
}

namespace {

[[noreturn]] void refuse_missing(const std::string& place, const Shape& wanted) {
  fail("scene",
       {"In the scene, the weights \"", place, "\" of shape ", wanted,
        " are missing. Write them, or add a \"seed\" that draws what is not written."},
       "", place);
}

/// A table of words whose rows were counted by the sentence, in which a word stands twice.
void refuse_repeated(const std::string& place, const Scene& scene, const Shape& got) {
  std::vector<std::string> all = scene.tokens;
  all.insert(all.end(), scene.memory.begin(), scene.memory.end());
  const bool by_sentence = got.size() == 2 && (got[0] == scene.tokens.size() || got[0] == all.size());
  if (!by_sentence || got[0] <= scene.vocabulary.size()) return;
  std::set<std::string> seen;
  const auto twice =
      std::find_if(all.begin(), all.end(), [&](const std::string& word) { return !seen.insert(word).second; });
  if (twice == all.end()) return;
  std::string order;
  for (const std::string& word : scene.vocabulary) append_item(order, word);
  fail("scene",
       {"In the scene, the weights \"", place, "\" have ", got[0], " rows, but there are ", scene.vocabulary.size(),
        " different words: \"", *twice,
        "\" stands twice in the tokens, and a word has one row however often it stands. ",
        "Write one row for each of: ", order, "."},
       "", place);
}

[[noreturn]] void refuse_shape(const std::string& place, const char* axes, const Shape& wanted, const Shape& got) {
  fail("scene",
       {"In the scene, the weights \"", place, "\" should have the shape ", wanted, ", which is (", axes, "), but got ",
        got, ". Change the weights, or the model's sizes."},
       "", place);
}

}  // namespace

/// A parameter that is written. A table of positions may have more rows than there are tokens; numbers without a shape of
/// their own take the model's, in place for the first program that reads them.
Origin Builder::written(const std::string& place, const Port& port, Shape& wanted, Numbers& numbers) {
  used_.insert(place);
  Tensor& tensor = numbers.tensor;
  Shape got = shape_of(tensor);
  if (out_ == "position" && wanted.size() == 2) {
    const std::size_t rows = got.size() == 2 ? got[0] : numbers.flat ? tensor.size() / wanted[1] : 0;
    wanted[0] = std::max(wanted[0], rows);
  }
  const TensorPtr shared(numbers.shared_from_this(), &tensor);
  const bool reshapes = numbers.flat && got != wanted && tensor.size() == cell_count(wanted);
  if (got != wanted && !reshapes) {
    if (out_ == "embed") refuse_repeated(place, scene_, got);
    refuse_shape(place, port.axes, wanted, got);
  }
  if (!reshapes || !numbers.settled) {
    if (reshapes) tensor.reshape(wanted);
    numbers.settled = true;
    return {shared, nullptr, 0, "", 0, 1, nullptr};
  }
  Tensor copy = tensor;
  copy.reshape(wanted);
  return {std::make_shared<const Tensor>(std::move(copy)), nullptr, 0, "", 0, 1, nullptr};
}

int Builder::parameter(const std::string& place, const Port& port) {
  const auto shared = places_.find(join({"weights.", place}));
  if (shared != places_.end()) return shared->second;
  std::vector<Axis> axes = this->axes(port.axes);
  Shape wanted = shape(axes);
  const auto found = scene_.tensors.find(place);
  const bool numbers = found != scene_.tensors.end();
  if (!numbers && port.optional && out_ != "position" && !(scene_.seeded && scene_.model.bias)) return -1;
  if (!numbers && !scene_.seeded && missing_.empty()) missing_ = place, missing_shape_ = wanted;
  Origin given = numbers ? written(place, port, wanted, *found->second) : drawn(place, port.name, wanted);
  const int slot = add_slot(join({"weights.", place}), port.name, std::move(axes), std::move(wanted), port.accepts);
  program_.origins.back() = std::move(given);
  return slot;
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
    step.reads.push_back(parameter(place.substr(shared_), port));
  }
  for (std::size_t i = options.size(); i < stage.options.count; ++i) step.options.push_back(stage.options[i].initial);
  std::size_t mains = 0;
  for (const Result& result : stage.writes) mains += result.main;
  const std::size_t form = form_of(stage, step.reads, program_.slots);
  for (const Result& result : stage.writes) {
    const std::vector<std::string_view> forms = words(result.axes, '|');
    std::vector<Axis> own = axes(forms[std::min(form, forms.size() - 1)]);
    Shape own_shape = shape(own);
    cells_ += double(cell_count(own_shape));
    if (cells_ > kMostSteps)
      fail("scene", {"Up to the step \"", step.path, "\" this scene makes more than ", std::size_t(kMostSteps),
                     " numbers. Use fewer tokens, layers or heads, or a smaller width."});
    const bool alone = result.main && mains == 1;
    const int slot = add_slot(alone ? step.path : join({step.path, ".", result.name}), result.name, std::move(own),
                              std::move(own_shape), as.accepts == Accepts::finite ? result.accepts : as.accepts);
    program_.slots[std::size_t(slot)].step = number;
    program_.slots[std::size_t(slot)].result = int(step.writes.size());
    step.writes.push_back(slot);
  }
  for (std::size_t i = 0; i < step.writes.size(); ++i)
    program_.sources[std::size_t(step.writes[i])] = sources_of(step, stage.writes[i]);
  open_.back().children.push_back(Node(step.path, as.title ? as.title : stage.title, Level::stage, number, number));
  program_.steps.push_back(std::move(step));
  return program_.steps.back().writes;
}

/// A weight that the scene writes and no step has is told before one that is missing: it may be the same, misspelt.
void Builder::check_names() const {
  constexpr std::size_t kMostListed = 24;
  for (const auto& tensor : scene_.tensors) {
    if (used_.count(tensor.first)) continue;
    std::vector<std::string_view> known;
    for (const Slot& slot : program_.slots)
      if (slot.path.compare(0, 8, "weights.") == 0) known.push_back(std::string_view(slot.path).substr(8));
    std::string list;
    for (std::size_t i = 0; i < std::min(known.size(), kMostListed); ++i) append_item(list, known[i]);
    if (known.size() > kMostListed) append_item(list, join({"and ", known.size() - kMostListed, " more"}));
    fail("scene",
         {"In the scene, the weights \"", tensor.first, "\" belong to no step of this model. ",
          did_you_mean(tensor.first, known), "It has: ", list, ". Check the name, or leave them out."},
         "", tensor.first);
  }
}

Program Builder::finish() {
  check_names();
  if (!missing_.empty()) refuse_missing(missing_, missing_shape_);
  program_.words = scene_.vocabulary.size();
  return std::move(program_);
}

}  // namespace attend
