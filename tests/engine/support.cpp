#include "support.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

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

bool near(double got, double expected) {
  if (std::isinf(expected)) return got == expected;
  const double relative = kDouble ? 1e-10 : 1e-5, absolute = kDouble ? 1e-11 : 1e-6;
  return std::fabs(got - expected) <= absolute + relative * std::fabs(expected);
}

void compare(Problems& problems, const std::string& where, const Tensor& got, const Tensor& expected) {
  if (shape_of(got) != shape_of(expected))
    return problems.add(where + ": expected the shape " + shape_text(shape_of(expected)) + ", got " +
                        shape_text(shape_of(got)));
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double a = got.data()[i], b = expected.data()[i];
    if (!near(a, b)) problems.add(cell_name(where, got, i) + ": expected " + digits(b) + ", got " + digits(a));
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

json::Value read_json(const std::string& path) {
  std::ifstream file(std::string(ATTEND_ROOT) + "/" + path);
  if (!file) FAIL(path + " cannot be read");
  std::ostringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

namespace {

std::string quoted(const std::string& text) {
  json::Writer out;
  out.string(text);
  return out.text();
}

}  // namespace

std::string to_text(const json::Value& value) {
  using Type = json::Value::Type;
  std::string inside;
  switch (value.type) {
    case Type::null:
      return "null";
    case Type::boolean:
      return value.boolean ? "true" : "false";
    case Type::number:
      return digits(value.number);
    case Type::string:
      return quoted(value.text);
    case Type::array:
      for (const json::Value& item : value.items) inside += (inside.empty() ? "" : ",") + to_text(item);
      return "[" + inside + "]";
    case Type::object:
      for (const json::Value& member : value.items)
        inside += (inside.empty() ? "" : ",") + quoted(member.name) + ":" + to_text(member);
      return "{" + inside + "}";
  }
  return "";
}

Tensor read_tensor(const json::Value& value) {
  Shape shape;
  for (const json::Value& length : value.find("shape")->items) shape.push_back(std::size_t(length.number));
  Tensor made = zeros(shape);
  const std::vector<json::Value>& data = value.find("data")->items;
  REQUIRE(data.size() == made.size());
  for (std::size_t i = 0; i < data.size(); ++i)
    made.data()[i] = data[i].is(json::Value::Type::string) ? real(-INFINITY) : real(data[i].number);
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
