#include "stages.hpp"

#include "registry.hpp"

namespace attend {

List<const Stage*> all_stages() { return kStages; }

std::size_t forward_stages() { return kForwardStages; }

List<const char*> stage_files() { return kStageFiles; }

}  // namespace attend
