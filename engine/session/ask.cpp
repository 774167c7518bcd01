#include <algorithm>
#include <cmath>

#include "block.hpp"
#include "session.hpp"

/// Ask any number: where it came from, and what it goes into. Both follow from the stages' own `explain`.
namespace attend {

Explained Session::explain(int slot, std::size_t flat) const {
  const Slot& asked = program_.slots[std::size_t(slot)];
  const bool edited = edits_.cover(slot, flat);
  if (edited) return {Op::edited, value(slot).data()[flat], {}, {}};
  if (asked.is_gradient()) return explain_gradient(slot, flat);
  if (asked.step < 0) return {Op::input, value(slot).data()[flat], {}, {}};
  const Step& step = program_.steps[std::size_t(asked.step)];
  const Bound bound = values_.bind(asked.step, std::size_t(asked.result), Run::edited);
  Operands operands(bound.call);
  Explained answer;
  answer.value = bound.held.back()->data()[flat];
  answer.op =
      explain_cell(bound.call, step.stage->writes[std::size_t(asked.result)], index_of(asked.shape, flat), operands);
  answer.operands = std::move(operands.items());
  for (Operand& one : answer.operands) one.slot = std::size_t(program_slot(step, one.slot));
  answer.constants.resize(step.options.size(), NAN);
  for (std::size_t i = 0; i < step.options.size(); ++i)
    for (const std::string_view constant : operands.constants())
      if (constant == step.stage->options[i].name) answer.constants[i] = option(asked.step, i);
  return answer;
}

std::vector<Cell> Session::used_by(int slot, std::size_t flat) const {
  std::vector<Cell> users;
  if (program_.slots[std::size_t(slot)].is_gradient()) users = gradient_users(slot, flat);
  const Index at = index_of(program_.slots[std::size_t(slot)].shape, flat);
  for (int written = 0; written < int(program_.slots.size()); ++written)
    for (const Source& source : program_.sources[std::size_t(written)])
      if (source.slot == slot && !program_.slots[std::size_t(written)].is_gradient())
        add_users(users, written, source, at, flat);
  return users;
}

/// Adds the cells of a result, read from one of its sources, of which the source's cell is a live operand.
void Session::add_users(std::vector<Cell>& users, int written, const Source& source, const Index& at,
                        std::size_t flat) const {
  const Slot& made = program_.slots[std::size_t(written)];
  const Result& result = program_.steps[std::size_t(made.step)].stage->writes[std::size_t(made.result)];
  const Bound bound = values_.bind(made.step, std::size_t(made.result), Run::edited);
  const real* cell = bound_tensor(bound.call, program_.steps[std::size_t(made.step)], source.slot).data() + flat;
  Operands operands(bound.call, cell);
  Block block{Index(made.shape.size()), made.shape};
  block.narrow(result, source.axes, at);
  Index index = block.from;
  do {
    const std::size_t place = flat_index(made.shape, index);
    if (edits_.cover(written, place)) continue;
    explain_cell(bound.call, result, index, operands);
    const auto is_it = [&](const Operand& one) {
      return one.live && bound.call.bound(one.slot)->data() + one.flat == cell;
    };
    if (std::any_of(operands.items().begin(), operands.items().end(), is_it)) users.push_back({written, place});
  } while (block.next(index));
}

Tensor Session::row_sums(int slot) const {
  const TensorPtr held = hold(slot);
  const Tensor& tensor = *held;
  Tensor sums = empty_per_row(tensor);
  const std::size_t S = row_length(tensor);
  for (std::size_t r = 0; r < sums.size(); ++r) {
    double sum = 0;
    for (std::size_t s = 0; s < S; ++s) sum += tensor.data()[r * S + s];
    sums.data()[r] = real(sum);
  }
  return sums;
}

}  // namespace attend
