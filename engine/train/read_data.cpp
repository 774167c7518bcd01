#include "data.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "../error.hpp"
#include "../scene/fields.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;
constexpr std::size_t kMostSequences = 1000000;

json::Value* member(json::Value& object, std::string_view name) {
  for (json::Value& item : object.items)
    if (item.name == name) return &item;
  return nullptr;
}

/// Writes a list of words over a member of the scene, or adds it.
void put(json::Value& scene, const char* name, const std::vector<std::string>& words) {
  json::Value list;
  list.type = Type::array, list.name = name;
  for (const std::string& word : words) {
    list.items.emplace_back();
    list.items.back().type = Type::string, list.items.back().text = word;
  }
  if (json::Value* known = member(scene, name)) *known = std::move(list);
  else scene.items.push_back(std::move(list));
}

std::size_t count_of(const json::Value& scene, const char* name) {
  const json::Value* list = scene.find(name);
  return list && list->is(Type::array) ? list->items.size() : 0;
}

/// The scene's own tokens stay where there are as many as a sequence has. A loss that names a target for each would no longer
/// fit others, and training has its own, and its own updates.
void put_tokens(json::Value& scene, const std::vector<std::string>& sequence) {
  if (count_of(scene, "tokens") != sequence.size()) put(scene, "tokens", sequence);
  scene.items.erase(
      std::remove_if(scene.items.begin(), scene.items.end(),
                     [](const json::Value& item) { return item.name == "loss" || item.name == "update"; }),
      scene.items.end());
}

/// Whether every token sees all others: as read_model decides it.
bool sees_all(const json::Value& scene) {
  const json::Value* model = scene.find("model");
  const json::Value *mask = model ? model->find("mask") : nullptr, *kind = mask ? mask->find("kind") : nullptr;
  if (kind) return kind->text == "none";
  const json::Value* program = model ? model->find("kind") : nullptr;
  return program && program->text.find("decoder") == std::string::npos;
}

void check_same_length(const Fields& fields, const char* key, std::size_t first, std::size_t number,
                       std::size_t length) {
  if (length == first) return;
  fields.fail(key, {"must all have the same length, but the first has ", first, " words and number ", number + 1,
                    " has ", length, ". Cut the longer ones, or fill the shorter ones with a word of your own"});
}

std::vector<std::string> words_of(const Fields& fields, const char* key, const json::Value& list, bool or_null) {
  std::vector<std::string> words;
  for (const json::Value& item : list.items) {
    const bool none = or_null && item.is(Type::null);
    if (!none && (!item.is(Type::string) || item.text.empty()))
      fields.fail(key, {"must hold lists of words in quotes",
                        or_null ? ", or null where no target is" : ", none of them empty"});
    words.push_back(item.text);
  }
  return words;
}

/// The different words of a list, and the first place where each of them stands in it.
struct Known {
  explicit Known(const json::Value* list) {
    if (!list) return;
    for (std::size_t i = 0; i < list->items.size(); ++i)
      if (places.emplace(list->items[i].text, std::uint32_t(i)).second) firsts.push_back(std::uint32_t(i));
  }

  std::unordered_map<std::string, std::uint32_t> places;
  std::vector<std::uint32_t> firsts;
};

void check_known(const Fields& fields, const char* key, const std::vector<std::string>& said, const Known& vocabulary) {
  for (const std::string& word : said)
    if (!word.empty() && !vocabulary.places.count(word))
      fields.fail(key, {"holds \"", word,
                        "\", which is not in the vocabulary of the scene. Add it there, or leave the vocabulary out"});
}

/// A list of lists of words, all of one length.
std::vector<std::vector<std::string>> lists_of(const Fields& fields, const char* key, bool or_null = false) {
  const json::Value& value = *fields.find(key);
  std::vector<std::vector<std::string>> lists;
  if (!value.is(Type::array) || value.items.empty() || value.items.size() > kMostSequences)
    fields.fail(key, {"must be a list of 1 to ", kMostSequences, " lists of words"});
  for (const json::Value& list : value.items) {
    if (!list.is(Type::array) || list.items.empty())
      fields.fail(key, {"must be a list of lists of words, none of them empty"});
    lists.push_back(words_of(fields, key, list, or_null));
    check_same_length(fields, key, lists[0].size(), lists.size() - 1, lists.back().size());
  }
  return lists;
}

}  // namespace

Data::Data(const json::Value& value, json::Value& scene) {
  const Fields fields(value, "data", "training");
  fields.allow(words("sequences targets held_out task seed length"));
  if ((fields.find("task") != nullptr) == (fields.find("sequences") != nullptr))
    fields.fail("", {"needs either \"sequences\", lists of words, or a \"task\" that makes them"});
  if (fields.find("task")) read_task(value, scene);
  else read_sequences(value, scene);
}

