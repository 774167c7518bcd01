#include "flat.hpp"

#include "../error.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;

constexpr Type kTypes[] = {Type::null,   Type::boolean, Type::boolean, Type::number,
                           Type::string, Type::array,   Type::object,  Type::numbers};
constexpr int kDeepest = 32;

[[noreturn]] void refuse() {
  fail("scene", {"This is not a scene: what came across the boundary is cut off or garbled."});
}

}  // namespace

/// The next whole number, which counts or names what there are at most so many of.
std::size_t FlatReader::count(std::size_t most) {
  if (int_ >= in_.int_count) refuse();
  const std::int32_t next = in_.ints[int_++];
  if (next < 0 || std::size_t(next) > most) refuse();
  return std::size_t(next);
}

void FlatReader::read(json::Value& into, int depth) {
  if (depth > kDeepest)
    fail("scene", {"The scene is nested more than ", std::size_t(kDeepest), " levels deep. Use fewer levels."});
  const std::size_t kind = count(7);
  into.type = kTypes[kind];
  into.boolean = kind == 2;
  if (kind == 3) {
    if (number_ >= in_.number_count) refuse();
    into.number = in_.numbers[number_++];
  }
  if (kind == 4) take(into.text);
  if (kind == 7) {
    const std::size_t place = count(in_.tensors.size());
    if (place == in_.tensors.size()) refuse();
    into.numbers = in_.tensors[place];
  }
  if (kind != 5 && kind != 6) return;
  into.items.resize(count(in_.int_count - int_));  // every item has a number of its own still to come
  for (json::Value& item : into.items) {
    if (kind == 6) take(item.name);
    read(item, depth + 1);
  }
}

void FlatReader::take(std::string& into) {
  const std::size_t length = count(in_.text_size - letter_);
  into.assign(in_.text + letter_, length);
  letter_ += length;
}

}  // namespace attend
