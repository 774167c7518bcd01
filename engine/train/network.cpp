#include "network.hpp"

#include <algorithm>
#include <string_view>

#include "../error.hpp"
#include "../kernels/functions/elementwise.hpp"
#include "../kernels/positions/sinusoid.hpp"
#include "../program/masks.hpp"

namespace attend {

namespace {

bool is(const Step& step, std::string_view stage) noexcept { return stage == step.stage->id; }

std::size_t tokens_of(const Program& program) {
  const int ids = program.find_slot("ids");
  return program.slots[std::size_t(ids)].size;
}

}  // namespace

const Network::Known Network::kKnown[] = {
    {"embed", &Network::embed, &Network::embed_back},
    {"position", &Network::position, &Network::position_back},
    {"layer_norm", &Network::norm, &Network::norm_back},
    {"rms_norm", &Network::norm, &Network::norm_back},
    {"project", &Network::project, &Network::project_back},
    {"qk_norm", &Network::qk_norm, &Network::qk_norm_back},
    {"linear", &Network::linear, &Network::linear_back},
    {"residual", &Network::residual, &Network::residual_back},
    {"feed_forward", &Network::feed_forward, &Network::feed_forward_back},
};

Network::Network(const Program& program, const MaskConfig& mask, std::size_t heads, std::size_t sequences)
    : program_(program), parameters_(program), heads_(heads), tokens_(tokens_of(program)), most_(sequences),
      home_(program.slots.size()), back_home_(program.slots.size(), -1), values_(program.slots.size()),
      back_(program.slots.size()) {
  if (mask.kind != "none") {
    const Tensor may = build_mask(mask, 0, tokens_, tokens_);
    may_.assign(may.data(), may.data() + may.size());
  }
  plan(program);
  plan_back();
}

double Network::bytes(const Program& program, std::size_t sequences) {
  double numbers = 0;
  for (const Step& step : program.steps)
    for (const int slot : step.writes) numbers += double(program.slots[std::size_t(slot)].size);
  return 2 * numbers * double(sequences) * double(sizeof(real));
}

std::size_t Network::columns(int slot) const noexcept { return program_.slots[std::size_t(slot)].shape.back(); }

void Network::plan(const Program& program) {
  for (std::size_t slot = 0; slot < home_.size(); ++slot) home_[slot] = int(slot);
  Attention open{};
  for (const Step& step : program.steps) add(step, open);
  if (logits_ < 0)
    fail("training",
         {"This model has no logits, which the loss compares with words. Add \"unembed\": true to the model."});
}

/// Moves of numbers are no operations: heads stay columns of what `project` made. What stands between `scores` and
/// `weighted_sum` is one.
void Network::add(const Step& step, Attention& open) {
  const auto moves = [&](std::size_t result, std::size_t input) {
    home_[std::size_t(step.writes[result])] = home_[std::size_t(step.reads[input])];
  };
  if (is(step, "split_heads")) return moves(0, 0), moves(1, 1), moves(2, 2);
  if (is(step, "merge_heads")) return moves(0, 0);
  if (is(step, "scores")) return void(open = {step.reads[0], step.reads[1], -1});
  if (is(step, "scale")) return void(open.by = real(step.options[0] / step.options[1]));
  if (is(step, "soft_cap")) return void(open.cap = real(step.options[0]));
  if (is(step, "mask")) return void(open.masks_scores = true);
  if (is(step, "mask_weights")) return void(open.masks_weights = true);
  if (is(step, "softmax")) return;  // a part of attention, or the probabilities, which are part of the loss
  if (is(step, "weighted_sum")) {
    open.v = step.reads[1];
    operations_.push_back({&Network::attend, &Network::attend_back, &step, step.reads[1], step.writes[0]});
    operations_.back().attention = open;
    const std::size_t D = columns(step.writes[0]);
    values_[std::size_t(step.writes[0])].resize(most_ * tokens_ * heads_ * D);
    operations_.back().kept.resize(most_ * heads_ * tokens_ * tokens_);
    if (open.cap > 0) operations_.back().kept_too.resize(operations_.back().kept.size());
    return;
  }
  const auto known =
      std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known& one) { return is(step, one.stage); });
  if (known == std::end(kKnown))
    fail("training",
         {"A model with the step ", step.path, " (", step.stage->title,
          ") cannot be trained here. Leave that out of the model."},
         step.stage->id);
  operations_.push_back({known->forward, known->backward, &step, step.reads[0], step.writes.back()});
  Operation& added = operations_.back();
  if (is(step, "linear")) logits_ = step.path == "unembed" ? step.writes[0] : logits_;
  if (is(step, "feed_forward")) {
    added.kept.resize(most_ * tokens_ * columns(step.reads[1]));
    added.kept_too.resize(added.kept.size());
  }
  if (is(step, "position") && step.reads[1] < 0) {
    const Tensor encoding = sinusoid(tokens_, columns(added.y));
    added.kept.assign(encoding.data(), encoding.data() + encoding.size());
  }
  const bool three = is(step, "project"), two = is(step, "qk_norm");
  const std::size_t across = two ? heads_ : 1;
  for (const int slot : three ? step.writes
                        : two ? std::vector<int>{step.writes[2], step.writes[5]}
                              : std::vector<int>{added.y})
    values_[std::size_t(slot)].resize(most_ * tokens_ * across * columns(slot));
}

