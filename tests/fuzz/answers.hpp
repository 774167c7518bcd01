#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "boundary/c_api.h"

/// What both fuzzers share: a scene as the streams that cross the boundary, and answers that are looked at.
namespace attend::fuzz {

/// Objects keep their order.
using Json = nlohmann::ordered_json;

/// As web/engine/reading/flatten.ts makes it of a scene. A binary value of one byte stands for the tensor of that place.
struct Streams {
  std::vector<std::int32_t> ints;
  std::vector<double> numbers;
  std::string text;

  Streams() = default;
  explicit Streams(const Json& scene) { add(scene); }

private:
  void add(const Json& value);
  void take(const std::string& words);
};

/// Throws std::logic_error with these words.
[[noreturn]] void wrong(const std::string& what);

/// Looks at every byte of an answer, and throws where it is none: a refusal without a code or a message, or with numbers.
void look_at(const AttendReply* reply);

/// The same for an answer that is given back; what it opened is the caller's.
AttendReply looked_at_and_released(const AttendReply* reply);

}  // namespace attend::fuzz
