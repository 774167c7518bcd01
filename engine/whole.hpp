#pragma once

namespace attend {

/// Whether this build is the whole engine. engine.wasm is. engine-forward.wasm, the lighter one that pages load until a scene
/// needs more, has no gradients, no derivatives, none of the stages numbered from 160 on, and no runner, which pages do not use.
extern const bool kWhole;

}  // namespace attend
