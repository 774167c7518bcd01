#pragma once
#include "../stage.hpp"

namespace attend {

/// Every stage, in order of flow: the files of this folder, in the order of their numbers.
List<const Stage*> all_stages();

}  // namespace attend
