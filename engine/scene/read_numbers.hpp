#pragma once
#include <string_view>

#include "../json/json.hpp"
#include "../tensor.hpp"

namespace attend {

/// Nested lists of numbers, or a tensor that came as it is. Throws Error("scene") naming `name` where rows are not all alike,
/// or hold what is no finite number.
Tensor read_numbers(const json::Value& value, std::string_view name);

}  // namespace attend
