#include <cmath>
#include <cstdint>

#include "number.hpp"

namespace attend::json {

namespace {

/// A look at one character after the other; '\0' past the end.
struct Characters {
  std::string_view text;
  std::size_t at = 0;
  char now() const { return at < text.size() ? text[at] : '\0'; }
  char next() const { return at + 1 < text.size() ? text[at + 1] : '\0'; }
  bool digit() const { return now() >= '0' && now() <= '9'; }
};

bool parse_exponent(Characters& c, int& exponent) {
  ++c.at;
  const bool below = c.now() == '-';
  if (c.now() == '-' || c.now() == '+') ++c.at;
  if (!c.digit()) return false;
  int given = 0;
  for (; c.digit(); ++c.at) given = given < 10000 ? given * 10 + (c.now() - '0') : given;
  exponent += below ? -given : given;
  return true;
}

}  // namespace

bool parse_number(std::string_view text, double& value) {
  if (text == "-inf") return value = -INFINITY, true;
  Characters c{text};
  const bool negative = c.now() == '-';
  if (negative) ++c.at;
  if (!c.digit() || (c.now() == '0' && c.next() >= '0' && c.next() <= '9')) return false;
  std::uint64_t mantissa = 0;
  int exponent = 0;
  bool fraction = false;
  for (; c.digit() || (c.now() == '.' && !fraction); ++c.at) {
    if (c.now() == '.') {
      fraction = true;
      if (c.next() < '0' || c.next() > '9') return false;
    } else if (mantissa < 900000000000000000ull) {
      mantissa = mantissa * 10 + std::uint64_t(c.now() - '0');
      exponent -= fraction;
    } else {
      exponent += !fraction;
    }
  }
  if ((c.now() == 'e' || c.now() == 'E') && !parse_exponent(c, exponent)) return false;
  if (c.at != text.size()) return false;
  value = ten_times(double(mantissa), mantissa ? exponent : 0) * (negative ? -1 : 1);
  return true;
}

}  // namespace attend::json
