#include "number.hpp"

#include <cmath>
#include <cstdint>

#include "../text/digits.hpp"

namespace attend::json {

namespace {

/// Exact up to 10^22, so that a division by it is rounded once only.
double power_of_ten(int n) noexcept {
  double power = 1;
  for (int i = 0; i < n; ++i) power *= 10;
  return power;
}

/// mantissa 10^exponent, rounded once where 10^|exponent| is exact (up to 22).
double ten_times(double mantissa, int exponent) noexcept {
  if (exponent < -300) return mantissa / power_of_ten(300) / power_of_ten(-exponent - 300 > 60 ? 60 : -exponent - 300);
  return exponent < 0 ? mantissa / power_of_ten(-exponent) : mantissa * power_of_ten(exponent > 310 ? 310 : exponent);
}

/// Puts the decimal point into a row of digits.
std::string plain(std::string digits, int exponent) noexcept {
  while (exponent < 0 && digits.size() > 1 && digits.back() == '0') digits.pop_back(), ++exponent;
  const int point = int(digits.size()) + exponent;
  if (exponent >= 0 && point <= 17) return digits.append(std::size_t(exponent), '0');
  if (exponent < 0 && point > 0) return digits.insert(std::size_t(point), 1, '.');
  if (exponent < 0 && point > -5) return digits.insert(0, std::size_t(-point), '0').insert(0, "0.");
  digits += 'e';
  if (exponent < 0) digits += '-';
  return digits += digits_of(std::uint64_t(exponent < 0 ? -exponent : exponent));
}

}  // namespace

std::string number(double value) noexcept {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  // Far below what a float holds, powers of ten leave the range of a double.
  const bool tiny = value != 0 && std::fabs(value) < 1e-200;
  const double size = std::fabs(value) * (tiny ? 1e200 : 1);
  std::string text;
  if (!tiny && size == std::floor(size) && size < 9007199254740992.0) {
    text = digits_of(std::uint64_t(size));
  } else {
    int magnitude = 0;
    while (ten_times(size, -magnitude) >= 10) ++magnitude;
    while (ten_times(size, -magnitude) < 1) --magnitude;
    int digits = 0, exponent = 0;
    double mantissa = 0;
    do {
      exponent = magnitude - digits;
      mantissa = std::floor(ten_times(size, -exponent) + 0.5);
    } while (++digits < 9 && float(ten_times(mantissa, exponent)) != float(size));
    text = plain(digits_of(std::uint64_t(mantissa)), exponent - (tiny ? 200 : 0));
  }
  return value < 0 ? text.insert(0, 1, '-') : text;
}

}  // namespace attend::json
