#include "manifest_api.h"

#include <string>

#include "manifest.hpp"

const char* attend_manifest() {
  static const std::string text = attend::manifest();
  return text.c_str();
}
