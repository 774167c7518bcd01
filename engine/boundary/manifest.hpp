#pragma once
#include <string>

/// What the engine can do, as JSON: the one list that calls, screen, lessons and tests are driven by. Made from the
/// descriptors when the project is built (describe.wasm) and then part of the TypeScript; web/engine/types.ts says its
/// shape, and scene-keys.ts that of the keys of a model.
namespace attend {

/// {"version", "build", "ops": [...], "keys": [...], "accepts": [...], "levels": [...], "stages": [StageInfo]}
std::string manifest() noexcept;

}  // namespace attend
