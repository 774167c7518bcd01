#pragma once
#include "json/json.hpp"
#include "session/session.hpp"

/// What the engine can do and what a program looks like, as JSON: the one list that calls, screen, lessons and tests
/// are driven by. The shapes are StageInfo and ProgramNode of web/engine/types.ts.
namespace attend {

/// {"version", "stages": [StageInfo], "ops": [...], "levels": [...]}
void write_manifest(json::Writer& out);

/// The tree of a session's program.
void write_program(json::Writer& out, const Session& session);

}  // namespace attend
