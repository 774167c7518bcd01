#include "json.hpp"

#include "../error.hpp"
#include "number.hpp"

namespace attend::json {

namespace {

class Reader {
public:
  explicit Reader(const std::string& text) : text_(text) {}

  Value document() {
    Value value;
    read(value, 0);
    space();
    if (at_ != text_.size()) refuse({"there is more text after the end of the JSON"});
    return value;
  }

private:
  [[noreturn]] void refuse(std::initializer_list<Piece> what) const {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < at_ && i < text_.size(); ++i) text_[i] == '\n' ? (++line, column = 1) : ++column;
    fail("scene", {"This is not valid JSON: line ", line, ", column ", column, ": ", join(what), "."});
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  }
  void expect(char wanted) {
    space();
    if (peek() != wanted) refuse({"expected '", std::string_view(&wanted, 1), "'"});
    ++at_;
  }
  bool word(std::string_view wanted) {
    if (text_.compare(at_, wanted.size(), wanted) != 0) return false;
    at_ += wanted.size();
    return true;
  }

  void read(Value& value, int depth) {
    if (depth > 32) refuse({"it is nested more than 32 deep"});
    space();
    const char c = peek();
    if (c == '{') return read_object(value, depth);
    if (c == '[') return read_array(value, depth);
    if (c == '"') {
      value.type = Value::Type::string;
      value.text = read_string();
    } else if (word("true") || word("false")) {
      value.type = Value::Type::boolean;
      value.boolean = c == 't';
    } else if (!word("null")) {
      value.type = Value::Type::number;
      const std::size_t start = at_;
      while (peek() && std::string_view("+-.0123456789eE").find(peek()) != std::string_view::npos) ++at_;
      if (!parse_number(std::string_view(text_).substr(start, at_ - start), value.number))
        refuse({"expected a value: a number, \"text\", true, false, null, [ or {"});
    }
  }

  /// True, past the bracket, if the list or object ends here; otherwise past the comma, if one is due.
  bool ends(char bracket, bool first) {
    space();
    if (peek() == bracket) return ++at_, true;
    if (!first) expect(',');
    return false;
  }

  void read_array(Value& value, int depth) {
    value.type = Value::Type::array;
    ++at_;
    while (!ends(']', value.items.empty())) {
      value.items.emplace_back();
      read(value.items.back(), depth + 1);
    }
  }

  void read_object(Value& value, int depth) {
    value.type = Value::Type::object;
    ++at_;
    while (!ends('}', value.items.empty())) {
      space();
      if (peek() != '"') refuse({"expected a key in quotes"});
      std::string key = read_string();
      if (value.find(key)) refuse({"the key \"", key, "\" stands twice"});
      expect(':');
      value.items.emplace_back();
      value.items.back().name = std::move(key);
      read(value.items.back(), depth + 1);
    }
  }

  unsigned hex4() {
    unsigned code = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) refuse({"expected four hexadecimal digits after \\u"});
      code = code * 16 + unsigned(digit);
      ++at_;
    }
    return code;
  }

  void utf8(std::string& out, unsigned code) {
    if (code < 0x80) {
      out += char(code);
    } else if (code < 0x800) {
      out += char(0xC0 | (code >> 6));
      out += char(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      out += char(0xE0 | (code >> 12));
      out += char(0x80 | ((code >> 6) & 0x3F));
      out += char(0x80 | (code & 0x3F));
    } else {
      out += char(0xF0 | (code >> 18));
      out += char(0x80 | ((code >> 12) & 0x3F));
      out += char(0x80 | ((code >> 6) & 0x3F));
      out += char(0x80 | (code & 0x3F));
    }
  }

  void escape(std::string& out) {
    const char c = peek();
    ++at_;
    if (c == 'u') {
      unsigned code = hex4();
      if (code >= 0xD800 && code < 0xDC00) {
        const unsigned second = word("\\u") ? hex4() : 0;
        if (second < 0xDC00 || second > 0xDFFF) refuse({"half of a surrogate pair stands alone"});
        code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
      } else if (code >= 0xDC00 && code < 0xE000) {
        refuse({"half of a surrogate pair stands alone"});
      }
      return utf8(out, code);
    }
    const std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
    const std::size_t place = from.find(c);
    if (place == std::string_view::npos) refuse({"there is no escape of that letter"});
    out += to[place];
  }

  std::string read_string() {
    std::string out;
    for (++at_; peek() != '"';) {
      if (at_ >= text_.size()) refuse({"a text in quotes does not end"});
      if (static_cast<unsigned char>(peek()) < 0x20)
        refuse({"a text in quotes holds a line break or control character"});
      if (peek() == '\\') ++at_, escape(out);
      else out += text_[at_++];
    }
    ++at_;
    return out;
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

Value parse(const std::string& text) { return Reader(text).document(); }

}  // namespace attend::json
