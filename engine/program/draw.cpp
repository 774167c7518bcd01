#include "draw.hpp"

#include <algorithm>

#include "../error.hpp"
#include "../scene/seeded.hpp"
#include "masks.hpp"

namespace attend {

Tensor draw(const Origin& given, const Shape& shape) {
  if (given.zeros) return zeros(shape);
  if (given.mask) return build_mask(*given.mask, given.first, shape[0], shape[1]);
  if (!given.rows) return seeded(given.seed, given.stream, shape, given.centre, given.spread);
  Tensor table = empty(shape);
  for (std::size_t row = 0; row < shape[0]; ++row) {
    Stream stream(given.seed, join({given.stream, "/", (*given.rows)[row]}));
    for (std::size_t c = 0; c < shape[1]; ++c) table(row, c) = stream.draw(given.centre, given.spread);
  }
  return table;
}

}  // namespace attend
