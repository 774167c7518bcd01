#pragma once
#include <cstdint>
#include <vector>

#include "c_api.h"
#include "scene/scene.hpp"

/// What the boundary's C types stand for.
struct AttendTensor {
  attend::NumbersPtr numbers;
};

namespace attend {

inline std::vector<NumbersPtr> numbers_of(AttendTensor* const* tensors, std::uint32_t count) {
  std::vector<NumbersPtr> numbers;
  for (std::uint32_t i = 0; i < count; ++i) numbers.push_back(tensors[i]->numbers);
  return numbers;
}

}  // namespace attend
