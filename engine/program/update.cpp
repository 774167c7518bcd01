#include <algorithm>

#include "../check.hpp"
#include "../error.hpp"
#include "../text/nearest.hpp"
#include "program.hpp"

namespace attend {

namespace {

constexpr std::string_view kWeights = "weights.";

class Updates {
public:
  Updates(Program& program, const UpdateConfig& config) : program_(program), config_(config) {}

  void add() {
    const std::vector<int> weights = chosen();
    Node group("update", "Update", Level::model, -1, int(program_.steps.size()));
    for (const int weight : weights) add_step(weight, group);
    group.last = program_.root.last = int(program_.steps.size());
    program_.root.children.push_back(std::move(group));
  }

private:
  static std::string_view name_of(const Slot& weight) { return std::string_view(weight.path).substr(kWeights.size()); }

  std::vector<int> chosen() const {
    std::vector<std::string_view> known;
    std::vector<int> all;
    for (std::size_t slot = 0; slot < program_.slots.size(); ++slot)
      if (program_.slots[slot].path.compare(0, kWeights.size(), kWeights) == 0) {
        known.push_back(name_of(program_.slots[slot]));
        all.push_back(int(slot));
      }
    if (config_.weights.empty()) return all;
    std::vector<int> chosen;
    for (const std::string& name : config_.weights) {
      const auto found = std::find(known.begin(), known.end(), name);
      if (found == known.end())
        fail("scene",
             {"In the scene, \"update.weights\" names \"", name, "\", which is no weight of this model. ",
              did_you_mean(name, known), "Check the name, or leave the list out, and all weights are updated."},
             "", "update.weights");
      chosen.push_back(all[std::size_t(found - known.begin())]);
    }
    return chosen;
  }

  /// A tensor in the shape of a weight.
  int add_slot(std::string path, std::string_view name, int weight) {
    const Slot& like = program_.slots[std::size_t(weight)];
    program_.slots.push_back(
        Slot(std::move(path), name, std::vector<Axis>(like.axes), Shape(like.shape), Accepts::finite));
    program_.origins.emplace_back();
    program_.sources.emplace_back();
    return int(program_.slots.size()) - 1;
  }

  /// A moment before the first step: 0 throughout.
  int moment(const char* which, int weight) {
    const std::string_view name = name_of(program_.slots[std::size_t(weight)]);
    const int slot = add_slot(join({"moments.", which, ".", name}), which, weight);
    program_.origins.back().zeros = true;
    return slot;
  }

  void add_step(int weight, Node& group) {
    const std::string name(name_of(program_.slots[std::size_t(weight)]));
    const int number = int(program_.steps.size());
    const Stage& stage = find_stage(config_.adam ? "adam" : "sgd");
    Step step{join({"update.", name}), &stage, {weight, program_.gradients[std::size_t(weight)]}, {}, {}};
    step.options = {config_.rate_at(0), config_.decay};
    if (config_.adam) {
      step.reads.push_back(moment("first", weight));
      step.reads.push_back(moment("second", weight));
      step.options.insert(step.options.end(), {config_.betas[0], config_.betas[1], config_.eps, 1});
    }
    for (const Result& result : stage.writes) {
      const int slot = add_slot(result.main ? step.path : join({step.path, ".", result.name}), result.name, weight);
      program_.slots[std::size_t(slot)].step = number;
      program_.slots[std::size_t(slot)].result = int(step.writes.size());
      step.writes.push_back(slot);
      program_.sources[std::size_t(slot)] = sources_of(step, result);
    }
    group.children.push_back(Node(step.path, name, Level::stage, number, number));
    program_.steps.push_back(std::move(step));
  }

  Program& program_;
  const UpdateConfig& config_;
};

}  // namespace

void add_update(Program& program, const UpdateConfig& config) { Updates(program, config).add(); }

}  // namespace attend
