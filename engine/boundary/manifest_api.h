#pragma once

/** The manifest, see manifest.hpp, as JSON that ends in a zero. All of describe.wasm, which only the build runs. */
extern "C" const char* attend_manifest();
