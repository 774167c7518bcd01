// JSON in and out, and numbers as text.
#include <cmath>

#include "json/json.hpp"
#include "json/number.hpp"
#include "random.hpp"
#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

double read(const std::string& text) {
  double value = NAN;
  REQUIRE(json::parse_number(text, value));
  return value;
}

}  // namespace

TEST_CASE("json: numbers are read as they are written", "[json]") {
  CHECK(read("0") == 0);
  CHECK(read("-0.5") == -0.5);
  CHECK(read("123456789012345") == 123456789012345.0);
  CHECK(read("0.1") == 0.1);
  CHECK(read("1e3") == 1000);
  CHECK(read("1E+3") == 1000);
  CHECK(read("25e-2") == 0.25);
  CHECK(read("1.7976931348623157e308") > 1.7e308);
  CHECK(read("1e-400") == 0);
  CHECK(read("0e999") == 0);
  CHECK(std::signbit(read("-0")));
  CHECK(read("-inf") == -INFINITY);
  CHECK(float(read("3.4028234663852886e38")) == 3.4028234663852886e38f);
  CHECK(float(read("1.401298464324817e-45")) == 1.401298464324817e-45f);
  CHECK(float(read("0.1000000014901161193847656250000000000000000001")) == 0.1f);
}

TEST_CASE("json: what is no number is not read as one", "[json]") {
  double value = 0;
  for (const char* text : {"",      "-",    "+1",  ".5",  "1.", "1e", "1e+", "01",  "00",  "1.2.3",
                           "1e2e3", "0x10", "inf", "NaN", "1 ", " 1", "1,5", "--1", "-.5", "1e1.5"}) {
    INFO("\"" << text << "\"");
    CHECK_FALSE(json::parse_number(text, value));
  }
}

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

TEST_CASE("json: texts with every escape come back", "[json]") {
  const json::Value value = json::parse(R"(["\"\\\/\b\f\n\r\t", "\u00e9\u732B\ud83d\ude00", "é猫😀", ""])");
  CHECK(value.items[0].text == "\"\\/\b\f\n\r\t");
  CHECK(value.items[1].text == "é猫😀");
  CHECK(value.items[2].text == "é猫😀");
  CHECK(value.items[3].text.empty());
  for (const json::Value& item : value.items) {
    json::Writer out;
    out.string(item.text);
    CHECK(json::parse(out.text()).text == item.text);
  }
}

TEST_CASE("json: half a surrogate pair is refused or replaced, never another letter", "[json]") {
  for (const char* text : {R"("\ud800\u0041")", R"("\ud800")", R"("\ud800x")", R"("\udc00")"}) {
    INFO(text);
    try {
      const std::string read = json::parse(text).text;
      CHECK(read.find("\xEF\xBF\xBD") == 0);
    } catch (const Error& error) {
      CHECK(error.code == std::string("scene"));
    }
  }
}

TEST_CASE("json: objects keep their order, find their members, and say what is wrong with them", "[json]") {
  const json::Value value = json::parse(" {\"b\" : [1, true, null], \"a\": {}} ");
  REQUIRE(value.items.size() == 2);
  CHECK(value.items[0].name == "b");
  CHECK(value.find("a")->is(json::Value::Type::object));
  CHECK(value.find("c") == nullptr);
  CHECK(value.find("b")->items[1].boolean);
  CHECK(value.find("b")->items[2].is(json::Value::Type::null));
  CHECK(to_text(value) == R"({"b":[1,true,null],"a":{}})");
  for (const char* text : {"{\"a\" 1}", "{\"a\":}", "[1,]", "[1 2]", "{a:1}", "tru", "nul", "\"\\x\"", "\"\\u12\"",
                           "\"line\nbreak\"", "[", "\"", "\"\\", "\x01"}) {
    INFO(text);
    check_message(refusal([&] { json::parse(text); }), "scene", {"not valid JSON", "line ", "column "});
  }
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
