#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../json/json.hpp"
#include "../tensor.hpp"

namespace attend {

/// The one number whose gradients a scene asks for.
struct LossConfig {
  std::string_view kind;  ///< cross_entropy, cell or cotangent; empty where no gradient is asked for
  /// Of cross_entropy: that every token is to tell the next one; else a word for each position, empty where none.
  bool next = false;
  std::vector<std::string> targets;
  std::string path;        ///< of cell and cotangent: the tensor
  Index index;             ///< of cell
  std::uint32_t seed = 0;  ///< of cotangent

  explicit operator bool() const noexcept { return !kind.empty(); }
};

/// Reads the loss of a scene with so many tokens. Throws Error("scene").
LossConfig read_loss(const json::Value& value, std::size_t tokens);

void write_loss(json::Writer& out, const LossConfig& loss) noexcept;

}  // namespace attend
