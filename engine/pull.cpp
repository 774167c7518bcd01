#include "pull.hpp"

namespace attend {

void pull_cells(const Call& call, const Result& result, const Tensor& upstream, const Tensor& source,
                Tensor& gradient) {
  std::vector<double> sums(gradient.size(), 0);
  Operands operands(call);
  for (std::size_t flat = 0; flat < upstream.size(); ++flat) {
    if (upstream.data()[flat] == 0) continue;
    const Op op = explain_cell(call, result, index_of(upstream, flat), operands);
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const Operand& one = operands.items()[i];
      if (call.bound(one.slot) != &source) continue;
      sums[one.flat] += double(upstream.data()[flat]) * derivative(op, operands, i);
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) gradient.data()[i] += real(sums[i]);
}

}  // namespace attend
