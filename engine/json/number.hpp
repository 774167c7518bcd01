#pragma once
#include <string>

/// Numbers as text, without locale and without the C library's printf, which would weigh more in wasm than the rest of the
/// boundary together.
namespace attend::json {

/// The shortest decimal of at most 9 digits that gives the same float again; "-inf", "inf" and "nan" where it is not
/// finite. Whole numbers up to 2^53 are written exactly.
std::string number(double value) noexcept;

}  // namespace attend::json