void Data::read_sequences(const json::Value& value, json::Value& scene) {
  const Fields fields(value, "data", "training");
  for (const char* key : {"seed", "length"})
    if (fields.find(key)) fields.fail(key, {"belongs to a task; these sequences are given. Leave it out"});
  for (auto& said : lists_of(fields, "sequences")) words_.push_back({std::move(said), {}});
  const std::size_t length = words_[0].said.size();
  if (fields.find("targets")) {
    auto told = lists_of(fields, "targets", true);
    if (told.size() != words_.size() || told[0].size() != length)
      fields.fail("targets", {"must have a list for each of the ", words_.size(),
                              " sequences, with a word or null for each of its ", length, " places"});
    const bool any = std::any_of(told.begin(), told.end(), [](const std::vector<std::string>& list) {
      return std::any_of(list.begin(), list.end(), [](const std::string& word) { return !word.empty(); });
    });
    if (!any) fields.fail("targets", {"is null throughout, so there is nothing to learn. Give at least one word"});
    for (std::size_t n = 0; n < told.size(); ++n) words_[n].told = std::move(told[n]);
  } else if (length < 2) {
    fields.fail("sequences", {"have one word each, and none after it to be told. Give longer ones, or \"targets\""});
  }
  if (fields.find("held_out"))
    for (auto& said : lists_of(fields, "held_out")) {
      check_same_length(fields, "held_out", length, words_held_out_.size(), said.size());
      words_held_out_.push_back({std::move(said), {}});
    }
  if (!words_held_out_.empty() && !words_[0].told.empty())
    fields.fail("held_out", {"have no targets of their own. Leave them out, or the \"targets\""});
  if (const json::Value* given = scene.find("vocabulary")) {
    const Known vocabulary(given);
    for (const Words& one : words_) {
      check_known(fields, "sequences", one.said, vocabulary);
      check_known(fields, "targets", one.told, vocabulary);
    }
    for (const Words& one : words_held_out_) check_known(fields, "held_out", one.said, vocabulary);
  }
  put_tokens(scene, words_[0].said);
  if (!scene.find("vocabulary")) put(scene, "vocabulary", all_words(*scene.find("tokens")));
}

/// Every word that is said or told, and the scene's own, each once.
std::vector<std::string> Data::all_words(const json::Value& tokens) const {
  std::vector<std::string> all;
  std::unordered_set<std::string_view> seen;
  const auto add = [&](const std::string& word) {
    if (!word.empty() && seen.insert(word).second) all.push_back(word);
  };
  for (const json::Value& token : tokens.items) add(token.text);
  for (const std::vector<Words>* group : {&words_, &words_held_out_})
    for (const Words& one : *group) {
      for (const std::string& word : one.said) add(word);
      for (const std::string& word : one.told) add(word);
    }
  return all;
}

void Data::read_task(const json::Value& value, json::Value& scene) {
  const Fields fields(value, "data", "training");
  for (const char* key : {"targets", "held_out"})
    if (fields.find(key)) fields.fail(key, {"belongs to sequences that are given; a task makes its own. Leave it out"});
  std::string names;
  for (const Task& task : kTasks) append_item(names, task.name, "|");
  const std::string_view name = fields.choice("task", "", names.c_str());
  task_ = &*std::find_if(kTasks.begin(), kTasks.end(), [&](const Task& task) { return name == task.name; });
  task_seed_ = std::uint32_t(fields.whole("seed", 0, 0, 4294967295u));
  const std::size_t given = count_of(scene, "tokens");
  setting_.in_place = sees_all(scene);
  setting_.tokens = fields.whole("length", given ? given : std::size_t(12), task_->least_tokens, 65536);
  setting_.tokens = std::max(setting_.tokens, task_->least_tokens);
  setting_.tokens = task_->fit(setting_);
  const std::vector<std::string_view> own = words(task_->words);
  if (!scene.find("vocabulary") && !own.empty())
    put(scene, "vocabulary", std::vector<std::string>(own.begin(), own.end()));
  if (!scene.find("vocabulary") && scene.find("tokens")) put(scene, "vocabulary", all_words(*scene.find("tokens")));
  if (scene.find("vocabulary")) place_task(fields, own, scene);  // else parse_scene says what is missing
}

/// Finds the words that the task is made of in the scene's vocabulary, and gives the scene tokens that it could have made.
void Data::place_task(const Fields& fields, const std::vector<std::string_view>& own, json::Value& scene) {
  const json::Value& list = *scene.find("vocabulary");
  const Known vocabulary(&list);
  for (const std::string_view word : own) {
    const auto found = vocabulary.places.find(std::string(word));
    if (found == vocabulary.places.end())
      fields.fail("task",
                  {"is ", task_->name, ", which needs the word \"", word, "\", but the vocabulary does not have it. ",
                   "Leave the vocabulary out, or add: ", task_->words});
    places_.push_back(found->second);
  }
  if (own.empty()) places_ = vocabulary.firsts;
  setting_.words = places_.size();
  if (setting_.words < task_->least_words)
    fields.fail("task", {"is ", task_->name, ", which needs at least ", task_->least_words,
                         " words, but the scene has ", setting_.words, ". Give it a larger \"vocabulary\""});
  std::vector<std::string> example;
  for (const std::uint32_t id : drawn("shown").ids) example.push_back(list.items[id].text);
  const json::Value* tokens = scene.find("tokens");
  const bool fits = tokens && std::all_of(tokens->items.begin(), tokens->items.end(), [&](const json::Value& token) {
                      return vocabulary.places.count(token.text) > 0;
                    });
  if (!fits) put(scene, "tokens", example);
  put_tokens(scene, example);
}

}  // namespace attend
