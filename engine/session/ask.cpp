#include <algorithm>
#include <cmath>

#include "session.hpp"

/// Ask any number: where it came from, and what it goes into. Both follow from the stages' own `explain`.
namespace attend {

namespace {

int program_slot(const Step& step, std::size_t call_slot) noexcept {
  const std::size_t inputs = step.reads.size();
  return call_slot < inputs ? step.reads[call_slot] : step.writes[call_slot - inputs];
}

/// The letters of a tensor's axes, in the form that has its number of axes.
std::vector<std::string_view> letters(const char* axes, std::size_t count) noexcept {
  std::vector<std::string_view> found;
  for (const std::string_view form : words(axes, '|'))
    if (found.size() != count) found = words(form);
  return found;
}

/// A part of a tensor: on every axis the places from one on and below another.
struct Block {
  Index from, to;

  /// Leaves only what can read a cell: where the two share a letter, both stand at one place of it. Every stage's indices
  /// mean it so.
  void narrow(const char* own_axes, const char* axes, const Index& at) noexcept {
    const std::vector<std::string_view> own = letters(own_axes, from.size()), read = letters(axes, at.size());
    for (std::size_t i = 0; i < own.size(); ++i)
      for (std::size_t j = 0; j < read.size(); ++j)
        if (own[i] == read[j]) from[i] = at[j], to[i] = at[j] + 1;
  }

  /// Goes on to the next cell, row by row; false behind the last.
  bool next(Index& at) const noexcept {
    for (std::size_t axis = at.size(); axis-- > 0; at[axis] = from[axis])
      if (++at[axis] < to[axis]) return true;
    return false;
  }
};

}  // namespace

Explained Session::explain(int slot, std::size_t flat) const noexcept {
  const Slot& asked = program_.slots[std::size_t(slot)];
  const Tensor& tensor = value(slot);
  Explained answer{edited(slot, flat) ? Op::edited : Op::input, tensor.data()[flat], {}, {}};
  if (answer.op == Op::edited || asked.step < 0) return answer;
  const Step& step = program_.steps[std::size_t(asked.step)];
  const Call names = call(asked.step);
  Operands operands(names);
  answer.op = explain_cell(names, step.stage->writes[std::size_t(asked.result)], index_of(tensor, flat), operands);
  answer.operands = std::move(operands.items());
  for (Operand& one : answer.operands) one.slot = std::size_t(program_slot(step, one.slot));
  answer.constants.resize(step.options.size(), NAN);
  for (std::size_t i = 0; i < step.options.size(); ++i)
    for (const std::string_view constant : operands.constants())
      if (constant == step.stage->options[i].name) answer.constants[i] = option(asked.step, i);
  return answer;
}

std::vector<Cell> Session::used_by(int slot, std::size_t flat) const noexcept {
  std::vector<Cell> users;
  const Index at = index_of(value(slot), flat);
  const real* cell = value(slot).data() + flat;
  for (int written = 0; written < int(reads_.size()); ++written) {
    const Slot& made = program_.slots[std::size_t(written)];
    for (const Source& source : reads_[std::size_t(written)]) {
      if (source.slot != slot) continue;
      const Result& result = program_.steps[std::size_t(made.step)].stage->writes[std::size_t(made.result)];
      const Tensor& tensor = value(written);
      const Call names = call(made.step);
      Operands operands(names, cell);
      Block block{Index(tensor.dimension()), shape_of(tensor)};
      block.narrow(result.axes, source.axes, at);
      Index index = block.from;
      do {
        const std::size_t place = flat_index(tensor, index);
        if (edited(written, place)) continue;
        explain_cell(names, result, index, operands);
        const auto is_it = [&](const Operand& one) {
          return one.live && names.bound(one.slot)->data() + one.flat == cell;
        };
        if (std::any_of(operands.items().begin(), operands.items().end(), is_it)) users.push_back({written, place});
      } while (block.next(index));
    }
  }
  return users;
}

Tensor Session::row_sums(int slot) const noexcept {
  const Tensor& tensor = value(slot);
  Tensor sums = zeros_per_row(tensor);
  const std::size_t S = row_length(tensor);
  for (std::size_t r = 0; r < sums.size(); ++r) {
    double sum = 0;
    for (std::size_t s = 0; s < S; ++s) sum += tensor.data()[r * S + s];
    sums.data()[r] = real(sum);
  }
  return sums;
}

}  // namespace attend
