#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// JSON out, and values of JSON as they come across the boundary (scene/flat.hpp): text is read by the host.
namespace attend {
struct Numbers;
}

namespace attend::json {

struct Value {
  enum class Type { null, boolean, number, string, array, object, numbers };
  Type type = Type::null;
  bool boolean = false;
  double number = 0;
  std::string text;                  ///< of a string
  std::string name;                  ///< where it is a member of an object
  std::vector<Value> items;          ///< of an array, or an object's members in order
  std::shared_ptr<Numbers> numbers;  ///< a tensor that came as it is

  Value();
  Value(Value&&) noexcept;
  Value& operator=(Value&&) noexcept;
  ~Value();

  bool is(Type wanted) const { return type == wanted; }
  /// The member of that name, or null.
  const Value* find(std::string_view wanted) const;
};

/// Builds JSON text. Commas and quotes are its business: begin('{'); text_field("a", "b"); end('}').
class Writer {
public:
  void begin(char bracket) noexcept;
  /// A member that is an object or a list; without a name, an item of a list.
  void begin(std::string_view name, char bracket) noexcept;
  void end(char bracket) noexcept;
  void key(std::string_view name) noexcept;
  void string(std::string_view text) noexcept;
  void strings(std::string_view name, const std::vector<std::string_view>& texts) noexcept;
  void number(double value) noexcept;  ///< not finite: as a string, "-inf"
  void boolean(bool value) noexcept;
  void null() noexcept;
  void field(std::string_view name, std::string_view text) noexcept;
  void field(std::string_view name, double value) noexcept;
  void flag(std::string_view name, bool value) noexcept;

  const std::string& text() const { return out_; }

private:
  void separate() noexcept;
  std::string out_;
  bool first_ = true;
};

}  // namespace attend::json
