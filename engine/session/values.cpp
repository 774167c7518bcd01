#include "values.hpp"

#include <algorithm>

#include "../error.hpp"
#include "../program/draw.hpp"
#include "../pull.hpp"

namespace attend {

namespace {

/// What part of the budget is for tensors that nobody asked for.
constexpr std::size_t kShare = 16;

void mark_ends(const Program& program, const Node& node, std::vector<char>& ends) {
  if (node.level == Level::layer) ends[std::size_t(program.steps[std::size_t(node.last) - 1].writes.back())] = 1;
  for (const Node& child : node.children) mark_ends(program, child, ends);
}

}  // namespace

Values::Values(const Program& program, const Edits& edits, std::size_t budget)
    : program_(program), edits_(edits), budget_(budget), reached_(program.slots.size(), 0),
      stays_(program.slots.size(), 0) {
  for (std::size_t slot = 0; slot < stays_.size(); ++slot) stays_[slot] = program.slots[slot].step < 0 ? 1 : 0;
  mark_ends(program, program.root, stays_);
  for (auto& kept : kept_) kept.resize(program.slots.size());
  for (auto& checked : checked_) checked.assign(program.slots.size(), Check::unknown);
  for (std::size_t slot = 0; slot < program.slots.size(); ++slot) needs_.push_back(needs_of(program, int(slot)));
}

TensorPtr Values::get(int slot, Run run) {
  run = run_of(slot, run);
  if (program_.slots[std::size_t(slot)].step < 0) return given(slot, run);
  TensorPtr found = find(slot, run);
  if (!found) found = make(slot, run);
  kept(slot, run).wanted = true;
  return found;
}

TensorPtr Values::find(int slot, Run run) {
  Kept& one = kept(slot, run);
  one.asked = ++askings_;
  return one.tensor;
}

/// An input or a weight: as it is written, or drawn anew.
TensorPtr Values::given(int slot, Run run) {
  const Origin& source = program_.origins[std::size_t(slot)];
  if (source.tensor && !(run == Run::edited && edits_.touch(slot))) return source.tensor;
  if (TensorPtr found = find(slot, run)) return found;
  room_for(program_.slots[std::size_t(slot)].size * sizeof(real));
  Tensor tensor = source.tensor ? *source.tensor : draw(source, program_.slots[std::size_t(slot)].shape);
  if (run == Run::edited) edits_.lay_over(slot, tensor);
  return keep(slot, run, std::move(tensor));
}

/// Counts the bytes of a tensor for as long as anybody holds it.
TensorPtr Values::keep(int slot, Run run, Tensor tensor) {
  const std::size_t bytes = tensor.size() * sizeof(real);
  *bytes_ += bytes;
  const auto release = [count = bytes_, bytes](const Tensor* gone) {
    *count -= bytes;
    delete gone;
  };
  Kept& one = kept(slot, run);
  one.tensor = TensorPtr(new Tensor(std::move(tensor)), release);
  one.asked = ++askings_;
  return one.tensor;
}

template <class MayGo>
bool Values::give_up_oldest(MayGo may_go) {
  Kept* oldest = nullptr;
  for (auto& run : kept_)
    for (std::size_t slot = 0; slot < run.size(); ++slot)
      if (run[slot].tensor.use_count() == 1 && may_go(slot, run[slot]) && (!oldest || run[slot].asked < oldest->asked))
        oldest = &run[slot];
  if (oldest) oldest->tensor.reset();
  return oldest != nullptr;
}

bool Values::room_for(std::size_t bytes) {
  const auto any = [](std::size_t, const Kept&) { return true; };
  while (*bytes_ + bytes > budget_)
    if (!give_up_oldest(any)) return false;
  return true;
}

void Values::pass_on() {
  const auto passing = [&](std::size_t slot, const Kept& one) { return !one.wanted && !stays_[slot]; };
  while (*bytes_ > budget_ / kShare && give_up_oldest(passing)) {
  }
}

TensorPtr Values::make(int slot, Run run) {
  if (TensorPtr made = make_missing(slot, run, false)) return made;
  // From the very beginning everything fits, one after the other: that was asked of the program when it was opened.
  for (auto& kept : kept_)
    for (Kept& one : kept) one.tensor.reset();
  return make_missing(slot, run, true);
}

/// What is missing, from the slot asked for back to what is there; and by how many of those each slot is read.
Values::Missing Values::missing(int slot, Run run) {
  Missing found{std::vector<char>(std::size_t(slot) + 1, 0), std::vector<int>(std::size_t(slot) + 1, 0)};
  std::vector<int> open = {slot};
  found.is[std::size_t(slot)] = 1;
  while (!open.empty()) {
    const int made = open.back();
    open.pop_back();
    for (const int need : needs_[std::size_t(made)]) {
      const std::size_t read = std::size_t(need);
      if (program_.slots[read].step < 0) continue;
      ++found.uses[read];
      if (found.is[read] || kept(need, run_of(need, run)).tensor) continue;
      found.is[read] = 1;
      open.push_back(need);
    }
  }
  return found;
}

TensorPtr Values::make_missing(int slot, Run run, bool insist) {
  Missing missing = this->missing(slot, run);
  std::vector<TensorPtr> needed(missing.is.size());  // and so in use: nothing here is given up for room
  for (std::size_t i = 0; i < needed.size(); ++i)
    if (missing.uses[i] > 0 && !missing.is[i]) needed[i] = find(int(i), run_of(int(i), run));
  for (std::size_t i = 0; i < needed.size(); ++i) {
    if (!missing.is[i]) continue;
    std::vector<std::size_t> drawn;
    for (const int need : needs_[i])
      if (TensorPtr& read = needed[std::size_t(need)]; !read) {
        read = given(need, run_of(need, run));
        drawn.push_back(std::size_t(need));
      }
    if (!room_for(program_.slots[i].size * sizeof(real)) && !insist) return nullptr;
    const Run own = run_of(int(i), run);
    Tensor tensor = compute(int(i), own, needed);
    if (own == Run::edited) edits_.lay_over(int(i), tensor);
    checked_[std::size_t(own)][i] = attend::computable(tensor) ? Check::computable : Check::lost;
    needed[i] = keep(int(i), own, std::move(tensor));
    for (const std::size_t need : drawn) needed[need].reset();
    for (const int need : needs_[i])
      if (missing.uses[std::size_t(need)] > 0 && --missing.uses[std::size_t(need)] == 0)
        needed[std::size_t(need)].reset();
    pass_on();
  }
  return needed[std::size_t(slot)];
}

/// A call of a step with some of the tensors that are needed.
Bound Values::bound(int step, Run run, const std::vector<int>& slots, const std::vector<TensorPtr>& needed) const {
  Bound bound{call(step, run), {}};
  for (const int slot : slots) attach(bound, step, slot, needed[std::size_t(slot)]);
  return bound;
}

Tensor Values::compute(int slot, Run run, const std::vector<TensorPtr>& needed) const {
  const Slot& made = program_.slots[std::size_t(slot)];
  if (made.is_gradient()) return pull_back(slot, run, needed);
  const Bound bound = this->bound(made.step, run, needs_[std::size_t(slot)], needed);
  return program_.steps[std::size_t(made.step)].stage->writes[std::size_t(made.result)].compute(bound.call);
}

/// A gradient: what comes back through every result that its tensor goes into.
Tensor Values::pull_back(int slot, Run run, const std::vector<TensorPtr>& needed) const {
  const int of = program_.slots[std::size_t(slot)].of;
  Tensor gradient = zeros(program_.slots[std::size_t(slot)].shape);
  if (of == program_.loss) gradient.fill(1);
  for (const Use& use : program_.uses[std::size_t(of)]) {
    const Slot& result = program_.slots[std::size_t(use.result)];
    const Bound bound = this->bound(result.step, run, use.needs, needed);
    const TensorPtr upstream =
        flowing(use.result, run, needed[std::size_t(program_.gradients[std::size_t(use.result)])]);
    for (const Pull* pull : use.pulls) pull->add(bound.call, *upstream, gradient);
    if (!use.pulls.empty()) continue;
    const auto source = std::find(use.needs.begin(), use.needs.end(), of) - use.needs.begin();
    const Step& step = program_.steps[std::size_t(result.step)];
    pull_cells(bound.call, step.stage->writes[std::size_t(result.result)], *upstream, *bound.held[std::size_t(source)],
               gradient);
  }
  return gradient;
}

/// The gradient of a result as far as it goes back: an edited cell no longer depends on what it was made of.
TensorPtr Values::flowing(int result, Run run, TensorPtr upstream) const {
  if (run == Run::plain || !edits_.touch(result)) return upstream;
  Tensor rest = *upstream;
  for (std::size_t flat = 0; flat < rest.size(); ++flat)
    if (edits_.cover(result, flat)) rest.data()[flat] = 0;
  return std::make_shared<const Tensor>(std::move(rest));
}

Call Values::call(int number, Run run) const {
  const Step& step = program_.steps[std::size_t(number)];
  Call call(*step.stage);
  for (std::size_t i = 0; i < step.options.size(); ++i)
    call.set_option(i, run == Run::edited ? edits_.option(number, i) : step.options[i]);
  return call;
}

/// Binds a tensor wherever the step has this slot, and holds it.
void Values::attach(Bound& bound, int number, int slot, TensorPtr tensor) const {
  const Step& step = program_.steps[std::size_t(number)];
  for (std::size_t i = 0; i < step.reads.size(); ++i)
    if (step.reads[i] == slot) bound.call.bind(i, tensor.get());
  for (std::size_t i = 0; i < step.writes.size(); ++i)
    if (step.writes[i] == slot) bound.call.bind(step.reads.size() + i, tensor.get());
  bound.held.push_back(std::move(tensor));
}

Bound Values::bind(int number, std::size_t last, Run run) {
  const Step& step = program_.steps[std::size_t(number)];
  Bound bound{call(number, run), {}};
  std::vector<int> reads;
  for (const int slot : step.reads)
    if (slot >= 0) reads.push_back(slot);
  // Results first, as the program makes them: so what is held meanwhile would be waiting anyway.
  std::sort(reads.begin(), reads.end(), [&](int a, int b) {
    const bool made_a = program_.slots[std::size_t(a)].step >= 0, made_b = program_.slots[std::size_t(b)].step >= 0;
    return made_a != made_b ? made_a : a < b;
  });
  for (const int slot : reads) attach(bound, number, slot, get(slot, run));
  for (std::size_t i = 0; i <= last; ++i) attach(bound, number, step.writes[i], get(step.writes[i], run));
  return bound;
}

bool Values::computable(int slot) {
  const Run run = run_of(slot, Run::edited);
  Check& checked = checked_[std::size_t(run)][std::size_t(slot)];
  if (checked == Check::unknown) get(slot, run);
  return checked != Check::lost;
}

namespace {

bool reads(const Program& program, int result, int option, const char* names) noexcept {
  const Stage& stage = *program.steps[std::size_t(program.slots[std::size_t(result)].step)].stage;
  return has_word(names, stage.options[std::size_t(option)].name);
}

/// Whether an edit of an option changes what a result is made of, or what comes back to a tensor through its uses.
bool reads_option(const Program& program, int slot, int step, int option) noexcept {
  const Slot& made = program.slots[std::size_t(slot)];
  if (!made.is_gradient()) {
    if (made.step != step) return false;
    const Stage& stage = *program.steps[std::size_t(step)].stage;
    return reads(program, slot, option, stage.writes[std::size_t(made.result)].reads);
  }
  for (const Use& use : program.uses[std::size_t(made.of)]) {
    const Slot& result = program.slots[std::size_t(use.result)];
    if (result.step != step) continue;
    if (use.pulls.empty() && reads_option(program, use.result, step, option)) return true;
    for (const Pull* pull : use.pulls)
      if (reads(program, use.result, option, pull->reads)) return true;
  }
  return false;
}

/// Whether a slot is a gradient to which something comes back through this result.
bool goes_back(const Program& program, int slot, int result) noexcept {
  const Slot& made = program.slots[std::size_t(slot)];
  if (!made.is_gradient()) return false;
  for (const Use& use : program.uses[std::size_t(made.of)])
    if (use.result == result) return true;
  return false;
}

}  // namespace

std::vector<int> Values::renew(const Edit& edit) {
  std::vector<int> results;
  std::vector<char> below(reached_.size(), 0);
  for (std::size_t slot = 0; slot < below.size(); ++slot) {
    if (edit.slot < 0 ? reads_option(program_, int(slot), edit.step, edit.option)
                      : edit.slot == int(slot) || goes_back(program_, int(slot), edit.slot))
      below[slot] = 1;
    for (const Source& source : program_.sources[slot])
      if (below[std::size_t(source.slot)]) below[slot] = 1;
    if (!below[slot]) continue;
    if (program_.slots[slot].step >= 0) results.push_back(int(slot));
    kept_[std::size_t(Run::edited)][slot] = {};
    checked_[std::size_t(Run::edited)][slot] = Check::unknown;
    reached_[slot] = touched(int(slot)) ? 1 : 0;
  }
  return results;
}

/// Whether edits in force reach a slot, given that this is known of all slots before it.
bool Values::touched(int slot) const {
  if (edits_.touch(slot)) return true;
  for (const Source& source : program_.sources[std::size_t(slot)])
    if (reached(source.slot)) return true;
  const Slot& made = program_.slots[std::size_t(slot)];
  if (!made.is_gradient()) return option_touched(slot, made.step);
  for (const Use& use : program_.uses[std::size_t(made.of)])
    if (edits_.touch(use.result) || option_touched(slot, program_.slots[std::size_t(use.result)].step)) return true;
  return false;
}

bool Values::option_touched(int slot, int step) const {
  if (step < 0) return false;
  for (std::size_t option = 0; option < program_.steps[std::size_t(step)].options.size(); ++option)
    if (edits_.change(step, option) && reads_option(program_, slot, step, int(option))) return true;
  return false;
}

}  // namespace attend
