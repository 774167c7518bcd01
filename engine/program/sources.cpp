#include <algorithm>

#include "program.hpp"

namespace attend {

namespace {

/// What a name means in a step; slot -1 where the step has no such input or result.
Source source_named(const Step& step, std::string_view name) noexcept {
  for (std::size_t i = 0; i < step.reads.size(); ++i)
    if (name == step.stage->reads[i].name) return {step.reads[i], step.stage->reads[i].axes};
  for (std::size_t i = 0; i < step.writes.size(); ++i)
    if (name == step.stage->writes[i].name) return {step.writes[i], step.stage->writes[i].axes};
  return {-1, nullptr};
}

}  // namespace

std::vector<Source> sources_of(const Step& step, const Result& result) {
  std::vector<Source> sources;
  for (const std::string_view word : words(result.reads)) {
    Source found{-1, nullptr};
    for (const std::string_view name : words(word, '|')) {
      const Source named = source_named(step, name);
      if (!found.axes) found.axes = named.axes;
      if (found.slot < 0) found.slot = named.slot;
    }
    if (found.slot >= 0) sources.push_back(found);
  }
  return sources;
}

int slot_named(const Step& step, std::string_view name) {
  for (const std::string_view one : words(name, '|'))
    if (const int slot = source_named(step, one).slot; slot >= 0) return slot;
  return -1;
}

std::vector<int> needs_of(const Program& program, int slot) {
  const int number = program.slots[std::size_t(slot)].step;
  std::vector<int> needs;
  if (number < 0) return needs;
  if (const Slot& made = program.slots[std::size_t(slot)]; made.is_gradient()) {
    for (const Use& use : program.uses[std::size_t(made.of)]) {
      needs.push_back(program.gradients[std::size_t(use.result)]);
      for (const int need : use.needs)
        if (std::find(needs.begin(), needs.end(), need) == needs.end()) needs.push_back(need);
    }
    return needs;
  }
  for (const int read : program.steps[std::size_t(number)].reads)
    if (read >= 0) needs.push_back(read);
  for (const Source& source : program.sources[std::size_t(slot)])
    if (std::find(needs.begin(), needs.end(), source.slot) == needs.end()) needs.push_back(source.slot);
  return needs;
}

Need largest_need(const Program& program) {
  const auto bytes = [&](int slot) {
    const bool written = program.origins[std::size_t(slot)].tensor != nullptr;
    return written ? 0.0 : double(program.slots[std::size_t(slot)].size) * sizeof(real);
  };
  std::vector<int> last(program.slots.size(), -1);
  for (std::size_t slot = 0; slot < last.size(); ++slot)
    for (const int read : needs_of(program, int(slot))) last[std::size_t(read)] = program.slots[slot].step;
  Need need{0, 0};
  double behind = 0;  // made earlier and still to be read
  for (std::size_t number = 0; number < program.steps.size(); ++number) {
    const Step& step = program.steps[number];
    double own = 0;
    for (const int slot : step.writes) own += bytes(slot);
    for (const int slot : step.reads)
      if (slot >= 0 && program.slots[std::size_t(slot)].step < 0) own += bytes(slot);
    if (behind + own > need.bytes) need = {behind + own, int(number)};
    for (const int slot : step.writes)
      if (last[std::size_t(slot)] > int(number)) behind += bytes(slot);
    for (std::size_t slot = 0; slot < last.size(); ++slot) {
      const int made = program.slots[slot].step;
      if (made >= 0 && made < int(number) && last[slot] == int(number)) behind -= bytes(int(slot));
    }
  }
  return need;
}

}  // namespace attend
