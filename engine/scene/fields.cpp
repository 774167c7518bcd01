#include "fields.hpp"

#include <algorithm>
#include <cmath>

#include "../json/number.hpp"
#include "../stage.hpp"
#include "../text/nearest.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;

std::string listed(const std::vector<std::string_view>& all) {
  std::string list;
  for (const std::string_view one : all) append_item(list, one);
  return list;
}

/// ", but it is ...", where the value can be shown in a line.
std::string shown(const json::Value& value) {
  if (value.is(Type::number)) return join({", but it is ", json::number(value.number)});
  if (value.is(Type::string)) return join({", but it is the text \"", value.text, "\""});
  return "";
}

}  // namespace

Fields::Fields(const json::Value& object, std::string_view where, const char* document)
    : object_(object), where_(where), document_(document) {
  if (!object.is(Type::object)) fail("", {"must be an object { ... }"});
}

void Fields::allow(const std::vector<std::string_view>& known) const {
  for (const json::Value& member : object_.items)
    if (std::find(known.begin(), known.end(), member.name) == known.end())
      fail(member.name, {"is not a key that a ", document_, " knows. ", did_you_mean(member.name, known),
                         "Known here: ", listed(known), ". Check the spelling, or leave it out"});
}

void Fields::fail(std::string_view key, std::initializer_list<Piece> what) const {
  const std::string path = join({where_, where_.empty() || key.empty() ? "" : ".", key});
  const std::string who = path.empty() ? join({"The ", document_}) : join({"In the ", document_, ", \"", path, "\""});
  attend::fail(document_, {who, " ", join(what), "."}, "", path);
}

std::string Fields::string(const char* key, const char* otherwise) const {
  const json::Value* value = find(key);
  if (!value) return otherwise;
  if (!value->is(Type::string)) fail(key, {"must be a text in quotes", shown(*value)});
  return value->text;
}

std::string_view Fields::choice(const char* key, std::string_view otherwise, const char* choices) const {
  if (!find(key)) return otherwise;
  const std::string given = string(key, "");
  const std::vector<std::string_view> all = words(choices, '|');
  for (const std::string_view one : all)
    if (one == given) return one;
  fail(key, {"is \"", given, "\". ", did_you_mean(given, all), "It must be one of: ", listed(all)});
}

std::size_t Fields::whole(const char* key, std::size_t otherwise, std::size_t least, std::size_t most) const {
  const json::Value* value = find(key);
  if (!value) return otherwise;
  const double given = value->number;
  if (!value->is(Type::number) || given != std::floor(given) || given < double(least) || given > double(most))
    fail(key, {"must be a whole number from ", least, " to ", most, shown(*value)});
  return std::size_t(given);
}

double Fields::positive(const char* key, double otherwise) const {
  const json::Value* value = find(key);
  if (!value) return otherwise;
  if (!value->is(Type::number) || !(value->number > 0) || !std::isfinite(value->number))
    fail(key, {"must be a finite number above 0", shown(*value)});
  return value->number;
}

double Fields::not_negative(const char* key, double otherwise) const {
  const json::Value* value = find(key);
  if (!value) return otherwise;
  if (!value->is(Type::number) || !(value->number >= 0) || !std::isfinite(value->number))
    fail(key, {"must be a finite number, 0 or above", shown(*value)});
  return value->number;
}

bool Fields::yes(const char* key, bool otherwise) const {
  const json::Value* value = find(key);
  if (!value) return otherwise;
  if (!value->is(Type::boolean)) fail(key, {"must be true or false", shown(*value)});
  return value->boolean;
}

std::vector<std::string> Fields::strings(const char* key, std::size_t most) const {
  std::vector<std::string> found;
  const json::Value* value = find(key);
  if (!value) return found;
  if (!value->is(Type::array) || value->items.empty() || value->items.size() > most)
    fail(key, {"must be a list of 1 to ", most, " texts"});
  for (const json::Value& item : value->items) {
    if (!item.is(Type::string) || item.text.empty()) fail(key, {"must hold texts in quotes, none of them empty"});
    found.push_back(item.text);
  }
  return found;
}

}  // namespace attend
