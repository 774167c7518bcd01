// libFuzzer calls this; which of the fuzzers it is, is said when it is compiled.
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attend::fuzz::ATTEND_FUZZED(data, size);
  return 0;
}
