// Training natively: its gradients against those of sessions on random models, and the bits that wasm gives too.
#include <cmath>
#include <nlohmann/json.hpp>

#include "random_scene.hpp"
#include "session_support.hpp"
#include "train/trainer.hpp"

using namespace attend;
using namespace attend::test;

namespace {

constexpr double kBudget = 512.0 * 1024 * 1024;

Json training(const Json& scene) {
  return {{"scene", scene},
          {"data", {{"sequences", Json::array({scene.at("tokens")})}}},
          {"optimizer", {{"kind", "adam"}, {"rate", 0.01}}},
          {"keep", 4}};
}

/// Takes whole steps.
void advance(Trainer& trainer, std::size_t steps) {
  for (std::size_t step = 0; step < steps; ++step)
    while (!trainer.work()) continue;
}

/// Problems where a gradient of training is not that of a session at the same weights.
void compare_gradients(Problems& problems, Trainer& trainer, const Session& session, const std::string& scene) {
  const std::vector<real> got = trainer.gradients(0);
  for (const Parameters::Parameter& one : trainer.parameters().all()) {
    const std::string path = "gradients." + trainer.program().slots[std::size_t(one.slot)].path;
    const Tensor& expected = tensor_at(session, path);
    double largest = 0;
    for (std::size_t i = 0; i < one.size; ++i) largest = std::max(largest, std::fabs(double(expected.data()[i])));
    for (std::size_t i = 0; i < one.size; ++i) {
      const double apart = std::fabs(double(got[one.first + i]) - double(expected.data()[i]));
      if (!(apart <= (kDouble ? 1e-10 : 1e-4) * largest + (kDouble ? 1e-12 : 4e-6)))
        problems.add(cell_name(path, expected, i) + ": expected " + digits(expected.data()[i]) + ", got " +
                     digits(got[one.first + i]) + ", in " + scene);
    }
  }
}

}  // namespace

TEST_CASE("train: gradients are those of a session, on random models", "[train]") {
  Random random(41);
  Problems problems;
  std::size_t trained = 0;
  for (int round = 0; round < 300; ++round) {
    RandomScene drawn = random_scene(random);
    if (!drawn.memory.empty() || drawn.tokens.size() < 2) continue;
    drawn.leave_out_switches();
    drawn.model.unembed = true;
    Json scene = Json::parse(drawn.text());
    Trainer trainer(value_from(training(scene)), kBudget);
    scene["loss"] = {{"kind", "cross_entropy"}, {"targets", "next"}};
    compare_gradients(problems, trainer, Session(scene_from(scene)), drawn.text());
    ++trained;
  }
  CHECK(trained > 50);
  REQUIRE_NONE(problems);
}

TEST_CASE("train: a step run again gives the same bits", "[train]") {
  const Json file = read_json("tests/engine/bits.json");
  for (const Json& run : file.at("trainings")) {
    Trainer straight(value_from(run.at("training")), kBudget), broken(value_from(run.at("training")), kBudget);
    advance(straight, 30);
    for (std::size_t step = 0; step < 30; ++step) {
      for (std::size_t part = 0; part < step % 7; ++part) broken.work();
      broken.weights(step / 2);
      advance(broken, 1);
    }
    INFO(run.at("name"));
    CHECK(straight.losses() == broken.losses());
    CHECK(straight.weights(30) == broken.weights(30));
    CHECK(straight.weights(11) == broken.weights(11));
  }
}

TEST_CASE("train: bits of weights after thirty steps", "[train][bits]") {
  if (kDouble) return;
  const Json file = read_json("tests/engine/bits.json");
  for (const Json& run : file.at("trainings")) {
    Trainer trainer(value_from(run.at("training")), kBudget);
    advance(trainer, 30);
    const std::vector<real> weights = trainer.weights(30);
    INFO(run.at("name"));
    CHECK(hash_of(weights.data(), weights.size()) == run.at("hash").get<std::string>());
  }
}
