#include "stages.hpp"

#include "registry.hpp"

namespace attend {

List<const Stage*> all_stages() { return kStages; }

List<const char*> stage_files() { return kStageFiles; }

}  // namespace attend
