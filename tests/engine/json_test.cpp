// JSON out, and numbers as text. A library reads it back.
#include "json/json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "json/number.hpp"
#include "random.hpp"
#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

double read(const std::string& text) { return Json::parse(text).get<double>(); }

}  // namespace

TEST_CASE("json: a float written and read again is the same float", "[json]") {
  Random random(41);
  Problems problems;
  for (int n = 0; n < 20000; ++n) {
    const double mantissa = double(random.below(1u << 24)) - double(1 << 23);
    const float number = std::ldexp(float(mantissa), int(random.between(0, 120)) - 80);
    if (float(read(json::number(double(number)))) != number)
      problems.add(digits(double(number)) + " was written as " + json::number(double(number)));
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("json: numbers are written short", "[json]") {
  CHECK(json::number(1e-310) == "1e-310");
  CHECK(json::number(-5e-324) == "-5e-324");
  CHECK(json::number(0) == "0");
  CHECK(json::number(-0.0) == "0");
  CHECK(json::number(7) == "7");
  CHECK(json::number(-12) == "-12");
  CHECK(json::number(double(0.1f)) == "0.1");
  CHECK(json::number(double(-2.75f)) == "-2.75");
  CHECK(json::number(4294967295.0) == "4294967295");
  CHECK(json::number(0.001) == "0.001");
  CHECK(read(json::number(double(1e-5f))) == 1e-5);
  CHECK(json::number(INFINITY) == "inf");
  CHECK(json::number(-INFINITY) == "-inf");
  CHECK(json::number(NAN) == "nan");
}

TEST_CASE("json: any text comes back", "[json]") {
  for (const char* text : {"", "\"\\/\b\f\n\r\t\x01\x1f", "é猫😀", "</script>"}) {
    json::Writer out;
    out.string(text);
    CHECK(Json::parse(out.text()) == text);
  }
}

TEST_CASE("json: an object keeps its order and finds its members", "[json]") {
  json::Value value;
  value.type = json::Value::Type::object;
  value.items.resize(2);
  value.items[0].name = "b";
  value.items[1].name = "a";
  CHECK(value.find("a") == &value.items[1]);
  CHECK(value.find("c") == nullptr);
  value.type = json::Value::Type::array;
  CHECK(value.find("a") == nullptr);
}

TEST_CASE("json: the writer puts commas where they belong", "[json]") {
  json::Writer out;
  out.begin('{');
  out.field("a", 1);
  out.key("b");
  out.begin('[');
  out.end(']');
  out.key("c");
  out.begin('[');
  out.number(-INFINITY);
  out.boolean(false);
  out.null();
  out.begin('{');
  out.end('}');
  out.end(']');
  out.field("d", "x\"y");
  out.end('}');
  CHECK(out.text() == R"({"a":1,"b":[],"c":["-inf",false,null,{}],"d":"x\"y"})");
}