/// Where gradients lie. That of a sum is that of both its parts, and lies in one place for all three, but for a part that has a
/// share already: whatever made one part has read it before anything is added for the other.
void Network::plan_back() {
  const auto reached = [&](int slot) { return back_home_[std::size_t(home_[std::size_t(slot)])] >= 0; };
  const auto own = [&](int slot) {
    const std::size_t home = std::size_t(home_[std::size_t(slot)]);
    if (reached(slot)) return;
    back_home_[home] = int(home);
    back_[home].resize(values_[home].size());
  };
  const auto share = [&](int part, int sum) {
    back_home_[std::size_t(home_[std::size_t(part)])] = back_home_[std::size_t(home_[std::size_t(sum)])];
  };
  own(logits_);
  for (std::size_t i = operations_.size(); i-- > 0;) {
    Operation& operation = operations_[i];
    const std::vector<int>& reads = operation.step->reads;
    if (operation.forward == &Network::embed) continue;
    if (operation.forward == &Network::attend) {
      for (const int slot : {operation.attention.q, operation.attention.k, operation.attention.v}) own(slot);
    } else if (operation.forward == &Network::qk_norm) {
      own(reads[0]), own(reads[1]);
    } else if (operation.forward == &Network::residual) {
      operation.adds = reached(reads[0]);
      if (!operation.adds) share(reads[0], operation.y);
      operation.adds_too = reached(reads[1]);
      if (!operation.adds_too) share(reads[1], operation.y);
    } else if (operation.forward == &Network::position) {
      share(reads[0], operation.y);
    } else {
      operation.adds = reached(operation.x);
      own(operation.x);
    }
  }
}

real* Network::scratch(std::size_t number, std::size_t size) {
  if (scratch_.size() <= number) scratch_.resize(number + 1);
  if (scratch_[number].size() < size) scratch_[number].resize(size);
  return scratch_[number].data();
}

void Network::load(const Batch& batch) {
  sequences_ = batch.size();
  counted_ = 0;
  ids_.clear(), targets_.clear(), counts_.clear();
  for (const Example& example : batch) {
    ids_.insert(ids_.end(), example.ids.begin(), example.ids.end());
    targets_.insert(targets_.end(), example.targets.begin(), example.targets.end());
    counts_.insert(counts_.end(), example.counted.begin(), example.counted.end());
  }
  for (const char counts : counts_) counted_ += std::size_t(counts);
}

void Network::run(std::size_t part) {
  const std::size_t count = operations_.size();
  if (part == count) return loss();
  Operation& operation = operations_[part < count ? part : 2 * count - part];
  (this->*(part < count ? operation.forward : operation.backward))(operation);
}

}  // namespace attend
