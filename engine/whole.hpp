#pragma once

namespace attend {

/// Whether this build is the whole engine. engine.wasm is. engine-forward.wasm, the lighter one that pages load until a scene
/// needs more, has no gradients, no derivatives, and none of the stages numbered from 160 on.
extern const bool kWhole;

/// Whether it is train.wasm: what runs without steps, runners and trainings, for which the lighter one's stages are enough. A
/// scene's loss is read, and left aside.
extern const bool kStepless;

}  // namespace attend
