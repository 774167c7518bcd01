#include "runner.hpp"

#include <cstring>

#include "../error.hpp"
#include "../json/json.hpp"
#include "../program/draw.hpp"
#include "../program/masks.hpp"

namespace attend {

namespace {

/// Bytes of weights that are drawn from a seed. Written ones are there anyway.
constexpr double kMostDrawn = double(1 << 30);

bool is_drawn(const Program& program, std::size_t slot) noexcept {
  const Origin& given = program.origins[slot];
  return program.slots[slot].step < 0 && !given.tensor && !given.mask;
}

/// Refuses weights that no memory would hold, before the first is drawn.
void check_room(const Program& program) {
  double bytes = 0;
  for (std::size_t slot = 0; slot < program.slots.size(); ++slot)
    if (is_drawn(program, slot)) bytes += double(program.slots[slot].size) * sizeof(real);
  if (bytes > kMostDrawn)
    fail("scene", {"The weights of this model take ", std::size_t(bytes / 1e6), " MB, and a runner draws at most ",
                   std::size_t(kMostDrawn / 1e6), " MB. Use fewer layers, a smaller width or fewer words."});
}

}  // namespace

Runner::Runner(Scene scene) : scene_(std::move(scene)), program_(build_forward(scene_)) {
  check_room(program_);
  for (std::size_t slot = 0; slot < program_.slots.size(); ++slot) {
    const Origin& given = program_.origins[slot];
    weights_.push_back(is_drawn(program_, slot)
                           ? std::make_shared<const Tensor>(draw(given, program_.slots[slot].shape))
                           : given.tensor);
  }
  plan();
}

/// Which operation does each step, where the numbers of each slot are, and until when they are needed.
void Runner::plan() {
  home_.resize(program_.slots.size());
  for (std::size_t slot = 0; slot < home_.size(); ++slot) home_[slot] = int(slot);
  values_.resize(home_.size());
  Attention open{};
  for (const Step& step : program_.steps) add(step, open);
  for (std::size_t i = 0; i < operations_.size(); ++i) {
    const Operation& operation = operations_[i];
    const Attention& attention = operation.attention;
    const bool attends = operation.run == &Runner::attend;
    for (const int slot : attends ? std::vector<int>{attention.q, attention.k, attention.v} : operation.step->reads)
      if (slot >= 0) values_[std::size_t(home_[std::size_t(slot)])].last_reader = i;
  }
  values_[std::size_t(home_[std::size_t(last_)])].last_reader = operations_.size();
}

namespace {

bool is(const Step& step, const char* stage) noexcept { return std::strcmp(step.stage->id, stage) == 0; }

}  // namespace

void Runner::add(const Step& step, Attention& open) {
  struct Known {
    const char* stage;
    void (Runner::*run)(const Operation&);
  };
  static constexpr Known kKnown[] = {
      {"embed", &Runner::embed},       {"position", &Runner::position}, {"layer_norm", &Runner::layer_norm},
      {"rms_norm", &Runner::rms_norm}, {"project", &Runner::project},   {"linear", &Runner::linear},
      {"qk_norm", &Runner::qk_norm},   {"residual", &Runner::residual}, {"feed_forward", &Runner::feed_forward}};
  const auto moves = [&](std::size_t result, std::size_t input) {
    home_[std::size_t(step.writes[result])] = home_[std::size_t(step.reads[input])];
  };
  if (is(step, "split_heads")) return moves(0, 0), moves(1, 1), moves(2, 2);
  if (is(step, "merge_heads")) {
    moves(0, 0);
    last_ = step.writes[0];
    return;
  }
  if (is(step, "scores")) return void(open = {step.reads[0], step.reads[1], -1, -1, 1});
  if (is(step, "scale")) return void(open.by = real(step.options[0] / step.options[1]));
  if (is(step, "soft_cap")) return void(open.cap = real(step.options[0]));
  if (is(step, "mask")) return void(open.masks_scores = true);
  if (is(step, "mask_weights")) return void(open.masks_weights = true);
  if (is(step, "softmax")) return;  // a part of attention, or the probabilities, which nobody asks a runner for
  if (is(step, "weighted_sum")) {
    open.v = step.reads[1], open.out = step.writes[0];
    operations_.push_back({&Runner::attend, &step, open});
    return;
  }
  for (const Known& known : kKnown) {
    if (!is(step, known.stage)) continue;
    operations_.push_back({known.run, &step, {}});
    last_ = step.writes.back();
    return;
  }
  fail("stage",
       {"A runner cannot do ", step.stage->id, ", which ", step.path,
        " is. Open the scene as a session, or leave that out of the model."},
       step.stage->id);
}

const std::vector<std::size_t>& Runner::ids(int slot) const noexcept {
  return program_.slots[std::size_t(slot)].axes[0].labels == Labels::memory ? memory_ : tokens_;
}

real* Runner::make(int slot, std::size_t rows, std::size_t columns) {
  Value& value = values_[std::size_t(slot)];
  value.buffer = buffers_.take(rows * columns);
  value.rows = rows, value.columns = columns;
  return value.buffer->data();
}

void Runner::check(const std::vector<std::size_t>& tokens, const std::vector<std::size_t>& memory) const {
  if (tokens.empty()) fail("input", {"The runner was given no tokens. Give at least one."});
  if (memory.empty() != scene_.memory.empty())
    fail("input", {scene_.memory.empty() ? "This model reads no memory. Leave it out."
                                         : "This model reads a memory too. Give its tokens."});
  for (const std::vector<std::size_t>* ids : {&tokens, &memory})
    for (const std::size_t id : *ids)
      if (id >= scene_.vocabulary.size())
        fail("value", {"There is no word ", id, ": the vocabulary has ", scene_.vocabulary.size(), "."});
  const MaskConfig& mask = scene_.model.mask;
  const std::size_t keys = scene_.model.kind == "attention" && !memory.empty() ? memory.size() : tokens.size();
  if (mask.kind == "custom" && (mask.rows.shape()[0] != tokens.size() || mask.rows.shape()[1] != keys))
    fail("input", {"The custom mask of this scene has the shape ", shape_of(mask.rows), ", which does not fit ",
                   tokens.size(), " tokens and ", keys, " keys. Give as many as in the scene."});
  for (const Step& step : program_.steps) {
    if (!is(step, "position") || step.reads[1] < 0) continue;
    const std::size_t rows = weight(step.reads[1]).shape()[0], count = ids(step.writes[0]).size();
    if (count > rows)
      fail("input", {"The table of positions has ", rows, " rows, but there are ", count,
                     " tokens. Give fewer, or a larger table."});
  }
}

std::string Runner::description() const {
  json::Writer out;
  out.begin('{');
  out.key("scene");
  write_scene(out, scene_);
  out.field("path", path());
  out.end('}');
  return out.text();
}

Runner::Matrix Runner::forward(const std::vector<std::size_t>& tokens, const std::vector<std::size_t>& memory) {
  tokens_ = tokens, memory_ = memory;
  check(tokens, memory);
  open_ = open_places(scene_.model.mask, std::max(tokens.size(), memory.size()));
  for (std::size_t i = 0; i < operations_.size(); ++i) {
    (this->*operations_[i].run)(operations_[i]);
    for (Value& value : values_)
      if (value.buffer && value.last_reader <= i) buffers_.give_back(std::move(value.buffer));
  }
  Value& last = values_[std::size_t(home_[std::size_t(last_)])];
  const Matrix answer{last.buffer->data(), last.rows, last.columns};
  buffers_.give_back(std::move(last.buffer));
  return answer;
}

}  // namespace attend
