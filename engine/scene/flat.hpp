#pragma once
#include <cstdint>
#include <string>

#include "../json/json.hpp"

namespace attend {

/// A JSON value that the host has read already, as three streams: kinds and sizes, numbers, and text without gaps.
///
///   0 null   1 false   2 true   3 a number   4 length: a text   5 count: a list   6 count: an object of
///   length-of-key and value
struct FlatReader {
  const std::int32_t* ints;
  const double* numbers;
  const char* text;

  void read(json::Value& into) {
    using Type = json::Value::Type;
    const std::int32_t kind = *ints++;
    constexpr Type kTypes[] = {Type::null,   Type::boolean, Type::boolean, Type::number,
                               Type::string, Type::array,   Type::object};
    into.type = kTypes[kind];
    into.boolean = kind == 2;
    if (kind == 3) into.number = *numbers++;
    if (kind == 4) take(into.text);
    if (kind < 5) return;
    into.items.resize(std::size_t(*ints++));
    for (json::Value& item : into.items) {
      if (kind == 6) take(item.name);
      read(item);
    }
  }

private:
  void take(std::string& into) {
    const std::size_t length = std::size_t(*ints++);
    into.assign(text, length);
    text += length;
  }
};

}  // namespace attend
