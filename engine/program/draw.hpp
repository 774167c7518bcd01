#pragma once
#include "program.hpp"

namespace attend {

/// The numbers that a seed or the rule of a mask gives: the same every time.
Tensor draw(const Origin& given, const Shape& shape);

}  // namespace attend
