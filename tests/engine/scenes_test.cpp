// Scenes from JSON: what opens, and for what does not, a message that names the key and says what to do.
#include <nlohmann/json.hpp>

#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

using Place = Json::json_pointer;

const Json& corpus() {
  static const Json file = read_json("tests/engine/scenes.json");
  return file;
}

/// The scene that an entry of scenes.json stands for.
Json scene_of(const Json& entry) {
  if (entry.contains("scene")) return entry["scene"];
  Json scene = corpus()["base"];
  if (entry.contains("set"))
    for (const auto& [place, value] : entry["set"].items()) scene[Place(place)] = value;
  if (entry.contains("drop"))
    for (const std::string place : entry["drop"]) scene[Place(place).parent_pointer()].erase(Place(place).back());
  return scene;
}

/// The base scene with other tokens: ["w0", "w1", ...].
Json with_tokens(std::size_t count) {
  Json scene = corpus()["base"];
  scene["tokens"] = Json::array();
  for (std::size_t i = 0; i < count; ++i) scene["tokens"].push_back("w" + std::to_string(i));
  return scene;
}

/// The same with another model.
Json with_model(Json scene, const char* model) {
  scene["model"] = Json::parse(model);
  return scene;
}

}  // namespace

TEST_CASE("scenes: every good scene opens, and says so again", "[scenes]") {
  for (const Json& entry : corpus()["good"]) {
    INFO(entry["name"]);
    const Session session(scene_from(scene_of(entry)));
    CHECK(session.program().steps.size() >= 8);
    json::Writer out;
    write_scene(out, session.scene());
    const Json written = Json::parse(out.text());
    CHECK(written["tokens"].size() == session.scene().tokens.size());
    CHECK(written["model"]["kind"] == session.scene().model.kind);
  }
}

TEST_CASE("scenes: every key of a model is read as it was written", "[scenes]") {
  Random random(71);
  Problems problems;
  for (int n = 0; n < 300; ++n) {
    const RandomScene scene = random_scene(random);
    json::Writer drawn, read;
    write_model(drawn, scene.model);
    write_model(read, read_scene(scene.text()).model);
    if (drawn.text() != read.text()) problems.add(drawn.text() + " was read as " + read.text());
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("scenes: every bad scene is refused with the key and what to do", "[scenes]") {
  CHECK(corpus()["bad"].size() >= 40);
  for (const Json& entry : corpus()["bad"]) {
    // Text is read by the host; tests/wasm/cases/scenes.js has those.
    if (entry.contains("text") || (kDouble && entry.contains("float"))) continue;
    INFO(entry["name"]);
    try {
      const Session session(scene_from(scene_of(entry)));
      FAIL_CHECK("it was not refused");
    } catch (const Error& error) {
      INFO(error.message);
      CHECK(error.code == std::string("scene"));
      for (const std::string part : entry["says"]) {
        INFO("should hold: " << part);
        CHECK(error.message.find(part) != std::string::npos);
      }
    }
  }
}

TEST_CASE("scenes: as many tokens as there may be, and one more", "[scenes]") {
  CHECK(scene_from(with_tokens(65536)).tokens.size() == 65536);
  check_message(refusal([] { const Session session(scene_from(with_tokens(65537))); }), "scene",
                {"\"tokens\"", "list of 1 to 65536"});
}

TEST_CASE("scenes: a step that would fill the memory is refused before it does, with its size", "[scenes]") {
  const auto refused = [](std::size_t tokens, const char* model) {
    return refusal([&] { const Session session(scene_from(with_model(with_tokens(tokens), model))); });
  };
  // Softmax reads 16 x 4096 x 4096 floats and makes three times as many and two rows; the residual waits behind.
  check_message(refused(4096, R"({"kind": "encoder", "layers": 2, "width": 64, "heads": 16})"), "scene",
                {"layers.0.attention.softmax", "MB at once", "within 537 MB", "fewer tokens"});
  check_message(refused(65536, R"({"kind": "attention", "width": 2})"), "memory", {"(1, 65536, 65536)", "4294967296"});
  check_message(refused(1024, R"({"kind": "encoder", "layers": 1024, "width": 64, "heads": 16})"), "scene",
                {"more than 4294967295 numbers", "fewer tokens"});
}

TEST_CASE("scenes: what is left out has the value that DESIGN gives", "[scenes]") {
  const auto model = [](const char* text) {
    return read_scene(std::string(R"({"version":1,"tokens":["a"],"weights":{"seed":1},"model":)") + text + "}").model;
  };
  const ModelConfig attention = model(R"({"kind":"attention"})");
  CHECK(attention.norm == "none");
  CHECK(attention.mask.kind == "none");
  CHECK(attention.position == "none");
  CHECK(attention.heads == 1);
  CHECK(attention.head_width == attention.width);
  CHECK(attention.temperature == 1);
  CHECK(attention.bias);
  CHECK_FALSE(attention.unembed);
  CHECK_FALSE(attention.final_norm);
  const ModelConfig block = model(R"({"kind":"block","width":6,"heads":2})");
  CHECK(block.norm == "pre");
  CHECK(block.final_norm);
  CHECK(block.head_width == 3);
  CHECK(block.feed_forward.width == 24);
  CHECK(block.feed_forward.activation == "gelu");
  CHECK(block.norm_kind == "layer");
  CHECK_FALSE(model(R"({"kind":"encoder","norm":"post"})").final_norm);
  CHECK_FALSE(model(R"({"kind":"encoder","norm":"none"})").final_norm);
  CHECK(model(R"({"kind":"encoder"})").mask.kind == "none");
  CHECK(model(R"({"kind":"decoder"})").mask.kind == "causal");
}
