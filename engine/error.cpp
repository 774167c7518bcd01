#include "error.hpp"

#include <utility>

#include "text/digits.hpp"

namespace attend {

namespace {

/// "(2, 3)"
void append_shape(std::string& out, const std::vector<std::size_t>& shape) noexcept {
  for (std::size_t i = 0; i < shape.size(); ++i) {
    out += i ? ", " : "(";
    out += digits_of(shape[i]);
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
      out += digits_of(count_);
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

void fail(std::string_view code, std::initializer_list<Piece> message, std::string_view stage,
          std::string_view tensor) {
  Error error;
  error.code = code;
  error.stage = stage;
  error.tensor = tensor;
  error.message = join(message);
  throw error;
}

}  // namespace attend
