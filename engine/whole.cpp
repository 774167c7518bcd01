#include "whole.hpp"

namespace attend {

#ifdef ATTEND_FORWARD_ONLY
const bool kWhole = false;
#else
const bool kWhole = true;
#endif

#ifdef ATTEND_STEPLESS
const bool kStepless = true;
#else
const bool kStepless = false;
#endif

}  // namespace attend
