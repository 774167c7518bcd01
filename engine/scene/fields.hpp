#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "../error.hpp"
#include "../json/json.hpp"

namespace attend {

/// Reads the members of one JSON object with a message for everything that can be wrong.
/// Every reader gives `otherwise` where the key is absent and throws Error("scene"), or of another document's name, where its
/// value does not fit.
class Fields {
public:
  /// `where` is the object's own path in the scene, or in another document.
  Fields(const json::Value& object, std::string_view where, const char* document = "scene");

  /// Refuses every other key.
  void allow(const std::vector<std::string_view>& known) const;

  [[noreturn]] void fail(std::string_view key, std::initializer_list<Piece> what) const;

  const json::Value* find(const char* key) const { return object_.find(key); }
  std::string string(const char* key, const char* otherwise) const;
  /// One of `choices`, which have bars between, as a view into them (or into `otherwise`).
  std::string_view choice(const char* key, std::string_view otherwise, const char* choices) const;
  std::size_t whole(const char* key, std::size_t otherwise, std::size_t least, std::size_t most) const;
  double positive(const char* key, double otherwise) const;
  double not_negative(const char* key, double otherwise) const;
  bool yes(const char* key, bool otherwise) const;
  /// 1 to `most` texts, none empty; none at all where the key is absent.
  std::vector<std::string> strings(const char* key, std::size_t most) const;

private:
  const json::Value& object_;
  std::string_view where_;
  const char* document_;
};

}  // namespace attend
