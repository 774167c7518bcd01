// Weights from a seed are the same to the bit everywhere. seeded.json was made by tests/wasm/seeded.js, which shares no
// code with the engine.
#include "scene/seeded.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

TEST_CASE("seeded: single streams", "[seeded]") {
  Problems problems;
  const json::Value file = read_json("tests/engine/seeded.json");
  for (const json::Value& one : file.find("streams")->items) {
    const auto number = [&](const char* key) { return one.find(key)->number; };
    const Tensor expected = read_tensor(one);
    const std::string name = one.find("name")->text;
    const Tensor got =
        seeded(std::uint32_t(number("seed")), name, shape_of(expected), number("centre"), number("spread"));
    for (std::size_t i = 0; i < got.size(); ++i)
      if (got.data()[i] != expected.data()[i])
        problems.add(cell_name(name, got, i) + ": expected " + digits(expected.data()[i]) + ", got " +
                     digits(got.data()[i]));
  }
  CHECK(file.find("streams")->items.size() >= 5);
  REQUIRE_NONE(problems);
}

TEST_CASE("seeded: every weight of whole scenes", "[seeded]") {
  Problems problems;
  const json::Value file = read_json("tests/engine/seeded.json");
  for (const json::Value& one : file.find("scenes")->items) {
    const Session session(to_text(*one.find("scene")));
    std::size_t weights = 0;
    for (const Slot& slot : session.program().slots) weights += slot.path.compare(0, 8, "weights.") == 0;
    if (weights != one.find("weights")->items.size()) problems.add("other weights than expected");
    for (const json::Value& weight : one.find("weights")->items) {
      if (!same(tensor_at(session, weight.name), read_tensor(weight))) problems.add(weight.name + " differs");
    }
  }
  CHECK(file.find("scenes")->items.size() >= 3);
  REQUIRE_NONE(problems);
}

TEST_CASE("seeded: a word keeps its vector in every sentence", "[seeded]") {
  const auto row = [](const char* tokens, std::size_t id) {
    const Session session(
        std::string(R"({"version":1,"model":{"kind":"attention","width":6},"weights":{"seed":5},"tokens":)") + tokens +
        "}");
    const Tensor& table = tensor_at(session, "weights.embed.table");
    return std::vector<real>(&table(id, 0), &table(id, 0) + 6);
  };
  CHECK(row(R"(["a","cat"])", 1) == row(R"(["cat","slept","on"])", 0));
  CHECK(row(R"(["a","cat"])", 1) != row(R"(["a","dog"])", 1));
}

TEST_CASE("seeded: numbers are nearly normal, to two decimals", "[seeded]") {
  const Tensor drawn = seeded(1, "normal", {20000}, 0, 1);
  double sum = 0, squares = 0;
  std::size_t within = 0, rounded = 0;
  for (const real number : drawn) {
    sum += number;
    squares += double(number) * double(number);
    within += std::fabs(double(number)) <= 1;
    rounded += real(std::round(double(number) * 100) / 100) == number;
  }
  CHECK(rounded == 20000);
  CHECK(std::fabs(sum / 20000) < 0.03);
  CHECK(std::fabs(squares / 20000 - 1) < 0.03);
  CHECK(std::fabs(double(within) / 20000 - 0.68) < 0.02);
}
