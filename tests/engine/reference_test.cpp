// The numbers of tests/reference, which PyTorch computed in float64: every stage alone, and whole programs.
#include <set>

#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

ByName tensors_of(const json::Value& object) {
  ByName tensors;
  for (const auto& member : object.items) tensors[member.name] = read_tensor(member);
  return tensors;
}

std::string written(const json::Value& value) {
  return value.is(json::Value::Type::string) ? value.text : to_text(value);
}

Given options_of(const json::Value& object) {
  Given options;
  for (const auto& member : object.items) options[member.name] = written(member);
  return options;
}

void meet_case(Problems& problems, const json::Value& one) {
  const std::string name = one.find("name")->text;
  const ByName expected = tensors_of(*one.find("outputs"));
  const ByName got =
      run_stage(one.find("stage")->text, tensors_of(*one.find("inputs")), options_of(*one.find("options")));
  if (got.size() != expected.size())
    problems.add(name + ": expected " + std::to_string(expected.size()) + " tensors, got " +
                 std::to_string(got.size()));
  for (const auto& tensor : expected) {
    if (got.count(tensor.first)) compare(problems, name + ": " + tensor.first, got.at(tensor.first), tensor.second);
    else problems.add(name + ": " + tensor.first + " was not written");
  }
}

/// Cells compared.
std::size_t meet_program(Problems& problems, const json::Value& one) {
  const std::string name = one.find("name")->text;
  const Session session(to_text(*one.find("scene")));
  std::size_t cells = 0;
  for (const auto& tensor : one.find("tensors")->items) {
    const Tensor expected = read_tensor(tensor);
    compare(problems, name + ": " + tensor.name, tensor_at(session, tensor.name), expected);
    cells += expected.size();
  }
  if (const json::Value* mask = one.find("mask"); mask && session.scene().model.mask.kind != "none") {
    const std::string path = "masks." + std::string(session.scene().model.mask.kind);
    compare(problems, name + ": " + path, tensor_at(session, path), read_tensor(*mask));
  }
  return cells;
}

}  // namespace

TEST_CASE("reference: every stage alone", "[reference]") {
  const json::Value file = read_json("tests/reference/stages.json");
  Problems problems;
  for (const json::Value& one : file.find("cases")->items) meet_case(problems, one);
  CHECK(file.find("cases")->items.size() >= 100);
  REQUIRE_NONE(problems);
}

TEST_CASE("reference: whole programs", "[reference]") {
  for (const char* name : {"programs", "programs_masks", "programs_cross"}) {
    const json::Value file = read_json(std::string("tests/reference/") + name + ".json");
    Problems problems;
    std::size_t cells = 0;
    for (const json::Value& one : file.find("programs")->items) cells += meet_program(problems, one);
    INFO(name << ": " << cells << " numbers");
    CHECK(cells > 500);
    REQUIRE_NONE(problems);
  }
}

TEST_CASE("reference: no stage and no choice without a case", "[reference]") {
  std::set<std::string> covered;
  const json::Value file = read_json("tests/reference/stages.json");
  for (const json::Value& one : file.find("cases")->items) {
    const std::string stage = one.find("stage")->text;
    covered.insert(stage);
    for (const auto& option : one.find("options")->items)
      covered.insert(stage + " " + option.name + " " + written(option));
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
