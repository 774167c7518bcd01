// The kernels for whole rows: exp and its kin within their stated errors, the same for one number as for four, the same
// bits on every machine; and the reductions.
#include "kernels/functions/elementary.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "kernels/functions/elementwise.hpp"
#include "kernels/rows/reduce.hpp"
#include "random.hpp"
#include "support.hpp"
#include "text/digits.hpp"

using namespace attend;
using namespace attend::test;

namespace {

double exact_gelu(double z) { return 0.5 * z * std::erfc(-z / std::sqrt(2.0)); }
double exact_silu(double z) { return z / (1 + std::exp(-z)); }
double exact_gelu_tanh(double z) {
  return z / (1 + std::exp(-2 * std::sqrt(2 / 3.14159265358979323846) * (z + 0.044715 * z * z * z)));
}
double exact_relu(double z) { return z > 0 ? z : 0; }

struct Function {
  std::string name;
  void (*own)(const real*, std::size_t, real*) noexcept;
  double (*exact)(double);
  double from = 0, to = 0;
  double units = 0;       ///< most units in the last place that the result may be off
  std::string hash = {};  ///< of the results at all places, to the bit
};

std::size_t places_of_each() { return read_json("tests/engine/bits.json").at("places").get<std::size_t>(); }

/// The errors that elementary.hpp states, and the bits that every machine gives.
std::vector<Function> functions() {
  std::vector<Function> all = {{"exp", elementwise::exp, std::exp},
                               {"exp above 0", elementwise::exp, std::exp},
                               {"tanh", elementwise::tanh, std::tanh},
                               {"gelu", elementwise::gelu, exact_gelu},
                               {"gelu_tanh", elementwise::gelu_tanh, exact_gelu_tanh},
                               {"silu", elementwise::silu, exact_silu},
                               {"relu", elementwise::relu, exact_relu}};
  const Json rows = read_json("tests/engine/bits.json").at("functions");
  REQUIRE(rows.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    REQUIRE(rows[i].at("name") == all[i].name);
    all[i].from = rows[i].at("from"), all[i].to = rows[i].at("to"), all[i].units = rows[i].at("units");
    all[i].hash = rows[i].at("hash");
  }
  return all;
}

std::vector<real> places(const Function& f) {
  std::vector<real> x(places_of_each());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = real(f.from + (f.to - f.from) * double(i) / double(x.size() - 1));
  return x;
}

/// The distance of floats around x; below 1.2e-38 it is that of the smallest.
double unit(double x) {
  int exponent;
  std::frexp(std::max(std::fabs(x), 1.1754943508222875e-38), &exponent);
  return std::ldexp(1.0, exponent - 24);
}

}  // namespace

TEST_CASE("elementwise: within the stated errors, on both sides and far out", "[elementwise]") {
  Problems problems;
  for (const Function& f : functions()) {
    const std::vector<real> x = places(f);
    std::vector<real> y(x.size());
    f.own(x.data(), x.size(), y.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double expected = f.exact(double(x[i]));
      const double allowed = kDouble ? 1e-12 * std::fabs(expected) + 1e-300 : f.units * unit(expected);
      if (!(std::fabs(double(y[i]) - expected) <= allowed))
        problems.add(f.name + "(" + digits(double(x[i])) + "): expected " + digits(expected) + ", got " +
                     digits(double(y[i])));
    }
  }
  REQUIRE_NONE(problems);
}

// Hidden: it takes a minute or two. build/native/attend_tests "[every float]"
TEST_CASE("elementwise: exp of every float from -87 to 0", "[.][every float]") {
  if (kDouble) return;
  constexpr std::uint32_t kMinusZero = 0x80000000u;
  const std::uint32_t last = bits_of(-87.0f);
  double worst = 0;
  std::vector<real> x(1 << 20), y(x.size());
  for (std::uint32_t from = kMinusZero; from <= last; from += std::uint32_t(x.size())) {
    const std::size_t count = std::min(x.size(), std::size_t(last - from) + 1);
    for (std::size_t i = 0; i < count; ++i) x[i] = number_of(from + std::uint32_t(i));
    elementwise::exp(x.data(), count, y.data());
    for (std::size_t i = 0; i < count; ++i) {
      const double exact = std::exp(double(x[i]));
      worst = std::max(worst, std::fabs(double(y[i]) - exact) / unit(exact));
    }
  }
  WARN("at most " << worst << " units in the last place");
  CHECK(worst < 1);
}

