#include "program.hpp"

namespace attend {

int Program::find_slot(const std::string& path) const {
  for (std::size_t i = 0; i < slots.size(); ++i)
    if (slots[i].path == path) return int(i);
  for (const Step& step : steps) {
    if (path.compare(0, step.path.size() + 1, step.path + ".") != 0) continue;
    for (const int slot : step.writes)
      if (path == step.path + "." + slots[std::size_t(slot)].name) return slot;
  }
  return -1;
}

int Program::find_step(const std::string& path) const {
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i].path == path) return int(i);
  return -1;
}

namespace {

const Node* find_in(const Node& node, const std::string& path) {
  if (node.path == path) return &node;
  for (const Node& child : node.children)
    if (const Node* found = find_in(child, path)) return found;
  return nullptr;
}

}  // namespace

const Node* Program::find_node(const std::string& path) const { return find_in(root, path); }

}  // namespace attend
