#include "error.hpp"

#include <utility>

namespace attend {

namespace {

/// "(2, 3)"
void append_shape(std::string& out, const std::vector<std::size_t>& shape) noexcept {
  for (std::size_t i = 0; i < shape.size(); ++i) {
    out += i ? ", " : "(";
    out += std::to_string(shape[i]);
  }
  out += shape.empty() ? "()" : ")";
}

}  // namespace

void Piece::append_to(std::string& out) const noexcept {
  switch (kind_) {
    case Kind::literal:
      out += static_cast<const char*>(at_);
      break;
    case Kind::string:
      out += *static_cast<const std::string*>(at_);
      break;
    case Kind::view:
      out += *static_cast<const std::string_view*>(at_);
      break;
    case Kind::count:
      out += std::to_string(count_);
      break;
    case Kind::shape:
      append_shape(out, *static_cast<const std::vector<std::size_t>*>(at_));
      break;
  }
}

std::string join(std::initializer_list<Piece> pieces) noexcept {
  std::string out;
  for (const Piece& piece : pieces) piece.append_to(out);
  return out;
}

void append_item(std::string& list, std::string_view item, const char* separator) noexcept {
  if (!list.empty()) list += separator;
  list += item;
}

Error::Error(const char* code, std::string message, std::string_view stage, std::string_view tensor)
    : code_(code), message_(std::move(message)), stage_(stage), tensor_(tensor) {}
Error::Error(const Error&) = default;
Error& Error::operator=(const Error&) = default;
Error::~Error() = default;

namespace {

Error& kept() noexcept {
  static Error error("internal", "", "", "");
  return error;
}

}  // namespace

void fail(const char* code, std::initializer_list<Piece> message, std::string_view stage, std::string_view tensor) {
  kept() = Error(code, join(message), stage, tensor);
  throw kept();
}

const Error& newest_error() noexcept { return kept(); }

}  // namespace attend
