#include <algorithm>

#include "block.hpp"
#include "session.hpp"

/// Ask a gradient: the chain rule, from the cells that its number goes into.
namespace attend {

/// Every cell of a result that a cell goes into gives two operands of one group: the upstream gradient, and the local
/// derivative, which stands in the place of that cell.
void Session::add_share(Explained& answer, int of, std::size_t flat, const Use& use) const {
  const Slot& made = program_.slots[std::size_t(use.result)];
  const Step& step = program_.steps[std::size_t(made.step)];
  const Result& result = step.stage->writes[std::size_t(made.result)];
  const Bound bound = values_.bind(made.step, std::size_t(made.result), Run::edited);
  const int gradient = program_.gradients[std::size_t(use.result)];
  const TensorPtr upstream = hold(gradient);
  const real* cell = bound_tensor(bound.call, step, of).data() + flat;
  Block block{Index(made.shape.size()), made.shape};
  for (const Source& source : program_.sources[std::size_t(use.result)])
    if (source.slot == of) {
      block.narrow(result, source.axes, index_of(program_.slots[std::size_t(of)].shape, flat));
      break;
    }
  Operands operands(bound.call, cell);
  Index at = block.from;
  double sum = 0;
  const std::size_t before = answer.operands.size();
  do {
    const std::size_t place = flat_index(made.shape, at);
    if (edits_.cover(use.result, place)) continue;
    const Op op = explain_cell(bound.call, result, at, operands);
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const Operand& one = operands.items()[i];
      if (bound.call.bound(one.slot)->data() + one.flat != cell) continue;
      const double slope = derivative(op, operands, i);
      const int group = answer.operands.empty() ? 0 : answer.operands.back().group + 1;
      const real flowing = upstream->data()[place];
      answer.operands.push_back(
          {std::size_t(op), std::size_t(gradient), place, group, flowing, one.live && slope != 0});
      answer.operands.push_back({std::size_t(op), std::size_t(use.result), place, group, real(slope),
                                 one.live && flowing != 0, bends(op, operands, i)});
      sum += double(flowing) * slope;
    }
  } while (block.next(at));
  if (answer.operands.size() > before) answer.constants.push_back(sum);
}

Explained Session::explain_gradient(int slot, std::size_t flat) const {
  const int of = program_.slots[std::size_t(slot)].of;
  Explained answer{Op::chain_rule, value(slot).data()[flat], {}, {}};
  if (of == program_.loss) answer.op = Op::one;
  if (program_.slots[std::size_t(slot)].step < 0) answer.op = Op::unrelated;
  for (const Use& use : program_.uses[std::size_t(of)]) add_share(answer, of, flat, use);
  return answer;
}

std::vector<Cell> Session::gradient_users(int slot, std::size_t flat) const {
  std::vector<Cell> users;
  const int of = program_.slots[std::size_t(slot)].of;
  const Slot& made = program_.slots[std::size_t(of)];
  if (made.step < 0 || program_.slots[std::size_t(slot)].step < 0 || edits_.cover(of, flat)) return users;
  const Step& step = program_.steps[std::size_t(made.step)];
  const Bound bound = values_.bind(made.step, std::size_t(made.result), Run::edited);
  Operands operands(bound.call);
  const Op op =
      explain_cell(bound.call, step.stage->writes[std::size_t(made.result)], index_of(made.shape, flat), operands);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const Operand& one = operands.items()[i];
    const int gradient = program_.gradients[std::size_t(program_slot(step, one.slot))];
    const Slot& receiving = program_.slots[std::size_t(gradient)];
    if (receiving.step < 0 || edits_.cover(gradient, one.flat) || derivative(op, operands, i) == 0) continue;
    users.push_back({gradient, one.flat});
  }
  return users;
}

}  // namespace attend
