// The engine's own exp, sin, cos, tanh and erf against the C library's.
#include <cmath>

#include "kernels/functions/math.hpp"
#include "random.hpp"
#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

struct Function {
  const char* name;
  double (*own)(double);
  double (*theirs)(double);
  double from, to, relative, absolute;
};

const Function kFunctions[] = {
    {"exp", math::exp, std::exp, -700, 700, 1e-12, 0},
    {"exp near 0", math::exp, std::exp, -1, 1, 1e-14, 0},
    {"erf", math::erf, std::erf, -8, 8, 1e-12, 0},
    {"erf near 0", math::erf, std::erf, -0.01, 0.01, 1e-14, 0},
    {"sin", math::sin, std::sin, 0, 1000, 0, 1e-12},
    {"cos", math::cos, std::cos, 0, 1000, 0, 1e-12},
    {"tanh", math::tanh, std::tanh, -20, 20, 1e-13, 0},
    {"tanh near 0", math::tanh, std::tanh, -0.2, 0.2, 1e-13, 0},
    {"the normal tail", math::normal_tail, [](double t) { return 0.5 * std::erfc(t / std::sqrt(2.0)); }, 0, 30, 1e-12,
     0},
    {"sin of one turn", math::sin, std::sin, -6.3, 6.3, 0, 1e-14},
    {"cos of one turn", math::cos, std::cos, -6.3, 6.3, 0, 1e-14},
};

}  // namespace

TEST_CASE("math: as the C library has it, over the ranges that stages use", "[math]") {
  constexpr int kPlaces = 20000;
  Problems problems;
  for (const Function& f : kFunctions)
    for (int i = 0; i <= kPlaces; ++i) {
      const double x = f.from + (f.to - f.from) * i / kPlaces, got = f.own(x), expected = f.theirs(x);
      if (!(std::fabs(got - expected) <= f.absolute + f.relative * std::fabs(expected)))
        problems.add(std::string(f.name) + "(" + digits(x) + "): expected " + digits(expected) + ", got " +
                     digits(got));
    }
  REQUIRE_NONE(problems);
}

TEST_CASE("math: exact places and the ends of the line", "[math]") {
  CHECK(math::exp(0) == 1);
  CHECK(math::exp(-INFINITY) == 0);
  CHECK(math::exp(INFINITY) == INFINITY);
  CHECK(math::exp(-1e5) == 0);
  CHECK(math::exp(1e5) == INFINITY);
  CHECK(std::isnan(math::exp(NAN)));
  CHECK(math::erf(0) == 0);
  CHECK(math::erf(30) == 1);
  CHECK(math::erf(-30) == -1);
  CHECK(math::sin(0) == 0);
  CHECK(math::cos(0) == 1);
}

TEST_CASE("math: no larger for a smaller number", "[math]") {
  Random random(51);
  Problems problems;
  for (int n = 0; n < 20000; ++n) {
    const double x = double(random.below(1400000)) / 1000 - 700, step = double(random.between(1, 1000)) * 1e-6;
    if (!(math::exp(x) < math::exp(x + step)))
      problems.add("exp(" + digits(x) + ") is not below exp of " + digits(step) + " more");
    // Where erf is nearly 1, its last bit comes and goes.
    if (!(math::erf(x / 100) <= math::erf(x / 100 + step) + 1e-13))
      problems.add("erf(" + digits(x / 100) + ") is above erf of " + digits(step) + " more");
  }
  REQUIRE_NONE(problems);
}
