#pragma once
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <initializer_list>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "check.hpp"
#include "error.hpp"
#include "run.hpp"
#include "stages/stages.hpp"
#include "tensor.hpp"

/// What the tests of the engine share: calls, fixtures, comparison with a message, refusals.
namespace attend::test {

constexpr bool kDouble = sizeof(real) == sizeof(double);

/// What went wrong, in words. One assertion for thousands of numbers: REQUIRE_NONE(problems).
class Problems {
public:
  void add(const std::string& problem) {
    if (++count_ <= 5) text_ += "\n  " + problem;
  }
  std::size_t count() const { return count_; }
  std::string text() const { return std::to_string(count_) + " problems:" + text_; }

private:
  std::size_t count_ = 0;
  std::string text_;
};

#define REQUIRE_NONE(problems)                           \
  do {                                                   \
    if ((problems).count() > 0) FAIL((problems).text()); \
    SUCCEED();                                           \
  } while (false)

/// A tensor written out: tensor({2, 2}, {1, 2, 3, 4}).
Tensor tensor(const Shape& shape, std::initializer_list<double> numbers);

/// "(2, 3)"
std::string shape_text(const Shape& shape);

/// "weights[0, 3, 4]"
std::string cell_name(const std::string& tensor, const Tensor& of, std::size_t flat);

/// All digits, so that two numbers that differ read differently.
std::string digits(double value);

/// Equal to the bit, up to the sign of zero; NaN equals NaN.
bool same(double a, double b);
bool same(const Tensor& a, const Tensor& b);

/// FNV-1a (64 bit) over the bits of floats, after what `before` stands for; in 16 digits.
std::string hash_of(const real* numbers, std::size_t count, const std::string& before = "cbf29ce484222325");

/// How far a number may be from what is expected: absolute + relative |expected|. That of tests/reference, where no other is
/// named; a double engine has to be far closer.
struct Tolerance {
  double relative = kDouble ? 1e-10 : 1e-5, absolute = kDouble ? 1e-11 : 1e-6;
};
bool near(double got, double expected, const Tolerance& tolerance = {});

/// Adds a problem for every cell that is not `near`, and for another shape.
void compare(Problems& problems, const std::string& where, const Tensor& got, const Tensor& expected,
             const Tolerance& tolerance = {});

using ByName = std::map<std::string, Tensor>;
/// Options as people write them: numbers and names of choices.
using Given = std::map<std::string, std::string>;

/// The number that stands for an option: itself, or the place of a choice.
double option_value(const Option& option, const std::string& written);

/// Runs a stage on its own, as engine.call does.
ByName run_stage(const std::string& id, const ByName& inputs, const Given& options = {}, std::string* notice = nullptr);

/// Objects keep their order.
using Json = nlohmann::ordered_json;
/// A JSON file of the repository.
Json read_json(const std::string& path);
/// From { "shape": [...], "data": [...] }.
Tensor read_tensor(const Json& value);

/// Runs `act`, which has to throw an Error; returns it.
template <class Act>
Error refusal(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  FAIL("nothing was refused");
  throw;
}

/// Fails unless the message holds each part.
void check_message(const Error& error, const std::string& code, std::initializer_list<const char*> parts);

}  // namespace attend::test
