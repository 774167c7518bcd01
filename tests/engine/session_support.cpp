#include "session_support.hpp"

#include <nlohmann/json.hpp>

namespace attend::test {

namespace {

/// As the host hands it over.
void convert(const Json& from, json::Value& to) {
  using Type = json::Value::Type;
  to.boolean = from.is_boolean() && from.get<bool>();
  if (from.is_boolean()) to.type = Type::boolean;
  if (from.is_number()) to.type = Type::number, to.number = from.get<double>();
  if (from.is_string()) to.type = Type::string, to.text = from.get<std::string>();
  if (from.is_array()) to.type = Type::array;
  if (from.is_object()) to.type = Type::object;
  if (!from.is_structured()) return;
  to.items.resize(from.size());
  std::size_t i = 0;
  for (const auto& [key, item] : from.items()) {
    if (from.is_object()) to.items[i].name = key;
    convert(item, to.items[i++]);
  }
}

}  // namespace

json::Value value_from(const Json& given) {
  json::Value value;
  convert(given, value);
  return value;
}

Scene scene_from(const Json& scene) { return parse_scene(value_from(scene)); }

Scene read_scene(const std::string& text) { return scene_from(Json::parse(text)); }

int slot_at(const Session& session, const std::string& path) {
  const int slot = session.program().find_slot(path);
  if (slot < 0) FAIL("there is no tensor called " + path);
  return slot;
}

const Tensor& tensor_at(const Session& session, const std::string& path) {
  return session.value(slot_at(session, path));
}

void edit(Session& session, const std::string& path, const Index& index, double value) {
  const int slot = slot_at(session, path);
  session.edit({slot, flat_index(session.value(slot), index), -1, -1, {value}});
}

void edit_option(Session& session, const std::string& step, const std::string& option, double value) {
  const int place = session.program().find_step(step);
  REQUIRE(place >= 0);
  const Stage& stage = *session.program().steps[std::size_t(place)].stage;
  for (std::size_t i = 0; i < stage.options.count; ++i)
    if (option == stage.options[i].name) return session.edit({-1, 0, place, int(i), {value}});
  FAIL(step + " has no option " + option);
}

std::vector<std::pair<int, std::string>> notices_of(const Session& session) {
  std::vector<std::pair<int, std::string>> found;
  for (const Notice& notice : session.notices(int(session.program().steps.size()) - 1))
    found.emplace_back(session.program().slots[std::size_t(notice.slot)].step, notice.text);
  return found;
}

std::vector<Tensor> snapshot(const Session& session) {
  std::vector<Tensor> all;
  for (std::size_t slot = 0; slot < session.program().slots.size(); ++slot) all.push_back(session.value(int(slot)));
  return all;
}

std::vector<int> differing(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
  std::vector<int> found;
  for (std::size_t slot = 0; slot < a.size(); ++slot)
    if (!same(a[slot], b[slot])) found.push_back(int(slot));
  return found;
}

}  // namespace attend::test
