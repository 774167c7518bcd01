#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "../json/json.hpp"
#include "scene.hpp"

namespace attend {

/// A JSON value that the host has read already, as streams: kinds and sizes, numbers, text without gaps, and tensors that
/// are handed over as they are.
///
///   0 null   1 false   2 true   3 a number   4 length: a text   5 count: a list   6 count: an object of
///   length-of-key and value   7 place: the tensor of that place
///
/// Throws Error("scene") where a stream ends early or says what there is not.
class FlatReader {
public:
  struct Streams {
    const std::int32_t* ints;
    std::size_t int_count;
    const double* numbers;
    std::size_t number_count;
    const char* text;
    std::size_t text_size;
    const std::vector<NumbersPtr>& tensors;
  };
  explicit FlatReader(const Streams& streams) : in_(streams) {}

  void read(json::Value& into, int depth = 0);

private:
  std::size_t count(std::size_t most);
  void take(std::string& into);

  const Streams in_;
  std::size_t int_ = 0, number_ = 0, letter_ = 0;
};

}  // namespace attend
