#include "stage.hpp"

#include <cmath>

#include "error.hpp"

namespace attend {

std::vector<std::string> words(const char* text, char separator) {
  std::vector<std::string> found;
  std::string word;
  for (const char* p = text; *p; ++p) {
    if (*p != separator) {
      word += *p;
    } else if (!word.empty()) {
      found.push_back(word);
      word.clear();
    }
  }
  if (!word.empty()) found.push_back(word);
  return found;
}

Call::Call(const Stage& stage) : stage_(&stage), tensors_(stage.reads.count + stage.writes.count) {
  for (const Option& option : stage.options) options_.push_back(option.initial);
}

std::size_t Call::slot(std::string_view name) const {
  for (std::size_t i = 0; i < stage_->reads.count; ++i)
    if (name == stage_->reads[i].name) return i;
  for (std::size_t i = 0; i < stage_->writes.count; ++i)
    if (name == stage_->writes[i].name) return stage_->reads.count + i;
  throw Error("internal", std::string(stage_->id) + " has no tensor called " + std::string(name), stage_->id);
}

const char* Call::slot_name(std::size_t slot) const {
  const std::size_t inputs = stage_->reads.count;
  return slot < inputs ? stage_->reads[slot].name : stage_->writes[slot - inputs].name;
}

bool Call::has(std::string_view name) const { return tensors_[slot(name)] != nullptr; }

const Tensor& Call::operator[](std::string_view name) const {
  const Tensor* tensor = tensors_[slot(name)];
  if (!tensor)
    throw Error("input", std::string(stage_->id) + ": " + std::string(name) + " is needed here but was not given. Give it.",
                stage_->id, std::string(name));
  return *tensor;
}

double Call::option(std::string_view name) const {
  for (std::size_t i = 0; i < stage_->options.count; ++i)
    if (name == stage_->options[i].name) return options_[i];
  throw Error("internal", std::string(stage_->id) + " has no option called " + std::string(name), stage_->id);
}

std::string Call::choice(std::string_view name) const {
  for (std::size_t i = 0; i < stage_->options.count; ++i)
    if (name == stage_->options[i].name) return words(stage_->options[i].choices, '|')[std::size_t(options_[i])];
  throw Error("internal", std::string(stage_->id) + " has no choice called " + std::string(name), stage_->id);
}

std::size_t flat_index(const Tensor& t, const Index& at) {
  std::size_t flat = 0;
  for (std::size_t axis = 0; axis < at.size(); ++axis) flat = flat * t.shape()[axis] + at[axis];
  return flat;
}

Index index_of(const Tensor& t, std::size_t flat) {
  Index at(t.dimension());
  for (std::size_t axis = t.dimension(); axis-- > 0;) {
    at[axis] = flat % t.shape()[axis];
    flat /= t.shape()[axis];
  }
  return at;
}

void Operands::add(const char* name, std::size_t flat) {
  const std::size_t slot = call_.slot(name);
  items_.push_back({slot, flat, group_, call_[name].data()[flat], true});
}

void Operands::term(const char* name, std::initializer_list<std::size_t> at) {
  add(name, flat_index(call_[name], Index(at)));
  ++group_;
}

void Operands::product(const char* a, std::initializer_list<std::size_t> at_a, const char* b,
                       std::initializer_list<std::size_t> at_b) {
  add(a, flat_index(call_[a], Index(at_a)));
  add(b, flat_index(call_[b], Index(at_b)));
  ++group_;
}

void Operands::times(const char* name, std::initializer_list<std::size_t> at) {
  add(name, flat_index(call_[name], Index(at)));
  items_.back().group = group_ - 1;
}

void Operands::row(const char* name, std::size_t flat) {
  const std::size_t length = row_length(call_[name]);
  for (std::size_t i = 0; i < length; ++i) cell(name, flat * length + i);
}

void Operands::cell(const char* name, std::size_t flat) {
  add(name, flat);
  ++group_;
}

void Operands::clear() {
  items_.clear();
  constants_.clear();
  group_ = 0;
}

namespace {

/// A factor is inert where the other factors of its group multiply to zero.
void mark_products(std::vector<Operand>& items) {
  for (Operand& one : items)
    for (const Operand& other : items)
      if (other.group == one.group && &other != &one && other.value == 0) one.live = false;
}

/// Groups of a long dot product stand side by side, so only neighbours need to be looked at.
void mark_pairs(std::vector<Operand>& items) {
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    if (items[i].group != items[i + 1].group) continue;
    if (items[i + 1].value == 0) items[i].live = false;
    if (items[i].value == 0) items[i + 1].live = false;
  }
}

void mark_live(Op op, const Call& call, std::vector<Operand>& items) {
  const real lowest = -INFINITY;
  if (op == Op::products) {
    const bool triples = items.size() >= 3 && items[0].group == items[2].group;
    triples ? mark_products(items) : mark_pairs(items);
  } else if (op == Op::divide) {
    items[0].live = items[1].value != 0;
    items[1].live = items[0].value != 0;
  } else if (op == Op::subtract) {
    items[0].live = items[1].value != lowest;
    items[1].live = items[0].value != lowest;
  } else if (op == Op::mask) {
    items[0].live = items[1].value != 0;
    items[1].live = items[0].value != lowest;
  } else if (op == Op::scale) {
    items[0].live = call.option("factor") != 0;
  }
}

}  // namespace

Op explain_cell(const Call& call, const Result& result, const Index& at, Operands& out) {
  out.clear();
  const Op op = result.explain(call, at, out);
  mark_live(op, call, out.items());
  return op;
}

}  // namespace attend
