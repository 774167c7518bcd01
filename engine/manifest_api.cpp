#include "c_api.h"
#include "manifest.hpp"

/// The boundary of describe.wasm, which only the build runs: the manifest, and nothing else.
namespace {

std::string text;

}  // namespace

void attend_manifest() { text = attend::manifest(); }
const char* attend_text() { return text.data(); }
uint32_t attend_text_size() { return uint32_t(text.size()); }
