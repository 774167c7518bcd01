#include "whole.hpp"

namespace attend {

#ifdef ATTEND_FORWARD_ONLY
const bool kWhole = false;
#else
const bool kWhole = true;
#endif

}  // namespace attend
