#include "ops.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "kernels/functions/math.hpp"
#include "kernels/learning/update.hpp"
#include "kernels/positions/alibi.hpp"
#include "stage.hpp"

namespace attend {

namespace {

constexpr double kLowest = -HUGE_VAL;
constexpr double kPi = 3.14159265358979323846;

template <class Function>
double sum_of(const Operands& o, Function f) {
  double sum = 0;
  for (std::size_t i = 0; i < o.size(); ++i) sum += f(o[i]);
  return sum;
}

double largest(const Operands& o) {
  double best = kLowest;
  for (std::size_t i = 0; i < o.size(); ++i) best = std::max(best, o[i]);
  return best;
}

double count_of(const Operands& o, double value) {
  return sum_of(o, [value](double x) { return x == value ? 1 : 0; });
}

/// How many operands come before this one when they are put in order, the largest first; of equal ones the earlier.
std::size_t place_of(const Operands& o, std::size_t i) {
  std::size_t before = 0;
  for (std::size_t j = 0; j < o.size(); ++j) before += o[j] > o[i] || (j < i && o[j] == o[i]);
  return before;
}

double at_its_place(const Operands& o) {
  for (std::size_t i = 0; i < o.size(); ++i)
    if (place_of(o, i) == o.at()[0]) return double(i);
  return 0;
}

bool is_among(const Operands& o, std::size_t i) { return double(place_of(o, i)) < o.constant("top"); }

/// Where not all are chosen, the number of this column decides whether it is. Another one does only where this one is the last that
/// is chosen or the first that is not, and it can take its place.
bool decides_choice(const Operands& o, std::size_t i) {
  const std::size_t own = o.at()[1], top = std::size_t(o.constant("top")), place = place_of(o, own);
  if (top >= o.size()) return false;
  return i == own || (is_among(o, i) != (place < top) && (place + 1 == top || place == top));
}

/// Whether one of the cells from `first` up to `end`, `stride` apart, has another number than the one that an id found.
bool others_differ(const Operands& o, std::size_t first, std::size_t end, std::size_t stride) {
  const Operand& found = o.items()[1];
  const real* cells = o.call().bound(found.name)->data();
  for (std::size_t at = first; at < end; at += stride)
    if (cells[at] != found.value) return true;
  return false;
}

/// An id is inert where every row has the same number in this column; and where it chooses a column, if every column has
/// the same number in this row.
bool row_matters(const Operands& o) {
  const Tensor& table = *o.call().bound(o.items()[1].name);
  return others_differ(o, o.items()[1].flat % row_length(table), table.size(), row_length(table));
}
bool column_matters(const Operands& o) {
  const std::size_t length = row_length(*o.call().bound(o.items()[1].name));
  const std::size_t first = o.items()[1].flat / length * length;
  return others_differ(o, first, first + length, 1);
}

double sinusoid(const Operands& o) {
  const double t = double(o.at()[0]) + o.constant("offset"), pair = double(o.at()[1] - o.at()[1] % 2),
               C = double(o.call()["x"].shape()[1]);
  const double angle = t / math::exp(std::log(10000.0) * pair / C);
  return o.at()[1] % 2 == 0 ? math::sin(angle) : math::cos(angle);
}

double angle(const Operands& o) {
  const double R = o.constant("share") * double(row_length(o.call()["q"])) / 2;
  const double slowness = math::exp(math::log(o.constant("base")) * double(o.at()[1]) / R);
  return (double(o.at()[0]) + o.constant("offset")) / slowness;
}

/// Operands [first, last) of the group of operand `i`. They stand side by side.
struct Group {
  Group(const Operands& o, std::size_t i) : first(i), last(i + 1) {
    while (first > 0 && o.items()[first - 1].group == o.items()[i].group) --first;
    while (last < o.size() && o.items()[last].group == o.items()[i].group) ++last;
  }
  std::size_t first, last;
};

double other_factors(const Operands& o, std::size_t i) {
  const Group group(o, i);
  double product = 1;
  for (std::size_t one = group.first; one < group.last; ++one)
    if (one != i) product *= o[one];
  return product;
}

bool no_other_factor_is_zero(const Operands& o, std::size_t i) {
  const Group group(o, i);
  for (std::size_t one = group.first; one < group.last; ++one)
    if (one != i && o[one] == 0) return false;
  return true;
}

double sum_of_products(const Operands& o) {
  double sum = 0;
  for (std::size_t i = 0; i < o.size(); i = Group(o, i).last) sum += o[i] * other_factors(o, i);
  return sum;
}

double quotient_slope(const Operands& o, std::size_t i) {
  if (o[0] == 0 && o[1] == 0) return 0;
  return i == 0 ? 1 / o[1] : -o[0] / (o[1] * o[1]);
}

double exp_difference(const Operands& o) { return o[0] == kLowest ? 0 : math::exp(o[0] - o[1]); }

double rsqrt_slope(const Operands& o, std::size_t) {
  const double inside = o[0] + o.constant("eps");
  return -0.5 / (inside * std::sqrt(inside));
}

/// By what a moment that began at 0 is multiplied.
double grown(const Operands& o, const char* beta) {
  return 1 / update::correction(o.constant(beta), std::size_t(o.constant("step")));
}

double over_root_slope(const Operands& o, std::size_t i) {
  const double root = std::sqrt(o[1]), below = root + o.constant("eps");
  return i == 0 ? 1 / below : -o[0] / (2 * root * below * below);
}

double soft_cap_slope(const Operands& o, std::size_t) {
  const double bent = math::tanh(o[0] / o.constant("cap"));
  return 1 - bent * bent;
}

double normal(double x) { return 0.5 * (1 + math::erf(x / std::sqrt(2.0))); }
double normal_density(double x) { return math::exp(-0.5 * x * x) / std::sqrt(2 * kPi); }
double logistic(double x) { return 1 / (1 + math::exp(-x)); }
double gelu_bend(double x) { return std::sqrt(2 / kPi) * (x + 0.044715 * x * x * x); }

double gelu_tanh_slope(const Operands& o, std::size_t) {
  const double x = o[0], share = logistic(2 * gelu_bend(x));
  const double bend_slope = std::sqrt(2 / kPi) * (1 + 3 * 0.044715 * x * x);
  return share + x * share * (1 - share) * 2 * bend_slope;
}

#define ATTEND_OP(op, ...) Operation{.name = #op, __VA_ARGS__},
constexpr Operation kRows[] = {
#include "ops.def"
};
#undef ATTEND_OP

}  // namespace

const Operation* OperationTable::begin() const noexcept { return std::begin(kRows); }
const Operation* OperationTable::end() const noexcept { return std::end(kRows); }

const Operation& operation(Op op) noexcept { return kRows[std::size_t(op)]; }

double derivative(Op op, const Operands& operands, std::size_t i) noexcept {
  const Operation& row = operation(op);
  return row.derivative && operands.items()[i].live ? row.derivative(operands, i) : 0;
}

bool bends(Op op, const Operands& operands, std::size_t i) noexcept {
  const Operation& row = operation(op);
  return row.bends && operands.items()[i].live && row.bends(operands, i);
}

}  // namespace attend
