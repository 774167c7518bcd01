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

using Letters = std::vector<std::string_view>;

/// The letters of a tensor under the name that a stage has for it, in the form that has its number of axes.
Letters letters(const char* axes, std::size_t count) noexcept {
  Letters found;
  for (const std::string_view form : words(axes, '|'))
    if (found.size() != count) found = words(form);
  return found;
}

/// The letters under which a result reads this slot: project reads x for its queries, and for keys the same as memory.
std::vector<Letters> ports_of(const Step& step, const Result& result, int slot, std::size_t count) noexcept {
  std::vector<Letters> ports;
  const auto take = [&](std::string_view name, const char* given, const char* axes, int read) {
    if (name == given && read == slot) ports.push_back(letters(axes, count));
    return name == given && read >= 0;
  };
  for (const std::string_view word : words(result.reads)) {
    bool found = false;
    for (const std::string_view name : words(word, '|')) {
      for (std::size_t i = 0; i < step.reads.size() && !found; ++i)
        found = take(name, step.stage->reads[i].name, step.stage->reads[i].axes, step.reads[i]);
      for (std::size_t i = 0; i < step.writes.size() && !found; ++i)
        found = take(name, step.stage->writes[i].name, step.stage->writes[i].axes, step.writes[i]);
    }
  }
  return ports;
}

/// Whether a cell can be reached from another at all: where the two share a letter, both stand at one place of it.
/// Spares most of the work, and every stage's indices mean it so.
bool meet(const Letters& from, const Index& at, const Letters& to, const Index& cell) noexcept {
  for (std::size_t i = 0; i < at.size(); ++i)
    for (std::size_t j = 0; j < cell.size(); ++j)
      if (from[i] == to[j] && at[i] != cell[j]) return false;
  return true;
}

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
  for (std::size_t i = 0; i < program_.steps.size(); ++i) {
    const Step& step = program_.steps[i];
    const Call names = call(int(i));
    Operands operands(names);
    for (std::size_t j = 0; j < step.writes.size(); ++j) {
      const int written = step.writes[j];
      const std::vector<int>& reads = reads_[std::size_t(written)];
      if (std::find(reads.begin(), reads.end(), slot) == reads.end()) continue;
      const Tensor& made = value(written);
      const std::vector<Letters> ports = ports_of(step, step.stage->writes[j], slot, at.size());
      const Letters own = letters(step.stage->writes[j].axes, made.dimension());
      for (std::size_t cell = 0; cell < made.size(); ++cell) {
        const Index index = index_of(made, cell);
        const auto meets = [&](const Letters& port) { return meet(port, at, own, index); };
        if (std::none_of(ports.begin(), ports.end(), meets)) continue;
        if (edited(written, cell)) continue;
        explain_cell(names, step.stage->writes[j], index, operands);
        for (const Operand& one : operands.items())
          if (one.live && one.flat == flat && program_slot(step, one.slot) == slot) {
            users.push_back({written, cell});
            break;
          }
      }
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
