#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "../json/json.hpp"
#include "fields.hpp"

namespace attend {

/// How gradients change weights; the arithmetic is that of the stages sgd and adam, and of kernels/learning/update.hpp.
struct Optimizer {
  bool adam = false;
  double rate = 0;
  double betas[2] = {0.9, 0.999};
  double eps = 1e-8;
  double decay = 0;
  std::size_t warm_up = 0;  ///< over so many steps the rate grows to what it is then

  /// Of the step that follows `step` others.
  double rate_at(std::size_t step) const noexcept;
};

/// The keys that read_optimizer reads; kind and rate have to be there.
inline constexpr const char* kOptimizerKeys = "kind rate betas eps decay warm_up";

/// Reads an optimizer. Throws Error of the fields' document, naming the key.
Optimizer read_optimizer(const Fields& fields);

/// The step of an optimizer that a scene asks for behind its gradients: the first, which has no moments yet.
struct UpdateConfig : Optimizer {
  std::vector<std::string> weights;  ///< by path without "weights."; all where it is empty

  explicit operator bool() const noexcept { return rate > 0; }
};

/// Reads the update of a scene. Throws Error("scene").
UpdateConfig read_update(const json::Value& value);

void write_update(json::Writer& out, const UpdateConfig& update) noexcept;

}  // namespace attend
