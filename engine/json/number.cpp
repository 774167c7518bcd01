#include "number.hpp"

#include <cmath>
#include <cstdint>

namespace attend::json {

namespace {

/// Exact up to 10^22, so that a division by it is rounded once only.
double power_of_ten(int n) {
  double power = 1;
  for (int i = 0; i < n; ++i) power *= 10;
  return power;
}

double scaled(double mantissa, int exponent) {
  if (exponent < -300) return mantissa / power_of_ten(300) / power_of_ten(-exponent - 300 > 60 ? 60 : -exponent - 300);
  return exponent < 0 ? mantissa / power_of_ten(-exponent) : mantissa * power_of_ten(exponent > 310 ? 310 : exponent);
}

std::string plain(std::uint64_t digits, int exponent) {
  std::string text = std::to_string(digits);
  while (exponent < 0 && text.size() > 1 && text.back() == '0') text.pop_back(), ++exponent;
  const int point = int(text.size()) + exponent;
  if (exponent >= 0 && point <= 17) return text + std::string(std::size_t(exponent), '0');
  if (exponent < 0 && point > 0) return text.substr(0, std::size_t(point)) + "." + text.substr(std::size_t(point));
  if (exponent < 0 && point > -5) return "0." + std::string(std::size_t(-point), '0') + text;
  return text + "e" + std::to_string(exponent);
}

}  // namespace

std::string number(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  const std::string sign = std::signbit(value) && value != 0 ? "-" : "";
  const double size = std::fabs(value);
  if (size == std::floor(size) && size < 9007199254740992.0) return sign + std::to_string(std::uint64_t(size));
  int magnitude = int(std::floor(std::log10(size)));
  for (int digits = 1; digits <= 9; ++digits) {
    const int exponent = magnitude - digits + 1;
    const double mantissa = std::floor(scaled(size, -exponent) + 0.5);
    if (digits == 9 || float(scaled(mantissa, exponent)) == float(size)) return sign + plain(std::uint64_t(mantissa), exponent);
  }
  return sign;
}

bool parse_number(const std::string& text, double& value) {
  const char* p = text.c_str();
  if (text == "-inf") return value = -INFINITY, true;
  const bool negative = *p == '-';
  if (negative) ++p;
  if (*p < '0' || *p > '9' || (*p == '0' && p[1] >= '0' && p[1] <= '9')) return false;
  std::uint64_t mantissa = 0;
  int exponent = 0;
  bool fraction = false;
  for (;; ++p) {
    if (*p == '.' && !fraction) {
      fraction = true;
      if (p[1] < '0' || p[1] > '9') return false;
    } else if (*p >= '0' && *p <= '9') {
      if (mantissa < 900000000000000000ull) mantissa = mantissa * 10 + std::uint64_t(*p - '0'), exponent -= fraction;
      else exponent += !fraction;
    } else {
      break;
    }
  }
  if (*p == 'e' || *p == 'E') {
    const bool below = *++p == '-';
    if (*p == '-' || *p == '+') ++p;
    if (*p < '0' || *p > '9') return false;
    int given = 0;
    for (; *p >= '0' && *p <= '9'; ++p) given = given < 10000 ? given * 10 + (*p - '0') : given;
    exponent += below ? -given : given;
  }
  if (*p != '\0') return false;
  value = scaled(double(mantissa), mantissa ? exponent : 0) * (negative ? -1 : 1);
  return true;
}

}  // namespace attend::json
