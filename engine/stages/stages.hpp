#pragma once
#include "../stage.hpp"

namespace attend {

/// Every stage, in order of flow: the files of this folder, in the order of their numbers.
List<const Stage*> all_stages();

/// How many of them, from the first on, are the forward pass; a build that is not the whole engine (whole.hpp) has no others.
std::size_t forward_stages();

/// Their files, relative to the repository, in the same order.
List<const char*> stage_files();

}  // namespace attend
