#pragma once
#include <algorithm>
#include <memory>
#include <vector>

#include "../tensor.hpp"

namespace attend {

/// Memory that is lent and given back: the second run through a program takes none from the system.
class Buffers {
public:
  using Buffer = std::unique_ptr<std::vector<real>>;

  /// At least `size` numbers, of any value: the smallest free buffer that holds them, or else the largest, made larger.
  Buffer take(std::size_t size) {
    std::size_t best = free_.size();
    for (std::size_t i = 0; i < free_.size(); ++i)
      if (best == free_.size() || better(free_[i]->size(), free_[best]->size(), size)) best = i;
    if (best == free_.size()) return std::make_unique<std::vector<real>>(size);
    Buffer buffer = std::move(free_[best]);
    free_.erase(free_.begin() + std::ptrdiff_t(best));
    if (buffer->size() < size) *buffer = std::vector<real>(size);
    return buffer;
  }
  void give_back(Buffer buffer) { free_.push_back(std::move(buffer)); }
  /// Of all that was given back.
  std::size_t bytes() const noexcept {
    std::size_t numbers = 0;
    for (const Buffer& buffer : free_) numbers += buffer->size();
    return numbers * sizeof(real);
  }

private:
  static bool better(std::size_t a, std::size_t b, std::size_t size) {
    if ((a >= size) != (b >= size)) return a >= size;
    return a >= size ? a < b : a > b;
  }

  std::vector<Buffer> free_;
};

}  // namespace attend
