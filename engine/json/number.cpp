#include "number.hpp"

#include <cmath>
#include <cstdint>

namespace attend::json {

namespace {

/// Exact up to 10^22, so that a division by it is rounded once only.
double power_of_ten(int n) noexcept {
  double power = 1;
  for (int i = 0; i < n; ++i) power *= 10;
  return power;
}

std::string plain(std::uint64_t digits, int exponent) noexcept {
  std::string text = std::to_string(digits);
  while (exponent < 0 && text.size() > 1 && text.back() == '0') text.pop_back(), ++exponent;
  const int point = int(text.size()) + exponent;
  if (exponent >= 0 && point <= 17) return text + std::string(std::size_t(exponent), '0');
  if (exponent < 0 && point > 0) return text.substr(0, std::size_t(point)) + "." + text.substr(std::size_t(point));
  if (exponent < 0 && point > -5) return "0." + std::string(std::size_t(-point), '0') + text;
  return text + "e" + std::to_string(exponent);
}

}  // namespace

double ten_times(double mantissa, int exponent) noexcept {
  if (exponent < -300) return mantissa / power_of_ten(300) / power_of_ten(-exponent - 300 > 60 ? 60 : -exponent - 300);
  return exponent < 0 ? mantissa / power_of_ten(-exponent) : mantissa * power_of_ten(exponent > 310 ? 310 : exponent);
}

std::string number(double value) noexcept {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  const std::string sign = std::signbit(value) && value != 0 ? "-" : "";
  const double size = std::fabs(value);
  if (size == std::floor(size) && size < 9007199254740992.0) return sign + std::to_string(std::uint64_t(size));
  int magnitude = 0;
  while (ten_times(size, -magnitude) >= 10) ++magnitude;
  while (ten_times(size, -magnitude) < 1) --magnitude;
  for (int digits = 1; digits <= 9; ++digits) {
    const int exponent = magnitude - digits + 1;
    const double mantissa = std::floor(ten_times(size, -exponent) + 0.5);
    if (digits == 9 || float(ten_times(mantissa, exponent)) == float(size)) return sign + plain(std::uint64_t(mantissa), exponent);
  }
  return sign;
}

}  // namespace attend::json
