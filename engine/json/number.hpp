#pragma once
#include <string>
#include <string_view>

/// Numbers as text and back, without locale and without the C library's printf and strtod, which would weigh more in
/// wasm than the rest of the boundary together.
namespace attend::json {

/// The shortest decimal of at most 9 digits that gives the same float again; "-inf", "inf" and "nan" where it is not
/// finite. Whole numbers up to 2^53 are written exactly.
std::string number(double value) noexcept;

/// mantissa 10^exponent, rounded once where 10^|exponent| is exact (up to 22).
double ten_times(double mantissa, int exponent) noexcept;

/// Reads a JSON number (or -inf). Exact for up to 15 digits and exponents up to 22; false if the text is no number.
bool parse_number(std::string_view text, double& value);

}  // namespace attend::json
