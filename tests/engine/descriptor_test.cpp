// Descriptors name only what there is: every name in every descriptor belongs to one of its tensors or options.
#include <cctype>
#include <set>

#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// What a line of NumPy may name beside tensors, options and axis letters (T, c): NumPy itself and methods of arrays.
const std::set<std::string> kNumpy = {
    "np",   "where",   "sin",      "cos",         "sqrt",       "exp",     "tanh",   "inf",       "max",
    "sum",  "mean",    "min",      "None",        "transpose",  "log",     "ones",   "True",      "if",
    "else", "reshape", "keepdims", "arange",      "is",         "abs",     "shape",  "stack",     "kind",
    "less", "cumsum",  "maximum",  "concatenate", "bit_length", "argsort", "stable", "less_equal"};
const std::set<std::string> kLetters = {"T", "S", "C", "H", "HD", "G", "GD", "D",    "R",   "E",
                                        "F", "V", "P", "N", "K",  "M", "in", "even", "out", "1"};

std::set<std::string> options_of(const Stage& stage) {
  std::set<std::string> names;
  for (const Option& option : stage.options) names.insert(option.name);
  return names;
}

std::set<std::string> inputs_of(const Stage& stage) {
  std::set<std::string> names;
  for (const Port& port : stage.reads) names.insert(port.name);
  return names;
}

std::vector<std::string> identifiers(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = 0, end; at < text.size(); at = end + 1) {
    for (end = at; end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_');)
      ++end;
    if (end > at && !std::isdigit(static_cast<unsigned char>(text[at]))) found.push_back(text.substr(at, end - at));
  }
  return found;
}

bool is_letter(std::string name) {
  for (char& c : name) c = char(std::toupper(static_cast<unsigned char>(c)));
  return kLetters.count(name) > 0;
}

}  // namespace

TEST_CASE("descriptors: what a result reads is an input, an earlier result or an option", "[descriptors]") {
  Problems problems;
  for (const Stage* stage : all_stages()) {
    std::set<std::string> known = inputs_of(*stage), options = options_of(*stage);
    for (const Result& result : stage->writes) {
      for (const auto& word : words(result.reads))
        for (const auto& name : words(word, '|'))
          if (!known.count(std::string(name)) && !options.count(std::string(name)))
            problems.add(std::string(stage->id) + "." + result.name + " reads " + std::string(name));
      known.insert(result.name);
    }
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("descriptors: axes are letters of the notation, and roles name the stage's own tensors", "[descriptors]") {
  Problems problems;
  for (const Stage* stage : all_stages()) {
    std::set<std::string> names = inputs_of(*stage);
    const auto check_axes = [&](const std::string& name, const char* axes) {
      for (const auto& form : words(axes, '|'))
        for (const auto& letter : words(form))
          if (!kLetters.count(std::string(letter)))
            problems.add(std::string(stage->id) + "." + name + " has the axis " + std::string(letter));
    };
    for (const Port& port : stage->reads) check_axes(port.name, port.axes);
    for (const Result& result : stage->writes) check_axes(result.name, result.axes), names.insert(result.name);
    for (const auto& group : words(stage->roles.text, '|'))
      for (const auto& name : words(group.substr(group.find(':') + 1)))
        if (!names.count(std::string(name))) problems.add(std::string(stage->id) + ": a role for " + std::string(name));
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("descriptors: a line of NumPy makes its result of what it reads", "[descriptors]") {
  Problems problems;
  for (const Stage* stage : all_stages())
    for (const Result& result : stage->writes) {
      const std::string line = result.numpy.text, start = std::string(result.name) + " = ";
      if (line.compare(0, start.size(), start) != 0)
        problems.add(std::string(stage->id) + ": the line of " + result.name + " begins otherwise");
      std::set<std::string> known = kNumpy;
      for (const auto& word : words(result.reads))
        for (const auto& name : words(word, '|')) known.insert(std::string(name));
      for (const Option& option : stage->options)
        for (const auto& choice : words(option.choices ? option.choices : "", '|')) known.insert(std::string(choice));
      for (const std::string& name : identifiers(line.substr(start.size())))
        if (!known.count(name) && !is_letter(name))
          problems.add(std::string(stage->id) + "." + result.name + " does not read " + name);
    }
  REQUIRE_NONE(problems);
}

TEST_CASE("descriptors: a choice has choices, its initial one among them", "[descriptors]") {
  for (const Stage* stage : all_stages())
    for (const Option& option : stage->options) {
      INFO(stage->id << ", " << option.name);
      CHECK(std::string(option.about.text).size() > 5);
      if (option.choices) CHECK(option.initial < double(words(option.choices, '|').size()));
    }
}
