// The numbers of tests/reference, which PyTorch computed in float64: every stage alone, and whole programs.
#include <nlohmann/json.hpp>
#include <set>

#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

ByName tensors_of(const Json& object) {
  ByName tensors;
  for (const auto& [name, tensor] : object.items()) tensors[name] = read_tensor(tensor);
  return tensors;
}

std::string written(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

Given options_of(const Json& object) {
  Given options;
  for (const auto& [name, value] : object.items()) options[name] = written(value);
  return options;
}

void meet_case(Problems& problems, const Json& one) {
  const std::string name = one.at("name");
  const ByName expected = tensors_of(one.at("outputs"));
  const ByName got = run_stage(one.at("stage"), tensors_of(one.at("inputs")), options_of(one.at("options")));
  if (got.size() != expected.size())
    problems.add(name + ": expected " + std::to_string(expected.size()) + " tensors, got " +
                 std::to_string(got.size()));
  for (const auto& tensor : expected) {
    if (got.count(tensor.first)) compare(problems, name + ": " + tensor.first, got.at(tensor.first), tensor.second);
    else problems.add(name + ": " + tensor.first + " was not written");
  }
}

/// Cells compared.
std::size_t meet_program(Problems& problems, const Json& one) {
  const std::string name = one.at("name");
  const Session session(scene_from(one.at("scene")));
  std::size_t cells = 0;
  for (const auto& [path, tensor] : one.at("tensors").items()) {
    const Tensor expected = read_tensor(tensor);
    compare(problems, name + ": " + path, tensor_at(session, path), expected);
    cells += expected.size();
  }
  if (one.contains("mask") && session.scene().model.mask.kind != "none") {
    const std::string mask = "masks." + std::string(session.scene().model.mask.kind);
    compare(problems, name + ": " + mask, tensor_at(session, mask), read_tensor(one["mask"]));
  }
  return cells;
}

}  // namespace

TEST_CASE("reference: every stage alone", "[reference]") {
  const Json file = read_json("tests/reference/stages.json");
  Problems problems;
  for (const Json& one : file.at("cases")) meet_case(problems, one);
  CHECK(file.at("cases").size() >= 100);
  REQUIRE_NONE(problems);
}

TEST_CASE("reference: whole programs", "[reference]") {
  for (const char* name : {"programs", "programs_masks", "programs_cross", "programs_switches"}) {
    const Json file = read_json(std::string("tests/reference/") + name + ".json");
    Problems problems;
    std::size_t cells = 0;
    for (const Json& one : file.at("programs")) cells += meet_program(problems, one);
    INFO(name << ": " << cells << " numbers");
    CHECK(cells > 500);
    REQUIRE_NONE(problems);
  }
}

TEST_CASE("reference: the gradient of every tensor and every weight, as PyTorch's autograd gives it", "[reference]") {
  const Json file = read_json("tests/reference/gradients.json");
  const Tolerance tolerance = kDouble ? Tolerance{1e-10, 1e-10} : Tolerance{1e-4, 1e-6};
  Problems problems;
  std::size_t cells = 0;
  for (const Json& one : file.at("programs")) {
    const std::string name = one.at("name");
    const Session session(scene_from(one.at("scene")));
    compare(problems, name + ": loss", tensor_at(session, "loss"), read_tensor(one.at("loss")), tolerance);
    for (const auto& [of, tensor] : one.at("gradients").items()) {
      const Tensor expected = read_tensor(tensor);
      const std::string path = "gradients." + of;
      compare(problems, name + ": " + path, tensor_at(session, path), expected, tolerance);
      cells += expected.size();
    }
  }
  CHECK(cells > 5000);
  REQUIRE_NONE(problems);
}

TEST_CASE("reference: no stage and no choice without a case", "[reference]") {
  std::set<std::string> covered;
  const Json file = read_json("tests/reference/stages.json");
  for (const Json& one : file.at("cases")) {
    const std::string stage = one.at("stage");
    covered.insert(stage);
    for (const auto& [name, value] : one.at("options").items())
      covered.insert(stage + " " + name + " " + written(value));
  }
  Problems problems;
  for (const Stage* stage : all_stages()) {
    if (!covered.count(stage->id)) problems.add(std::string(stage->id) + " has no case in tests/reference/stages.json");
    for (const Option& option : stage->options)
      for (const auto& word : words(option.choices ? option.choices : "", '|')) {
        const std::string choice(word);
        if (!covered.count(std::string(stage->id) + " " + option.name + " " + choice))
          problems.add(std::string(stage->id) + " has no case with " + option.name + " = " + choice);
      }
  }
  REQUIRE_NONE(problems);
}
