#include "program.hpp"

namespace attend {

Slot::Slot(std::string at, std::string_view called, std::vector<Axis> over, Shape lengths, Accepts taken)
    : path(std::move(at)), name(called), axes(std::move(over)), shape(std::move(lengths)), size(cell_count(shape)),
      accepts(taken) {}
Slot::Slot(Slot&&) noexcept = default;
Slot::~Slot() = default;

Node::Node() = default;
Node::Node(std::string at, std::string_view called, Level size, int leaf, int from)
    : path(std::move(at)), title(called), level(size), step(leaf), first(from), last(from + 1) {}
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

int Program::find_slot(std::string_view path) const {
  for (std::size_t i = 0; i < slots.size(); ++i)
    if (slots[i].path == path) return int(i);
  const std::size_t dot = path.rfind('.');
  const int step = dot == std::string_view::npos ? -1 : find_step(path.substr(0, dot));
  if (step < 0) return -1;
  for (const int slot : steps[std::size_t(step)].writes)
    if (path.substr(dot + 1) == slots[std::size_t(slot)].name) return slot;
  return -1;
}

int Program::find_step(std::string_view path) const {
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i].path == path) return int(i);
  return -1;
}

}  // namespace attend
