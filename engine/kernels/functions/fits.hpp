#pragma once
#include "../../tensor.hpp"

/// Whether all of `count` numbers may stand where they do. They look at every number: a loop that stops at the first takes
/// several times as long, and nearly always all fit.
namespace attend::fits {

/// Every number is one between these.
bool within(const real* x, std::size_t count, real least, real largest) noexcept;
/// Every number is 0 or 1.
bool bits(const real* x, std::size_t count) noexcept;

}  // namespace attend::fits
