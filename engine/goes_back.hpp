#pragma once

namespace attend {

/// Whether this build goes back from a loss. engine.wasm does. engine-forward.wasm, the lighter one that pages load until a
/// scene has a loss, has no gradients, no derivatives, none of the stages behind the forward pass, and no runner, which pages do
/// not use.
extern const bool kGoesBack;

}  // namespace attend
