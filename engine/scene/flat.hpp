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

  json::Value read() {
    json::Value value;
    const std::int32_t kind = *ints++;
    if (kind == 1 || kind == 2) {
      value.type = json::Value::Type::boolean;
      value.boolean = kind == 2;
    } else if (kind == 3) {
      value.type = json::Value::Type::number;
      value.number = *numbers++;
    } else if (kind == 4) {
      value.type = json::Value::Type::string;
      value.text = take();
    } else if (kind == 5) {
      value.type = json::Value::Type::array;
      value.items.reserve(std::size_t(*ints));
      for (std::int32_t count = *ints++; count > 0; --count) value.items.push_back(read());
    } else if (kind == 6) {
      value.type = json::Value::Type::object;
      for (std::int32_t count = *ints++; count > 0; --count) {
        std::string key = take();
        value.members.emplace_back(std::move(key), read());
      }
    }
    return value;
  }

 private:
  std::string take() {
    const std::size_t length = std::size_t(*ints++);
    std::string taken(text, length);
    text += length;
    return taken;
  }
};

}  // namespace attend
