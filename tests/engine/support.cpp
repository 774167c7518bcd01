#include "support.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

namespace attend::test {

Tensor tensor(const Shape& shape, std::initializer_list<double> numbers) {
  Tensor made = zeros(shape);
  REQUIRE(made.size() == numbers.size());
  std::size_t i = 0;
  for (const double number : numbers) made.data()[i++] = real(number);
  return made;
}

std::string shape_text(const Shape& shape) {
  std::string lengths;
  for (const std::size_t length : shape) lengths += (lengths.empty() ? "" : ", ") + std::to_string(length);
  return "(" + lengths + ")";
}

std::string cell_name(const std::string& tensor, const Tensor& of, std::size_t flat) {
  std::string place;
  for (const std::size_t at : index_of(of, flat)) place += (place.empty() ? "" : ", ") + std::to_string(at);
  return tensor + "[" + place + "]";
}

std::string digits(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same(const Tensor& a, const Tensor& b) {
  if (shape_of(a) != shape_of(b)) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!same(double(a.data()[i]), double(b.data()[i]))) return false;
  return true;
}

std::string hash_of(const real* numbers, std::size_t count, const std::string& before) {
  std::uint64_t hash = std::stoull(before, nullptr, 16);
  for (std::size_t i = 0; i < count; ++i) {
    const float number = float(numbers[i]);
    std::uint32_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    hash = (hash ^ bits) * 1099511628211ull;
  }
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

bool near(double got, double expected, const Tolerance& tolerance) {
  if (std::isinf(expected)) return got == expected;
  return std::fabs(got - expected) <= tolerance.absolute + tolerance.relative * std::fabs(expected);
}

void compare(Problems& problems, const std::string& where, const Tensor& got, const Tensor& expected,
             const Tolerance& tolerance) {
  if (shape_of(got) != shape_of(expected))
    return problems.add(where + ": expected the shape " + shape_text(shape_of(expected)) + ", got " +
                        shape_text(shape_of(got)));
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double a = got.data()[i], b = expected.data()[i];
    if (!near(a, b, tolerance))
      problems.add(cell_name(where, got, i) + ": expected " + digits(b) + ", got " + digits(a));
  }
}

double option_value(const Option& option, const std::string& written) {
  if (option.choices) return choice_of(option, written);
  return std::strtod(written.c_str(), nullptr);
}

ByName run_stage(const std::string& id, const ByName& inputs, const Given& options, std::string* notice) {
  const Stage& stage = find_stage(id);
  Tensors given;
  for (const auto& input : inputs) given[input.first] = input.second;
  Options numbers;
  for (const auto& one : options) {
    double& number = numbers[one.first];
    for (const Option& option : stage.options)
      if (one.first == option.name) number = option_value(option, one.second);
  }
  ByName results;
  for (auto& result : run(stage, given, numbers, notice)) results[result.first] = result.second;
  return results;
}

Json read_json(const std::string& path) {
  std::ifstream file(std::string(ATTEND_ROOT) + "/" + path);
  if (!file) FAIL(path + " cannot be read");
  return Json::parse(file);
}

Tensor read_tensor(const Json& value) {
  Tensor made = zeros(value.at("shape").get<Shape>());
  const Json& data = value.at("data");
  REQUIRE(data.size() == made.size());
  for (std::size_t i = 0; i < data.size(); ++i)
    made.data()[i] = data[i].is_string() ? real(-INFINITY) : real(data[i].get<double>());
  return made;
}

void check_message(const Error& error, const std::string& code, std::initializer_list<const char*> parts) {
  INFO(error.message);
  CHECK(error.code == code);
  for (const char* part : parts) {
    INFO("should hold: " << part);
    CHECK(error.message.find(part) != std::string::npos);
  }
}

}  // namespace attend::test
