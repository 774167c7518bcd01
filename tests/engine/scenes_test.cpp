// Scenes from JSON: what opens, and for what does not, a message that names the key and says what to do.
#include <cmath>

#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

using Type = json::Value::Type;

/// The place in an object that "/model/width" names, made where it is not yet there.
json::Value& place(json::Value& root, const std::string& path) {
  json::Value* at = &root;
  for (const auto& key : words(path, '/')) {
    if (!at->find(key)) {
      at->items.emplace_back();
      at->items.back().name = std::string(key);
    }
    at = const_cast<json::Value*>(at->find(key));
  }
  return *at;
}

void replace(json::Value& root, const std::string& path, const std::string& text) {
  json::Value& at = place(root, path);
  const std::string name = at.name;
  at = json::parse(text);
  at.name = name;
}

void drop(json::Value& root, const std::string& path) {
  const std::size_t slash = path.rfind('/');
  auto& members = place(root, path.substr(0, slash)).items;
  members.erase(std::find_if(members.begin(), members.end(),
                             [&](const auto& member) { return member.name == path.substr(slash + 1); }));
}

const json::Value& corpus() {
  static const json::Value file = read_json("tests/engine/scenes.json");
  return file;
}

json::Value base() { return json::parse(to_text(*corpus().find("base"))); }

/// The scene that an entry of scenes.json stands for, as text.
std::string scene_of(const json::Value& entry) {
  if (const json::Value* text = entry.find("text")) return text->text;
  if (const json::Value* whole = entry.find("scene")) return to_text(*whole);
  json::Value scene = base();
  if (const json::Value* set = entry.find("set"))
    for (const json::Value& change : set->items) replace(scene, change.name, to_text(change));
  if (const json::Value* dropped = entry.find("drop"))
    for (const json::Value& path : dropped->items) drop(scene, path.text);
  return to_text(scene);
}

/// The base scene with other tokens: ["w0", "w1", ...].
std::string with_tokens(std::size_t count) {
  json::Value scene = base();
  std::string tokens;
  for (std::size_t i = 0; i < count; ++i) tokens += (i ? ",\"w" : "\"w") + std::to_string(i) + "\"";
  replace(scene, "/tokens", "[" + tokens + "]");
  return to_text(scene);
}

}  // namespace

TEST_CASE("scenes: every good scene opens, and says so again", "[scenes]") {
  for (const json::Value& entry : corpus().find("good")->items) {
    INFO(entry.find("name")->text);
    const Session session(scene_of(entry));
    CHECK(session.program().steps.size() >= 8);
    json::Writer out;
    write_scene(out, session.scene());
    const json::Value written = json::parse(out.text());
    CHECK(written.find("tokens")->items.size() == session.scene().tokens.size());
    CHECK(written.find("model")->find("kind")->text == session.scene().model.kind);
  }
}

TEST_CASE("scenes: every bad scene is refused with the key and what to do", "[scenes]") {
  CHECK(corpus().find("bad")->items.size() >= 40);
  for (const json::Value& entry : corpus().find("bad")->items) {
    if (kDouble && entry.find("float")) continue;
    INFO(entry.find("name")->text);
    try {
      const Session session(scene_of(entry));
      FAIL_CHECK("it was not refused");
    } catch (const Error& error) {
      INFO(error.message);
      CHECK(error.code == std::string("scene"));
      for (const char* key : {"says", "native"})
        if (const json::Value* parts = entry.find(key))
          for (const json::Value& part : parts->items) {
            INFO("should hold: " << part.text);
            CHECK(error.message.find(part.text) != std::string::npos);
          }
    }
  }
}

TEST_CASE("scenes: as many tokens as there may be, and one more", "[scenes]") {
  CHECK(Session(with_tokens(512)).scene().tokens.size() == 512);
  check_message(refusal([] { const Session session(with_tokens(513)); }), "scene", {"\"tokens\"", "list of 1 to 512"});
}

TEST_CASE("scenes: JSON nested without end", "[scenes]") {
  const std::string deep(100000, '[');
  check_message(refusal([&] { json::parse(deep); }), "scene", {"not valid JSON", "32 deep"});
}

TEST_CASE("scenes: a scene that would fill the memory is refused before it does", "[scenes]") {
  json::Value scene = json::parse(with_tokens(512));
  replace(scene, "/model", R"({"kind": "encoder", "layers": 100, "width": 64, "heads": 64})");
  check_message(refusal([&] { const Session session(to_text(scene)); }), "scene", {"million numbers", "fewer tokens"});
}

TEST_CASE("scenes: what is left out has the value that DESIGN gives", "[scenes]") {
  const auto model = [](const char* text) {
    return parse_scene(std::string(R"({"version":1,"tokens":["a"],"weights":{"seed":1},"model":)") + text + "}").model;
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
  CHECK(block.hidden == 24);
  CHECK(block.activation == "gelu");
  CHECK(block.norm_kind == "layer");
  CHECK_FALSE(model(R"({"kind":"encoder","norm":"post"})").final_norm);
  CHECK_FALSE(model(R"({"kind":"encoder","norm":"none"})").final_norm);
  CHECK(model(R"({"kind":"encoder"})").mask.kind == "none");
  CHECK(model(R"({"kind":"decoder"})").mask.kind == "causal");
}
