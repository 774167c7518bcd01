#include <algorithm>

#include "../check.hpp"
#include "../error.hpp"
#include "session.hpp"

/// Ask any number: where it came from, and what it goes into. Both follow from the stages' own `explain`.
namespace attend {

namespace {

int program_slot(const Step& step, std::size_t call_slot) {
  const std::size_t inputs = step.reads.size();
  return call_slot < inputs ? step.reads[call_slot] : step.writes[call_slot - inputs];
}

}  // namespace

Explained Session::explain(int slot, std::size_t flat) const {
  const Slot& asked = program_.slots[std::size_t(slot)];
  const Tensor& tensor = value(slot);
  Explained answer{Op::input, tensor.data()[flat], {}, {}};
  for (const Edit& edit : edits_)
    if (edit.slot == slot && edit.flat == flat) return answer.op = Op::edited, answer;
  if (asked.step < 0) return answer;
  const Step& step = program_.steps[std::size_t(asked.step)];
  const Call names = call(step);
  Operands operands(names);
  answer.op = explain_cell(names, step.stage->writes[std::size_t(asked.result)], index_of(tensor, flat), operands);
  for (const Operand& one : operands.items())
    answer.operands.push_back({program_slot(step, one.slot), one.flat, one.value, names.slot_name(one.slot), one.group, one.live});
  for (const char* constant : operands.constants()) answer.constants.emplace_back(constant, names.option(constant));
  return answer;
}

std::vector<std::pair<int, std::size_t>> Session::used_by(int slot, std::size_t flat) const {
  std::vector<std::pair<int, std::size_t>> users;
  for (std::size_t i = 0; i < program_.steps.size(); ++i) {
    const Step& step = program_.steps[i];
    const Call names = call(step);
    Operands operands(names);
    for (std::size_t j = 0; j < step.writes.size(); ++j) {
      const std::vector<int>& reads = reads_[i][j];
      if (std::find(reads.begin(), reads.end(), slot) == reads.end()) continue;
      const Tensor& written = value(step.writes[j]);
      for (std::size_t cell = 0; cell < written.size(); ++cell) {
        explain_cell(names, step.stage->writes[j], index_of(written, cell), operands);
        const auto& items = operands.items();
        const bool uses = std::any_of(items.begin(), items.end(), [&](const Operand& one) {
          return one.live && one.flat == flat && program_slot(step, one.slot) == slot;
        });
        if (uses) users.emplace_back(step.writes[j], cell);
      }
    }
  }
  return users;
}

Tensor Session::row_sums(int slot) const {
  const Slot& asked = program_.slots[std::size_t(slot)];
  const bool weights = asked.step >= 0 && program_.steps[std::size_t(asked.step)].stage->id == std::string("softmax") &&
                       asked.name == "weights";
  if (!weights)
    throw Error("path", asked.path + " is not a tensor of weights: its rows need not sum to 1. Ask for the result of a softmax.", "", asked.path);
  const Tensor& tensor = value(slot);
  Tensor sums = zeros(row_shape(tensor));
  const std::size_t S = row_length(tensor);
  for (std::size_t r = 0; r < sums.size(); ++r) {
    double sum = 0;
    for (std::size_t s = 0; s < S; ++s) sum += tensor.data()[r * S + s];
    sums.data()[r] = real(sum);
  }
  return sums;
}

}  // namespace attend
