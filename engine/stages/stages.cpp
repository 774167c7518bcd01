#include "stages.hpp"

#include "registry.hpp"

namespace attend {

List<const Stage*> all_stages() { return kStages; }

}  // namespace attend
