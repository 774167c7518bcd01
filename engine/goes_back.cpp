#include "goes_back.hpp"

namespace attend {

#ifdef ATTEND_FORWARD_ONLY
const bool kGoesBack = false;
#else
const bool kGoesBack = true;
#endif

}  // namespace attend
