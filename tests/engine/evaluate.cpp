#include "evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "support.hpp"

namespace attend::test {

namespace {

double constant(const Cell& cell, const std::string& name) {
  for (const auto& one : cell.constants)
    if (one.first == name) return one.second;
  FAIL(cell.op + " needs the constant " + name);
  return 0;
}

double value(const Cell& cell, std::size_t i) {
  if (i >= cell.terms.size()) FAIL(cell.op + " needs " + std::to_string(i + 1) + " terms");
  return cell.terms[i].value;
}

double sum_of(const Cell& cell, double (*of)(double)) {
  double sum = 0;
  for (const Term& term : cell.terms) sum += of(term.value);
  return sum;
}

double products(const Cell& cell) {
  std::map<int, double> groups;
  for (const Term& term : cell.terms) groups.emplace(term.group, 1.0).first->second *= term.value;
  return std::accumulate(groups.begin(), groups.end(), 0.0,
                         [](double sum, const auto& one) { return sum + one.second; });
}

double lookup(const Cell& cell) {
  if (double(cell.terms.at(1).at.at(0)) != value(cell, 0)) FAIL("lookup reads another row than its id says");
  return value(cell, 1);
}

double sinusoid(const Cell& cell) {
  const double pair = double(cell.at[1] / 2 * 2), width = double(cell.shape[1]);
  const double angle = double(cell.at[0]) * std::exp(-std::log(10000.0) * pair / width);
  return cell.at[1] % 2 == 0 ? std::sin(angle) : std::cos(angle);
}

double subtract(const Cell& cell) {
  const double a = value(cell, 0), b = value(cell, 1);
  return std::isinf(a) && a == b ? a : a - b;
}

double mask(const Cell& cell) {
  if (cell.terms.size() != 2 || cell.terms[0].name != "scaled" || cell.terms[1].name != "mask")
    FAIL("mask has the terms scaled and mask");
  return value(cell, 1) == 0 ? -INFINITY : value(cell, 0);
}

double largest(const Cell& cell) {
  double best = -INFINITY;
  for (const Term& term : cell.terms) best = std::max(best, term.value);
  return best;
}

double identity(double z) { return z; }
double square(double z) { return z * z; }
/// The normal distribution up to z, times z.
double gelu(double z) { return z * std::erfc(-z * std::sqrt(0.5)) / 2; }
/// tanh(u) = 2 / (1 + exp(-2u)) - 1
double gelu_tanh(double z) {
  return z / (1 + std::exp(-2 * std::sqrt(2 / std::acos(-1.0)) * (z + 0.044715 * z * z * z)));
}
double silu(double z) { return z / (1 + std::exp(-z)); }

using Rule = std::function<double(const Cell&)>;

const std::map<std::string, Rule>& rules() {
  static const std::map<std::string, Rule> all = {
      {"copy", [](const Cell& c) { return value(c, 0); }},
      {"lookup", lookup},
      {"sinusoid", sinusoid},
      {"products", products},
      {"subtract", subtract},
      {"divide", [](const Cell& c) { return value(c, 0) == 0 && value(c, 1) == 0 ? 0 : value(c, 0) / value(c, 1); }},
      {"scale", [](const Cell& c) { return value(c, 0) * constant(c, "factor") / constant(c, "temperature"); }},
      {"mask", mask},
      {"max", largest},
      {"sum", [](const Cell& c) { return sum_of(c, identity); }},
      {"exp", [](const Cell& c) { return std::exp(value(c, 0)); }},
      {"mean", [](const Cell& c) { return sum_of(c, identity) / double(c.terms.size()); }},
      {"mean_square", [](const Cell& c) { return sum_of(c, square) / double(c.terms.size()); }},
      {"rsqrt", [](const Cell& c) { return 1 / std::sqrt(value(c, 0) + constant(c, "eps")); }},
      {"relu", [](const Cell& c) { return std::max(0.0, value(c, 0)); }},
      {"gelu", [](const Cell& c) { return gelu(value(c, 0)); }},
      {"gelu_tanh", [](const Cell& c) { return gelu_tanh(value(c, 0)); }},
      {"silu", [](const Cell& c) { return silu(value(c, 0)); }}};
  return all;
}

}  // namespace

double evaluate(const Cell& cell) {
  const auto rule = rules().find(cell.op);
  if (rule == rules().end()) FAIL("this test does not know the operation " + cell.op);
  return rule->second(cell);
}

}  // namespace attend::test
