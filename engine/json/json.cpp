#include "json.hpp"

#include <cmath>

#include "../error.hpp"
#include "number.hpp"

namespace attend::json {

const Value* Value::find(const std::string& name) const {
  for (const auto& member : members)
    if (member.first == name) return &member.second;
  return nullptr;
}

namespace {

class Reader {
 public:
  explicit Reader(const std::string& text) : text_(text) {}

  Value document() {
    Value value = read(0);
    space();
    if (at_ != text_.size()) fail("there is more text after the end of the JSON");
    return value;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < at_ && i < text_.size(); ++i) text_[i] == '\n' ? (++line, column = 1) : ++column;
    throw Error("scene", "This is not valid JSON: line " + std::to_string(line) + ", column " + std::to_string(column) +
                             ": " + what + ".");
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  }
  void expect(char wanted) {
    space();
    if (peek() != wanted) fail(std::string("expected '") + wanted + "'");
    ++at_;
  }
  bool word(const char* name) {
    const std::string wanted = name;
    if (text_.compare(at_, wanted.size(), wanted) != 0) return false;
    at_ += wanted.size();
    return true;
  }

  Value read(int depth) {
    if (depth > 32) fail("it is nested more than 32 deep");
    space();
    Value value;
    const char c = peek();
    if (c == '{') return read_object(depth);
    if (c == '[') return read_array(depth);
    if (c == '"') {
      value.type = Value::Type::string;
      value.text = read_string();
    } else if (word("true") || word("false")) {
      value.type = Value::Type::boolean;
      value.boolean = c == 't';
    } else if (!word("null")) {
      value.type = Value::Type::number;
      while (peek() && std::string("+-.0123456789eE").find(peek()) != std::string::npos) value.text += text_[at_++];
      if (!parse_number(value.text, value.number)) fail("expected a value: a number, \"text\", true, false, null, [ or {");
    }
    return value;
  }

  Value read_array(int depth) {
    Value value;
    value.type = Value::Type::array;
    expect('[');
    space();
    if (peek() == ']') return ++at_, value;
    for (;;) {
      value.items.push_back(read(depth + 1));
      space();
      if (peek() == ']') return ++at_, value;
      expect(',');
    }
  }

  Value read_object(int depth) {
    Value value;
    value.type = Value::Type::object;
    expect('{');
    space();
    if (peek() == '}') return ++at_, value;
    for (;;) {
      space();
      if (peek() != '"') fail("expected a key in quotes");
      std::string key = read_string();
      if (value.find(key)) fail("the key \"" + key + "\" stands twice");
      expect(':');
      Value member = read(depth + 1);
      value.members.emplace_back(std::move(key), std::move(member));
      space();
      if (peek() == '}') return ++at_, value;
      expect(',');
    }
  }

  unsigned hex4() {
    unsigned code = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (digit < 0) fail("expected four hexadecimal digits after \\u");
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
      if (code >= 0xD800 && code < 0xDC00 && word("\\u")) code = 0x10000 + ((code - 0xD800) << 10) + (hex4() - 0xDC00);
      return utf8(out, code);
    }
    const std::string from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
    const std::size_t place = from.find(c);
    if (place == std::string::npos) fail("there is no escape of that letter");
    out += to[place];
  }

  std::string read_string() {
    std::string out;
    for (++at_; peek() != '"';) {
      if (at_ >= text_.size()) fail("a text in quotes does not end");
      if (static_cast<unsigned char>(peek()) < 0x20) fail("a text in quotes holds a line break or control character");
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

void Writer::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

void Writer::begin(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
}

void Writer::end(char bracket) {
  out_ += bracket;
  first_ = false;
}

void Writer::key(const std::string& name) {
  string(name);
  out_ += ':';
  first_ = true;
}

void Writer::string(const std::string& text) {
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

void Writer::number(double value) {
  if (!std::isfinite(value)) return string(json::number(value));
  separate();
  out_ += json::number(value);
}

void Writer::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
}

void Writer::null() {
  separate();
  out_ += "null";
}

}  // namespace attend::json
