#include "session_support.hpp"

namespace attend::test {

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
  std::vector<int> slots;
  const std::string lines = session.notices(slots);
  const auto messages = words(lines, '\n');
  REQUIRE(messages.size() == slots.size());
  std::vector<std::pair<int, std::string>> found;
  for (std::size_t i = 0; i < slots.size(); ++i)
    found.emplace_back(session.program().slots[std::size_t(slots[i])].step, std::string(messages[i]));
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
