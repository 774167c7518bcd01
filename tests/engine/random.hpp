#pragma once
#include <map>
#include <random>
#include <string>
#include <string_view>

#include "support.hpp"

/// Random inputs from a seed, the same on every machine: std::mt19937 is specified to the bit, its distributions are not.
namespace attend::test {

class Random {
public:
  explicit Random(unsigned seed) : next_(seed) {}

  /// 0 to n - 1.
  std::size_t below(std::size_t n) { return std::size_t(next_()) % n; }
  std::size_t between(std::size_t least, std::size_t most) { return least + below(most - least + 1); }
  bool chance(unsigned percent) { return below(100) < percent; }
  /// A multiple of 1/64 between -2 and 2, one in six exactly 0.
  real number() { return chance(16) ? real(0) : real(double(below(257)) / 64 - 2); }
  template <class List>
  const typename List::value_type& pick(const List& list) {
    return list[below(list.size())];
  }

private:
  std::mt19937 next_;
};

/// One run of a stage on its own, with everything it read and wrote.
struct StageRun {
  const Stage* stage;
  ByName inputs;
  Given options;
  ByName results;
  std::map<std::string, std::size_t> sizes;  ///< of the axis letters

  /// Inputs and results under the stage's names. Points into this object.
  Call call() const;
};

/// Runs the stage on random shapes from 1 to 4 and random numbers, as its descriptor allows: optional inputs there or
/// not, other forms of axes, exact zeros, minus infinity where scores are read, whole rows of it, masks that hide a
/// whole row, every choice of an option.
StageRun random_run(const Stage& stage, Random& random);

/// Whether a tensor of this name holds means of squares, which are never below 0: their root would be no number.
bool holds_squares(std::string_view name);

}  // namespace attend::test
