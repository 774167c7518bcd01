#include "data.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "../error.hpp"
#include "../scene/fields.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;
constexpr std::size_t kUsualBatch = 16;

/// The places of words in a vocabulary; of a word that stands there twice, the first.
std::unordered_map<std::string_view, std::uint32_t> places_in(const std::vector<std::string>& vocabulary) {
  std::unordered_map<std::string_view, std::uint32_t> places;
  for (std::size_t i = 0; i < vocabulary.size(); ++i) places.emplace(vocabulary[i], std::uint32_t(i));
  return places;
}

}  // namespace

std::vector<Example> Data::found(const std::vector<Words>& words, const Scene& scene) const {
  const auto places = places_in(scene.vocabulary);
  std::vector<Example> examples;
  for (const Words& one : words) {
    Example example(one.said.size());
    for (std::size_t t = 0; t < one.said.size(); ++t) example.ids[t] = places.at(one.said[t]);
    if (one.told.empty()) example.tell_next();
    for (std::size_t t = 0; t < one.told.size(); ++t)
      if (!one.told[t].empty()) example.targets[t] = places.at(one.told[t]), example.counted[t] = 1;
    examples.push_back(std::move(example));
  }
  return examples;
}

void Data::settle(const Scene& scene, const json::Value& training) {
  examples_ = found(words_, scene);
  held_out_ = found(words_held_out_, scene);
  const Fields fields(training, "", "training");
  seed_ = std::uint32_t(fields.whole("seed", 0, 0, 4294967295u));
  const json::Value* batch = fields.find("batch");
  all_ = !task_ && (!batch || (batch->is(Type::string) && batch->text == "all"));
  if (all_) {
    batch_ = examples_.size();
    return;
  }
  if (batch && batch->is(Type::string))
    fields.fail("batch", {task_ ? "must be a whole number, as a task makes sequences without end, but it is the text \""
                                : "must be a whole number or \"all\", but it is the text \"",
                          batch->text, "\""});
  batch_ = fields.whole("batch", kUsualBatch, 1, 65536);
  if (!task_ && batch_ > examples_.size())
    fields.fail("batch", {"is ", batch_, ", but there are only ", examples_.size(),
                          " sequences. Make it smaller, write \"all\", or give more sequences"});
}

Example Data::drawn(const std::string& stream) const {
  Stream numbers(task_seed_, join({task_->name, "/", stream}));
  Example example(setting_.tokens);
  task_->draw(numbers, setting_, example);
  for (std::uint32_t& id : example.ids) id = places_[id];
  for (std::uint32_t& id : example.targets) id = places_[id];
  return example;
}

/// Sequences that are given come in an order of their own each time round.
void Data::fill(std::size_t step, Batch& batch) const {
  if (all_) {
    batch = examples_;
    return;
  }
  batch.clear();
  std::vector<std::size_t> order;
  std::size_t shuffled = std::size_t(-1);
  for (std::size_t place = step * batch_; place < (step + 1) * batch_; ++place) {
    if (task_) {
      batch.push_back(drawn(join({"learned/", place})));
      continue;
    }
    const std::size_t round = place / examples_.size();
    if (round != shuffled) {
      order.resize(examples_.size());
      std::iota(order.begin(), order.end(), 0);
      Stream numbers(seed_, join({"order/", round}));
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[numbers.below(i)]);
      shuffled = round;
    }
    batch.push_back(examples_[order[place % examples_.size()]]);
  }
}

void Data::fill_held_out(std::size_t first, std::size_t count, Batch& batch) const {
  batch.clear();
  for (std::size_t n = first; n < std::min(first + count, held_out()); ++n)
    batch.push_back(task_ ? drawn(join({"held out/", n})) : held_out_[n]);
}

}  // namespace attend
