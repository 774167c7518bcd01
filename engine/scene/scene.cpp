#include "scene.hpp"

#include <map>
#include <set>

#include "../whole.hpp"
#include "fields.hpp"
#include "read_numbers.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;

constexpr std::size_t kMostWords = 1048576;

void read_weights(const json::Value& value, Scene& scene) {
  const Fields fields(value, "weights");
  fields.allow(words("seed tensors"));
  if (fields.find("seed")) {
    scene.seeded = true;
    scene.seed = std::uint32_t(fields.whole("seed", 0, 0, 4294967295u));
  }
  const json::Value* tensors = fields.find("tensors");
  if (!tensors) return;
  if (!tensors->is(Type::object)) fields.fail("tensors", {"must be an object of names and nested lists of numbers"});
  for (const json::Value& member : tensors->items) {
    NumbersPtr& numbers = scene.tensors[member.name];
    numbers = member.numbers ? member.numbers : std::make_shared<Numbers>();
    if (!member.numbers) numbers->tensor = read_numbers(member, member.name);
  }
}

/// The words of some lists, each once, in the order they come.
std::vector<std::string> distinct(std::initializer_list<const std::vector<std::string>*> lists) {
  std::vector<std::string> found;
  std::set<std::string_view> known;
  for (const std::vector<std::string>* list : lists)
    for (const std::string& word : *list)
      if (known.insert(word).second) found.push_back(word);
  return found;
}

/// Where each of the scene's words stands in its vocabulary; of a word that stands there twice, the first place. Keeps the
/// few words in a table, not the vocabulary, which may have tens of thousands.
class Places {
public:
  explicit Places(const Scene& scene) {
    for (const auto* words : {&scene.tokens, &scene.memory, &scene.loss.targets})
      for (const std::string& word : *words) places_.emplace(word, kNowhere);
    for (std::size_t i = 0; i < scene.vocabulary.size(); ++i) {
      const auto found = places_.find(scene.vocabulary[i]);
      if (found != places_.end() && found->second == kNowhere) found->second = i;
    }
  }

  std::vector<std::size_t> of(const Fields& fields, const char* key, const std::vector<std::string>& words) const {
    std::vector<std::size_t> places;
    for (const std::string& word : words)
      places.push_back(of(fields, key, word, "Add it there, or leave the vocabulary out"));
    return places;
  }

  std::size_t of(const Fields& fields, const char* key, const std::string& word, const char* mend) const {
    const std::size_t place = places_.at(word);
    if (place == kNowhere) fields.fail(key, {"holds \"", word, "\", which is not in the vocabulary. ", mend});
    return place;
  }

private:
  static constexpr std::size_t kNowhere = std::size_t(-1);
  std::map<std::string_view, std::size_t> places_;
};

/// Which word each position is to tell, where the loss is a cross-entropy.
void read_target_ids(Scene& scene, const Places& places, const Fields& fields) {
  if (scene.loss.kind != "cross_entropy") return;
  const std::size_t T = scene.tokens.size();
  scene.target_ids.assign(T, 0);
  scene.counted.assign(T, 0);
  for (std::size_t t = 0; t < T; ++t) {
    scene.counted[t] = scene.loss.next ? t + 1 < T : !scene.loss.targets[t].empty();
    if (!scene.counted[t]) continue;
    scene.target_ids[t] = scene.loss.next ? scene.token_ids[t + 1]
                                          : places.of(fields, "targets", scene.loss.targets[t],
                                                      "Use a word that is there, or write a \"vocabulary\" with it");
  }
}

/// Where "generate" can stand: in a session of the whole engine, without a loss.
void refuse_generate(const Fields& fields, const json::Value* loss) {
  if (kStepless)
    fields.fail("generate",
                {"adds tokens step by step, which only a session does. Leave it out for a runner or a training"});
  if (!kWhole)
    fail("whole", {"In the scene, \"generate\" asks for steps which this lighter build of the engine leaves out. ",
                   "Load engine.wasm instead."});
  if (loss)
    fields.fail("generate", {"and \"loss\" stand side by side, but gradients do not go back through picked tokens. ",
                             "Leave one of them out"});
}

}  // namespace

Scene parse_scene(const json::Value& root) {
  const Fields fields(root, "");
  fields.allow(words("version id title tokens memory vocabulary model weights loss update generate made_by $schema"));
  Scene scene;
  if (fields.whole("version", 0, 0, 1000) != 1)
    fields.fail("version", {fields.find("version") ? "is a version that this Attend does not know. It reads version 1"
                                                   : "is missing. Add \"version\": 1"});
  scene.id = fields.string("id", "");
  scene.title = fields.string("title", "");
  scene.made_by = fields.string("made_by", "");
  scene.tokens = fields.strings("tokens", kMostTokens);
  if (scene.tokens.empty()) fields.fail("tokens", {"is missing. Give the words, for instance [\"The\", \"cat\"]"});
  scene.memory = fields.strings("memory", kMostTokens);
  scene.vocabulary = fields.strings("vocabulary", kMostWords);
  if (!fields.find("model"))
    fields.fail("model", {"is missing. Add for instance \"model\": { \"kind\": \"attention\" }"});
  scene.model = read_model(*fields.find("model"));
  for (const std::size_t token : scene.model.mask.tokens)
    if (token >= scene.tokens.size())
      Fields(*fields.find("model")->find("mask"), "model.mask")
          .fail("tokens", {"names token ", token, ", but there are ", scene.tokens.size(), " tokens, counted from 0"});
  if (!scene.memory.empty() && !scene.model.has_encoder() && scene.model.kind != "attention")
    fields.fail("memory", {"is read by encoder-decoder and by attention only. Leave it out for the kind \"",
                           scene.model.kind, "\""});
  if (scene.model.has_encoder() && scene.memory.empty())
    fields.fail("memory", {"is missing. An encoder-decoder needs the tokens that the encoder reads"});
  if (!fields.find("weights"))
    fields.fail("weights", {"is missing. Add \"weights\": { \"seed\": 1 }, or write the tensors out"});
  read_weights(*fields.find("weights"), scene);
  scene.own_vocabulary = scene.vocabulary.empty();
  if (scene.own_vocabulary) scene.vocabulary = distinct({&scene.tokens, &scene.memory});
  const json::Value* loss = fields.find("loss");
  if (!kWhole && !kStepless && loss)
    fields.fail("loss",
                {"asks for gradients, which this lighter build of the engine leaves out. Load engine.wasm instead"});
  if (loss) scene.loss = read_loss(*loss, scene.tokens.size());
  const json::Value* update = fields.find("update");
  if (update && !loss)
    fields.fail("update",
                {"changes weights by their gradients, and without a \"loss\" there are none. Add a \"loss\""});
  if (kWhole && update) scene.update = read_update(*update);
  if (fields.find("generate")) {
    refuse_generate(fields, loss);
    scene.generate = read_generate(fields, scene.model, scene.tokens.size(), scene.vocabulary.size());
  }
  const Places places(scene);
  scene.token_ids = places.of(fields, "tokens", scene.tokens);
  scene.memory_ids = places.of(fields, "memory", scene.memory);
  if (loss) read_target_ids(scene, places, Fields(*loss, "loss"));
  return scene;
}

}  // namespace attend
