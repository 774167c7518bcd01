#include <cmath>

#include "json.hpp"
#include "number.hpp"

namespace attend::json {

void Writer::separate() noexcept {
  if (!first_) out_ += ',';
  first_ = false;
}

void Writer::begin(char bracket) noexcept {
  separate();
  out_ += bracket;
  first_ = true;
}

void Writer::end(char bracket) noexcept {
  out_ += bracket;
  first_ = false;
}

void Writer::begin(std::string_view name, char bracket) noexcept {
  if (!name.empty()) key(name);
  begin(bracket);
}

void Writer::key(std::string_view name) noexcept {
  string(name);
  out_ += ':';
  first_ = true;
}

void Writer::string(std::string_view text) noexcept {
  separate();
  static const char kHex[] = "0123456789abcdef";
  out_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out_ += '\\', out_ += c;
    else if (static_cast<unsigned char>(c) < 0x20) out_ += "\\u00", out_ += kHex[c >> 4], out_ += kHex[c & 15];
    else out_ += c;
  }
  out_ += '"';
}

void Writer::number(double value) noexcept {
  if (!std::isfinite(value)) return string(json::number(value));
  separate();
  out_ += json::number(value);
}

void Writer::boolean(bool value) noexcept {
  separate();
  out_ += value ? "true" : "false";
}

void Writer::strings(std::string_view name, const std::vector<std::string_view>& texts) noexcept {
  begin(name, '[');
  for (const std::string_view text : texts) string(text);
  end(']');
}

void Writer::field(std::string_view name, std::string_view text) noexcept {
  key(name);
  string(text);
}

void Writer::field(std::string_view name, double value) noexcept {
  key(name);
  number(value);
}

void Writer::flag(std::string_view name, bool value) noexcept {
  key(name);
  boolean(value);
}

void Writer::null() noexcept {
  separate();
  out_ += "null";
}

}  // namespace attend::json
