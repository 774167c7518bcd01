#pragma once
#include <string>
#include <vector>

#include "../check.hpp"
#include "../error.hpp"
#include "../json/json.hpp"
#include "../json/number.hpp"

/// Reads the members of one JSON object with a message for everything that can be wrong, and refuses unknown keys.
namespace attend {

class Fields {
 public:
  Fields(const json::Value& object, std::string where, const char* known) : object_(object), where_(std::move(where)) {
    if (!object.is(json::Value::Type::object)) fail("", "must be an object { ... }");
    for (const auto& member : object.members) {
      bool found = false;
      for (const std::string& name : words(known)) found = found || name == member.first;
      if (!found)
        fail(member.first, "is not a key that a scene knows. Known here: " + joined(words(known)) + ". Check the spelling, or leave it out");
    }
  }

  [[noreturn]] void fail(const std::string& key, const std::string& what) const {
    const std::string path = where_.empty() || key.empty() ? where_ + key : where_ + "." + key;
    throw Error("scene", (path.empty() ? "The scene" : "In the scene, \"" + path + "\"") + " " + what + ".", "", path);
  }

  const json::Value* find(const char* key) const { return object_.find(key); }

  std::string string(const char* key, const std::string& otherwise) const {
    const json::Value* value = find(key);
    if (!value) return otherwise;
    if (!value->is(json::Value::Type::string)) fail(key, "must be a text in quotes");
    return value->text;
  }

  std::string choice(const char* key, const std::string& otherwise, const char* choices) const {
    const std::string given = string(key, otherwise);
    for (const std::string& one : words(choices))
      if (one == given) return given;
    fail(key, "is \"" + given + "\". It must be one of: " + joined(words(choices)));
  }

  std::size_t whole(const char* key, std::size_t otherwise, std::size_t least, std::size_t most) const {
    const json::Value* value = find(key);
    if (!value) return otherwise;
    const double given = value->number;
    if (!value->is(json::Value::Type::number) || given != double(std::int64_t(given)) || given < double(least) || given > double(most))
      fail(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + shown(*value));
    return std::size_t(given);
  }

  double positive(const char* key, double otherwise) const {
    const json::Value* value = find(key);
    if (!value) return otherwise;
    if (!value->is(json::Value::Type::number) || !(value->number > 0)) fail(key, "must be a number above 0" + shown(*value));
    return value->number;
  }

  bool yes(const char* key, bool otherwise) const {
    const json::Value* value = find(key);
    if (!value) return otherwise;
    if (!value->is(json::Value::Type::boolean)) fail(key, "must be true or false" + shown(*value));
    return value->boolean;
  }

  std::vector<std::string> strings(const char* key, std::size_t most) const {
    std::vector<std::string> found;
    const json::Value* value = find(key);
    if (!value) return found;
    if (!value->is(json::Value::Type::array) || value->items.empty() || value->items.size() > most)
      fail(key, "must be a list of 1 to " + std::to_string(most) + " texts");
    for (const json::Value& item : value->items) {
      if (!item.is(json::Value::Type::string) || item.text.empty()) fail(key, "must hold texts in quotes, none of them empty");
      found.push_back(item.text);
    }
    return found;
  }

  static std::string shown(const json::Value& value) {
    if (value.is(json::Value::Type::number)) return ", but it is " + value.text;
    if (value.is(json::Value::Type::string)) return ", but it is the text \"" + value.text + "\"";
    return "";
  }

  static std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
  }

 private:
  const json::Value& object_;
  std::string where_;
};

}  // namespace attend
