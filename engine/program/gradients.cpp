#include <algorithm>

#include "../error.hpp"
#include "program.hpp"

namespace attend {

namespace {

/// Whether a small change of a number means anything: ids and masks only choose.
bool smooth(const Slot& slot) noexcept { return slot.accepts != Accepts::ids && slot.accepts != Accepts::mask; }

class Backward {
public:
  explicit Backward(Program& program) : program_(program), depends_(program.slots.size(), 0) {
    program_.gradients.assign(depends_.size(), -1);
    program_.uses.resize(depends_.size());
  }

  void add() {
    find_dependence();
    for (std::size_t slot = 0; slot < depends_.size(); ++slot)
      if (depends_[slot] && program_.slots[slot].step >= 0) find_uses(int(slot));
    Node group("gradients", "Gradients", Level::model, -1, int(program_.steps.size()));
    mirror(program_.root, group);
    group.last = program_.root.last = int(program_.steps.size());
    program_.root.children.push_back(std::move(group));
    for (std::size_t slot = 0; slot < depends_.size(); ++slot)
      if (program_.gradients[slot] < 0) program_.origins[std::size_t(add_slot(int(slot), -1))].zeros = true;
  }

private:
  void find_dependence() {
    depends_[std::size_t(program_.loss)] = 1;
    for (std::size_t slot = depends_.size(); slot-- > 0;)
      for (const Source& source : program_.sources[slot])
        depends_[std::size_t(source.slot)] |= depends_[slot] && smooth(program_.slots[std::size_t(source.slot)]);
  }

  /// Notes a result as a use of each tensor that it is made of.
  void find_uses(int result) {
    const Slot& made = program_.slots[std::size_t(result)];
    const Step& step = program_.steps[std::size_t(made.step)];
    const Result& written = step.stage->writes[std::size_t(made.result)];
    std::vector<int> seen;
    for (const Source& source : program_.sources[std::size_t(result)]) {
      if (!depends_[std::size_t(source.slot)] || std::find(seen.begin(), seen.end(), source.slot) != seen.end())
        continue;
      seen.push_back(source.slot);
      program_.uses[std::size_t(source.slot)].push_back(use(result, step, written, source.slot));
    }
  }

  Use use(int result, const Step& step, const Result& written, int source) const {
    Use use{result, {}, {}};
    bool all = true;
    for (const std::string_view word : words(written.reads)) {
      if (slot_named(step, word) != source) continue;
      const auto pull =
          std::find_if(written.pulls.begin(), written.pulls.end(), [&](const Pull& one) { return word == one.to; });
      if (pull == written.pulls.end()) all = false;
      else use.pulls.push_back(pull);
    }
    if (!all) {
      use.pulls.clear();
      use.needs = needs_of(program_, result);
      use.needs.push_back(result);
      return use;
    }
    for (const Pull* pull : use.pulls)
      for (const std::string_view word : words(pull->reads)) {
        const int slot = slot_named(step, word);
        if (slot >= 0 && std::find(use.needs.begin(), use.needs.end(), slot) == use.needs.end())
          use.needs.push_back(slot);
      }
    return use;
  }

  /// Adds below `into` what goes back through the steps below `node`, the last first.
  void mirror(const Node& node, Node& into) {
    for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) {
      const bool leaf = child->step >= 0;
      const std::string path = join({"gradients.", child->path});
      const int first = int(program_.steps.size());
      Node made(path, leaf ? join({"Gradient: ", child->title}) : child->title, child->level, leaf ? first : -1, first);
      if (leaf) add_step(child->step, path);
      else mirror(*child, made);
      made.last = int(program_.steps.size());
      if (made.last > first) into.children.push_back(std::move(made));
    }
  }

  void add_step(int through, const std::string& path) {
    Step back{path, nullptr, {}, {}, {}, through};
    const Step step = program_.steps[std::size_t(through)];
    const int number = int(program_.steps.size());
    const auto add = [&](int slot) {
      const int made = add_slot(slot, number);
      program_.slots[std::size_t(made)].result = int(back.writes.size());
      back.writes.push_back(made);
    };
    for (auto result = step.writes.rbegin(); result != step.writes.rend(); ++result)
      if (depends_[std::size_t(*result)]) add(*result);
    for (const int read : step.reads)
      if (read >= 0 && first_use(read) == through && program_.gradients[std::size_t(read)] < 0) add(read);
    if (back.writes.empty()) return;
    for (const int written : back.writes)
      for (const Source& source : program_.sources[std::size_t(written)])
        if (program_.slots[std::size_t(source.slot)].step != number &&
            std::find(back.reads.begin(), back.reads.end(), source.slot) == back.reads.end())
          back.reads.push_back(source.slot);
    program_.steps.push_back(std::move(back));
  }

  /// Of an input or a weight that the loss depends on, the first step that uses it: going back, the last; else -1.
  int first_use(int slot) const {
    const bool given = program_.slots[std::size_t(slot)].step < 0 && depends_[std::size_t(slot)];
    return given ? program_.slots[std::size_t(program_.uses[std::size_t(slot)].front().result)].step : -1;
  }

  int add_slot(int of, int step) {
    const Slot& forward = program_.slots[std::size_t(of)];
    Slot slot(join({"gradients.", forward.path}), forward.name, std::vector<Axis>(forward.axes), Shape(forward.shape),
              Accepts::finite);
    slot.step = step;
    slot.of = of;
    std::vector<Source> sources;
    for (const Use& use : program_.uses[std::size_t(of)]) {
      sources.push_back({program_.gradients[std::size_t(use.result)], ""});
      if (use.pulls.empty())
        for (const Source& source : program_.sources[std::size_t(use.result)]) sources.push_back({source.slot, ""});
      else
        for (const int need : use.needs) sources.push_back({need, ""});
    }
    program_.slots.push_back(std::move(slot));
    program_.origins.emplace_back();
    program_.sources.push_back(std::move(sources));
    return program_.gradients[std::size_t(of)] = int(program_.slots.size()) - 1;
  }

  Program& program_;
  std::vector<char> depends_;  ///< by slot, whether the loss depends on it
};

}  // namespace

void add_gradients(Program& program) { Backward(program).add(); }

void check_cells(const Program& program) {
  double cells = 0;
  for (const Step& step : program.steps)
    for (const int slot : step.writes) cells += double(program.slots[std::size_t(slot)].size);
  if (cells > kMostSteps)
    fail("scene", {"With its gradients this scene makes more than ", std::size_t(kMostSteps),
                   " numbers. Use fewer tokens, layers or heads, or a smaller width, or leave the \"loss\" out."});
}

}  // namespace attend
