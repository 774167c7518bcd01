#pragma once
#include <string>
#include <utility>
#include <vector>

/// JSON in and out. A small strict reader of our own: the usual libraries weigh more in wasm than the whole engine.
namespace attend::json {

struct Value {
  enum class Type { null, boolean, number, string, array, object };
  Type type = Type::null;
  bool boolean = false;
  double number = 0;
  std::string text;                                   ///< a string's text, or a number as it was written
  std::vector<Value> items;                           ///< of an array
  std::vector<std::pair<std::string, Value>> members;  ///< of an object, in order

  bool is(Type wanted) const { return type == wanted; }
  /// The member of that name, or null.
  const Value* find(const std::string& name) const;
};

/// Reads one JSON text. Throws Error("scene") with line and column; refuses duplicate keys and nesting deeper than 32.
Value parse(const std::string& text);

/// Builds JSON text. Commas and quotes are its business: begin('{'); key("a"); string("b"); end('}').
class Writer {
 public:
  void begin(char bracket);
  void end(char bracket);
  void key(const std::string& name);
  void string(const std::string& text);
  void number(double value);  ///< not finite: as a string, "-inf"
  void boolean(bool value);
  void null();
  void field(const char* name, const std::string& text) { key(name), string(text); }
  void field(const char* name, double value) { key(name), number(value); }

  const std::string& text() const { return out_; }

 private:
  void separate();
  std::string out_;
  bool first_ = true;
};

}  // namespace attend::json
