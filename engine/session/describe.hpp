#pragma once
#include <string>

#include "session.hpp"

namespace attend {

/// {"scene", "slots": [...], "root": tree}: everything about a session that has a name, as JSON. What is a place in a
/// list of the manifest (stages, levels, options) is given as that place.
std::string program(const Session& session) noexcept;

}  // namespace attend
