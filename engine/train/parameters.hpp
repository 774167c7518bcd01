#pragma once
#include <string>
#include <vector>

#include "../program/program.hpp"

namespace attend {

/// Where the weights of a program lie in one row of numbers, in program order; its gradients and moments lie the same way.
class Parameters {
public:
  explicit Parameters(const Program& program);

  struct Parameter {
    int slot;
    std::size_t first, size;
  };
  const std::vector<Parameter>& all() const noexcept { return all_; }
  /// Of all together.
  std::size_t size() const noexcept { return size_; }
  /// Where a weight begins, by its slot.
  std::size_t first(int slot) const noexcept { return first_[std::size_t(slot)]; }

  /// The numbers that the scene begins with, written or drawn.
  std::vector<real> initial(const Program& program) const;

private:
  std::vector<Parameter> all_;
  std::vector<std::size_t> first_;  ///< by slot
  std::size_t size_ = 0;
};

}  // namespace attend
