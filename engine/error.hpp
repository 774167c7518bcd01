#pragma once
#include <cstddef>
#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace attend {

/// A part of a message: words, a count, or a shape. Two words in size and holding nothing, so that long messages cost little
/// code; it may point to temporaries of the same expression.
class Piece {
public:
  Piece(const char* text) noexcept : kind_(Kind::literal), at_(text) {}
  Piece(const std::string& text) noexcept : kind_(Kind::string), at_(&text) {}
  Piece(const std::string_view& text) noexcept : kind_(Kind::view), at_(&text) {}
  Piece(std::size_t count) noexcept : kind_(Kind::count), count_(count) {}
  Piece(const std::vector<std::size_t>& shape) noexcept : kind_(Kind::shape), at_(&shape) {}

  void append_to(std::string& out) const noexcept;

private:
  enum class Kind { literal, string, view, count, shape } kind_;
  union {
    const void* at_;
    std::size_t count_;
  };
};

std::string join(std::initializer_list<Piece> pieces) noexcept;

/// Puts a separator in front of every item but the first.
void append_item(std::string& list, std::string_view item, const char* separator = ", ") noexcept;

/// Every refusal of the engine. The message names the tensor, what was expected, what was got, and how to mend it.
/// `code` is one of the codes of web/engine/types.ts; stage and tensor are empty where none is concerned.
class Error : public std::exception {
public:
  const char* what() const noexcept override { return message.c_str(); }

  std::string code, stage, tensor, message;
};

/// Refuses: throws an Error.
[[noreturn]] void fail(std::string_view code, std::initializer_list<Piece> message, std::string_view stage = {},
                       std::string_view tensor = {});

}  // namespace attend
