#pragma once
#include <string>
#include <utility>
#include <vector>

#include "tensor.hpp"

/// What docs/notation.md says of every operation, computed here a second time, by nothing but the operands.
namespace attend::test {

struct Term {
  std::string name;
  Index at;
  int group;
  double value;
};

struct Cell {
  std::string op;
  Index at;
  Shape shape;  ///< of the tensor it stands in
  std::vector<Term> terms;
  std::vector<std::pair<std::string, double>> constants;
};

/// The number that the operation makes of its terms. Fails the test for an operation it does not know.
double evaluate(const Cell& cell);

}  // namespace attend::test
