#pragma once
#include "builder.hpp"

namespace attend {

/// Adds the step `loss` that the scene asks for, behind all others. `logits`: their slot, or -1. Returns the slot of the
/// loss. Throws Error("scene") for a loss that this program cannot have.
int add_loss(Builder& builder, int logits);

}  // namespace attend
