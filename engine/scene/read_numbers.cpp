#include "read_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "../error.hpp"
#include "scene.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;

/// All rows alike, flattened.
class NumberReader {
public:
  explicit NumberReader(std::string_view name) : name_(name) {}

  Tensor read(const json::Value& value) {
    if (value.numbers) return value.numbers->tensor;
    if (!value.is(Type::array)) refuse({"must be nested lists of numbers"});
    for (const json::Value* level = &value; level->is(Type::array) && !level->items.empty(); level = &level->items[0])
      shape_.push_back(level->items.size());
    part(value, 0);
    Tensor tensor = empty(shape_);
    std::copy(numbers_.begin(), numbers_.end(), tensor.data());
    return tensor;
  }

private:
  [[noreturn]] void refuse(std::initializer_list<Piece> what) const {
    fail("scene", {"In the scene, \"", name_, "\" ", join(what), "."}, "", name_);
  }

  void part(const json::Value& value, std::size_t axis) {
    if (value.is(Type::array)) {
      if (value.items.empty()) refuse({"hold an empty list. Give at least one number"});
      if (axis >= shape_.size()) refuse({"have rows of different depth. Nest every row in the same way"});
      if (value.items.size() != shape_[axis])
        refuse({"have rows of ", shape_[axis], " and of ", value.items.size(), " numbers. Make them equal"});
      for (const json::Value& item : value.items) part(item, axis + 1);
      return;
    }
    if (axis != shape_.size()) refuse({"have rows of different depth. Nest every row in the same way"});
    const real number = real(value.number);
    if (!value.is(Type::number) || !std::isfinite(number))
      refuse({"must hold finite numbers only, within what a float can hold"});
    numbers_.push_back(number);
  }

  std::string_view name_;
  Shape shape_;
  std::vector<real> numbers_;
};

}  // namespace

Tensor read_numbers(const json::Value& value, std::string_view name) { return NumberReader(name).read(value); }

}  // namespace attend
