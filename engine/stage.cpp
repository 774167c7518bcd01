#include "stage.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace attend {

std::vector<std::string_view> words(std::string_view text, char separator) noexcept {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

bool has_word(std::string_view text, std::string_view word, char separator) noexcept {
  for (const std::string_view one : words(text, separator))
    if (one == word) return true;
  return false;
}

Call::Call(const Stage& stage) noexcept : stage_(&stage), tensors_(stage.reads.count + stage.writes.count) {
  for (const Option& option : stage.options) options_.push_back(option.required ? NAN : option.initial);
}

std::size_t Call::slot(const char* name) const noexcept {
  const std::size_t all = tensors_.size();
  for (std::size_t i = 0; i < all; ++i)
    if (std::strcmp(name, slot_name(i)) == 0) return i;
  std::abort();  // a descriptor that names what it does not have; the tests run every descriptor
}

const char* Call::slot_name(std::size_t slot) const noexcept {
  const std::size_t inputs = stage_->reads.count;
  return slot < inputs ? stage_->reads[slot].name : stage_->writes[slot - inputs].name;
}

std::size_t Call::option_number(const char* name) const noexcept {
  for (std::size_t i = 0; i < options_.size(); ++i)
    if (std::strcmp(name, stage_->options[i].name) == 0) return i;
  std::abort();  // as above
}

double Call::option(const char* name) const noexcept { return options_[option_number(name)]; }

std::string_view Call::choice(const char* name) const noexcept {
  const std::size_t i = option_number(name);
  const std::vector<std::string_view> choices = words(stage_->options[i].choices, '|');
  const std::size_t chosen = std::size_t(options_[i]);
  return chosen < choices.size() ? choices[chosen] : std::string_view();
}

// Out of line: linked into the explain of every result, at -O3, what collects operands was 5.4 KB of engine.wasm, gzipped.
[[gnu::noinline]] Operands::Line Operands::line(const char* name,
                                                std::initializer_list<std::size_t> at) const noexcept {
  const std::size_t slot = call_.slot(name);
  const Tensor& tensor = *call_.bound(slot);
  Line line{slot, tensor.data(), 0, 0, 1};
  for (std::size_t axis = 0; axis < at.size(); ++axis) {
    const std::size_t length = tensor.shape()[axis], place = at.begin()[axis];
    line.flat *= length;
    line.stride *= length;
    if (place == kEach) line.stride = 1, line.count = length;
    else line.flat += place;
  }
  return line;
}

[[gnu::noinline]] void Operands::add(const Line& line) noexcept {
  items_.push_back({line.slot, line.slot, line.flat, group_, *line.cell(), true});
}

[[gnu::noinline]] void Operands::term(const char* name, std::initializer_list<std::size_t> at) noexcept {
  add(line(name, at));
  ++group_;
}

[[gnu::noinline]] void Operands::product(const char* a, std::initializer_list<std::size_t> at_a, const char* b,
                                         std::initializer_list<std::size_t> at_b) noexcept {
  add(line(a, at_a));
  term(b, at_b);
}

[[gnu::noinline]] void Operands::products(const char* a, std::initializer_list<std::size_t> at_a, const char* b,
                                          std::initializer_list<std::size_t> at_b) noexcept {
  multiply(line(a, at_a), line(b, at_b));
}

[[gnu::noinline]] void Operands::pairs(const char* a, const char* b) noexcept {
  Line one = line(a, {}), other = line(b, {});
  one.stride = other.stride = 1;
  one.count = call_[a].size();
  multiply(one, other);
}

[[gnu::noinline]] void Operands::multiply(Line one, Line other) noexcept {
  for (std::size_t i = 0; i < one.count; ++i, ++group_) {
    if (!only_ || only_ == one.cell() || only_ == other.cell()) add(one), add(other);
    one.flat += one.stride;
    other.flat += other.stride;
  }
}

[[gnu::noinline]] void Operands::times(const char* name, std::initializer_list<std::size_t> at) noexcept {
  --group_;
  term(name, at);
}

[[gnu::noinline]] void Operands::row(const char* name, std::size_t flat) noexcept {
  const std::size_t length = row_length(call_[name]);
  Line line = this->line(name, {});
  line.flat = flat * length;
  for (std::size_t i = 0; i < length; ++i, ++group_, ++line.flat) add(line);
}

[[gnu::noinline]] void Operands::cell(const char* name, std::size_t flat) noexcept {
  Line line = this->line(name, {});
  line.flat = flat;
  add(line);
  ++group_;
}

[[gnu::noinline]] void Operands::here(const char* name) noexcept { cell(name, flat_index(call_[name], at_)); }

void Operands::begin(const Index& at) noexcept {
  at_ = at;
  items_.clear();
  constants_.clear();
  group_ = 0;
}

Op explain_cell(const Call& call, const Result& result, const Index& at, Operands& out) noexcept {
  out.begin(at);
  const Op op = result.explain(call, at, out);
  if (const auto live = operation(op).live)
    for (std::size_t i = 0; i < out.size(); ++i) out.items()[i].live = live(out, i);
  return op;
}

}  // namespace attend
