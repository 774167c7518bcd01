#include "fits.hpp"

namespace attend::fits {

bool within(const real* x, std::size_t count, real least, real largest) noexcept {
  int wrong = 0;
  for (std::size_t i = 0; i < count; ++i) wrong |= int(!(x[i] >= least)) | int(!(x[i] <= largest));
  return !wrong;
}

bool bits(const real* x, std::size_t count) noexcept {
  int wrong = 0;
  for (std::size_t i = 0; i < count; ++i) wrong |= int(x[i] != 0) & int(x[i] != 1);
  return !wrong;
}

}  // namespace attend::fits
