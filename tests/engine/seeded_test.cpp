// Weights from a seed are the same to the bit everywhere. seeded.json was made by tests/wasm/seeded.js, which shares no
// code with the engine.
#include "scene/seeded.hpp"

#include <nlohmann/json.hpp>

#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

TEST_CASE("seeded: single streams", "[seeded]") {
  Problems problems;
  const Json file = read_json("tests/engine/seeded.json");
  for (const Json& one : file.at("streams")) {
    const auto number = [&](const char* key) { return one.at(key).get<double>(); };
    const Tensor expected = read_tensor(one);
    const std::string name = one.at("name");
    const Tensor got =
        seeded(std::uint32_t(number("seed")), name, shape_of(expected), number("centre"), number("spread"));
    for (std::size_t i = 0; i < got.size(); ++i)
      if (got.data()[i] != expected.data()[i])
        problems.add(cell_name(name, got, i) + ": expected " + digits(expected.data()[i]) + ", got " +
                     digits(got.data()[i]));
  }
  CHECK(file.at("streams").size() >= 5);
  REQUIRE_NONE(problems);
}

TEST_CASE("seeded: every weight of whole scenes", "[seeded]") {
  Problems problems;
  const Json file = read_json("tests/engine/seeded.json");
  for (const Json& one : file.at("scenes")) {
    const Session session(scene_from(one.at("scene")));
    std::size_t weights = 0;
    for (const Slot& slot : session.program().slots) weights += slot.path.compare(0, 8, "weights.") == 0;
    if (weights != one.at("weights").size()) problems.add("other weights than expected");
    for (const auto& [name, weight] : one.at("weights").items()) {
      if (!same(tensor_at(session, name), read_tensor(weight))) problems.add(name + " differs");
    }
  }
  CHECK(file.at("scenes").size() >= 3);
  REQUIRE_NONE(problems);
}

TEST_CASE("seeded: a word keeps its vector in every sentence", "[seeded]") {
  const auto row = [](const char* tokens, std::size_t id) {
    const Session session(read_scene(
        std::string(R"({"version":1,"model":{"kind":"attention","width":6},"weights":{"seed":5},"tokens":)") + tokens +
        "}"));
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
