#include "json.hpp"

namespace attend::json {

Value::Value() = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

const Value* Value::find(std::string_view wanted) const {
  for (const Value& item : items)
    if (type == Type::object && item.name == wanted) return &item;
  return nullptr;
}

}  // namespace attend::json