TEST_CASE("elementwise: the same bits on every machine", "[elementwise]") {
  if (kDouble) return;
  for (const Function& f : functions()) {
    std::vector<real> x = places(f);
    f.own(x.data(), x.size(), x.data());
    INFO(f.name);
    CHECK(hash_of(x.data(), x.size()) == f.hash);
  }
}

TEST_CASE("elementwise: a number has the same function wherever it stands, and nothing else is written",
          "[elementwise]") {
  Problems problems;
  for (const Function& f : functions()) {
    Random random(3);
    std::vector<real> x(23), alone(23);
    for (real& number : x) number = random.number() * 4;
    for (std::size_t i = 0; i < x.size(); ++i) f.own(&x[i], 1, &alone[i]);
    for (std::size_t from = 0; from < 4; ++from)
      for (std::size_t count = 0; from + count < x.size(); ++count) {
        std::vector<real> y(x.size(), 7);
        f.own(&x[from], count, &y[from]);
        for (std::size_t i = 0; i < x.size(); ++i)
          if (!same(y[i], i >= from && i < from + count ? alone[i] : real(7)))
            problems.add(f.name + " of " + digits_of(count) + " numbers from " + digits_of(from));
      }
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("elementwise: the ends of the line", "[elementwise]") {
  real x[] = {real(-INFINITY), real(INFINITY), real(NAN), real(-1e30), 0, real(-8.4)}, y[6];
  elementwise::exp(x, 6, y);
  CHECK(y[0] == 0);
  CHECK(y[1] == real(INFINITY));
  CHECK(std::isnan(y[2]));
  CHECK(y[3] == 0);
  CHECK(y[4] == 1);
  elementwise::gelu(x, 6, y);
  CHECK(y[3] == 0);
  CHECK(y[4] == 0);
  CHECK(y[5] == Approx(-1.8752e-16).epsilon(1e-4));  // 1 + erf would have lost it to -1.8e-14
  elementwise::tanh(x, 6, y);
  CHECK(y[0] == -1);
  CHECK(y[1] == 1);
  CHECK(std::isnan(y[2]));
  elementwise::silu(x + 3, 2, y);
  CHECK(y[0] == 0);
}

TEST_CASE("reduce: highest, sum and sum of squares of any count", "[reduce]") {
  Random random(4);
  Problems problems;
  std::vector<real> x(41);
  for (real& number : x) number = random.number();  // multiples of 1/64: sums are exact in any order
  for (std::size_t from = 0; from < 4; ++from)
    for (std::size_t count = 0; from + count <= x.size(); ++count) {
      double sum = 0, squares = 0, highest = -INFINITY;
      for (std::size_t i = from; i < from + count; ++i) {
        sum += double(x[i]);
        squares += double(x[i]) * double(x[i]);
        highest = std::max(highest, double(x[i]));
      }
      if (reduce::sum(&x[from], count) != sum || reduce::sum_of_squares(&x[from], count) != squares ||
          double(reduce::highest(&x[from], count)) != highest)
        problems.add(digits_of(count) + " numbers from " + digits_of(from));
    }
  REQUIRE_NONE(problems);
  const std::vector<real> shut(9, real(-INFINITY));
  CHECK(reduce::highest(shut.data(), 9) == real(-INFINITY));
  std::vector<real> long_row(100000, real(0.1));
  CHECK(reduce::sum(long_row.data(), long_row.size()) == Approx(double(real(0.1)) * 100000).epsilon(1e-12));
}
