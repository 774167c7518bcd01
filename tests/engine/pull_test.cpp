// Pull-backs that stages write for speed, held against the chain rule cell by cell: the operations' own derivatives.
#include <cmath>
#include <set>

#include "pull.hpp"
#include "random.hpp"
#include "support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// The place among a call's tensors of the first name of "memory|x" that it has bound; -1 for an option.
int place_of(const Call& call, std::string_view word) {
  for (const auto& name : words(word, '|'))
    for (std::size_t slot = 0; slot < call.stage().reads.count + call.stage().writes.count; ++slot)
      if (name == call.slot_name(slot) && call.bound(slot)) return int(slot);
  return -1;
}

/// A call with the options of another, and only those tensors that are named.
Call only(const Call& call, const char* names) {
  Call some(call.stage());
  for (std::size_t i = 0; i < call.stage().options.count; ++i)
    some.set_option(i, call.option(call.stage().options[i].name));
  for (const auto& word : words(names)) {
    const int place = place_of(call, word);
    if (place >= 0) some.bind(std::size_t(place), call.bound(std::size_t(place)));
  }
  return some;
}

Tensor random_like(const Tensor& other, Random& random) {
  Tensor made = zeros_like(other);
  for (std::size_t i = 0; i < made.size(); ++i) made.data()[i] = random.number();
  return made;
}

}  // namespace

TEST_CASE("pull: what stages pull back at once is what the operations' derivatives give, cell by cell", "[pull]") {
  Random random(31);
  Problems problems;
  std::set<std::string> met, all;
  for (const Stage* stage : all_stages()) {
    for (const Result& result : stage->writes)
      for (const Pull& pull : result.pulls) all.insert(std::string(stage->id) + "." + result.name + " to " + pull.to);
    for (int round = 0; round < 60; ++round) {
      const StageRun made = random_run(*stage, random);
      const Call call = made.call();
      for (const Result& result : stage->writes)
        for (const Pull& pull : result.pulls) {
          const int place = place_of(call, pull.to);
          if (place < 0) continue;
          const Tensor& source = *call.bound(std::size_t(place));
          const Tensor upstream = random_like(made.results.at(result.name), random),
                       start = random_like(source, random);
          Tensor cells = start, fast = start;
          pull_cells(call, result, upstream, source, cells);
          pull.add(only(call, pull.reads), upstream, fast);
          const std::string name = std::string(stage->id) + "." + result.name + " to " + pull.to;
          bool computable = true;
          for (std::size_t i = 0; i < cells.size(); ++i) computable = computable && std::isfinite(cells.data()[i]);
          if (computable) compare(problems, name, fast, cells), met.insert(name);
        }
    }
  }
  for (const std::string& name : all)
    if (!met.count(name)) problems.add("never met: " + name);
  CHECK(all.size() > 40);
  REQUIRE_NONE(problems);
}

TEST_CASE("pull: names what its result reads, and reads what the stage has", "[pull]") {
  Problems problems;
  for (const Stage* stage : all_stages()) {
    std::set<std::string> known;
    for (const Port& port : stage->reads) known.insert(port.name);
    for (const Option& option : stage->options) known.insert(option.name);
    for (const Result& result : stage->writes) known.insert(result.name);
    for (const Result& result : stage->writes)
      for (const Pull& pull : result.pulls) {
        const std::string where = std::string(stage->id) + "." + result.name + " to " + pull.to;
        if (!has_word(result.reads, pull.to)) problems.add(where + ": the result does not read it");
        for (const auto& word : words(pull.reads))
          for (const auto& name : words(word, '|'))
            if (!known.count(std::string(name))) problems.add(where + " reads " + std::string(name));
      }
  }
  REQUIRE_NONE(problems);
}
