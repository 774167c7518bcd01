#include "parameters.hpp"

#include <algorithm>

#include "../program/draw.hpp"

namespace attend {

Parameters::Parameters(const Program& program) : first_(program.slots.size(), 0) {
  for (std::size_t slot = 0; slot < program.slots.size(); ++slot) {
    if (program.slots[slot].path.compare(0, 8, "weights.") != 0) continue;
    all_.push_back({int(slot), size_, program.slots[slot].size});
    first_[slot] = size_;
    size_ += program.slots[slot].size;
  }
}

std::vector<real> Parameters::initial(const Program& program) const {
  std::vector<real> numbers(size_);
  for (const Parameter& one : all_) {
    const Origin& given = program.origins[std::size_t(one.slot)];
    const Tensor tensor = given.tensor ? *given.tensor : draw(given, program.slots[std::size_t(one.slot)].shape);
    std::copy_n(tensor.data(), one.size, numbers.data() + one.first);
  }
  return numbers;
}

}  // namespace attend
