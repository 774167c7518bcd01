#include "random.hpp"

#include <cmath>

namespace attend::test {

Call StageRun::call() const {
  Call call(*stage);
  for (std::size_t i = 0; i < stage->reads.count; ++i)
    if (inputs.count(stage->reads[i].name)) call.bind(i, &inputs.at(stage->reads[i].name));
  for (std::size_t i = 0; i < stage->options.count; ++i)
    if (options.count(stage->options[i].name))
      call.set_option(i, option_value(stage->options[i], options.at(stage->options[i].name)));
  for (std::size_t i = 0; i < stage->writes.count; ++i)
    call.bind(stage->reads.count + i, &results.at(stage->writes[i].name));
  return call;
}

bool holds_squares(std::string_view name) { return name.find("second") != std::string_view::npos; }

namespace {

real random_cell(Accepts accepts, Random& random, std::size_t vocabulary) {
  switch (accepts) {
    case Accepts::ids:
      return real(random.below(vocabulary));
    case Accepts::mask:
      return random.chance(60) ? real(1) : real(0);
    case Accepts::scores:
      return random.chance(20) ? real(-INFINITY) : random.number();
    default:
      return random.number();
  }
}

Tensor random_tensor(const Port& port, const Shape& shape, Random& random, std::size_t vocabulary) {
  Tensor made = zeros(shape);
  const std::size_t length = row_length(made);
  const bool hides = port.accepts == Accepts::scores || port.accepts == Accepts::mask;
  for (std::size_t row = 0; row < row_count(made); ++row) {
    const bool hidden = hides && random.chance(20);
    for (std::size_t i = row * length; i < (row + 1) * length; ++i) {
      made.data()[i] = random_cell(port.accepts, random, vocabulary);
      if (hidden) made.data()[i] = port.accepts == Accepts::mask ? real(0) : real(-INFINITY);
    }
  }
  // Near 0 their root, or a division by them, is too steep for finite differences.
  if (holds_squares(port.name) || std::string(port.name) == "sum_before")
    for (real& cell : made) cell = 1 + std::fabs(cell);
  return made;
}

/// A size for every letter. Joint axes are a multiple of the heads, groups of keys divide them, a quarter of what a head reads
/// makes pairs, there are as many experts as are chosen or more, and a table of positions has a row for each token, and for those that come before them.
std::size_t size_of(const std::string& letter, StageRun& made, std::size_t heads, Random& random) {
  auto& sizes = made.sizes;
  const auto known = sizes.find(letter);
  if (known != sizes.end()) return known->second;
  std::size_t size = random.between(1, 4);
  if (letter == "H") size = heads;
  if (letter == "HD") size = heads * random.between(1, 3);
  if (letter == "G") size = random.chance(50) ? heads : 1;
  if (letter == "GD") size = size_of("HD", made, heads, random) / (random.chance(50) ? heads : 1);
  if (letter == "even") size = 4 * random.between(1, 2);
  if (letter == "P") size += size_of("T", made, heads, random) + heads;
  if (letter == "E") size += heads - 1;
  if (letter == "1") size = 1;
  return sizes[letter] = size;
}

void choose_options(StageRun& made, std::size_t heads, Random& random) {
  for (const Option& option : made.stage->options) {
    if (std::string(option.name) == "share") made.options["share"] = random.chance(50) ? "0.5" : "1";
    else if (std::string(option.name) == "first") made.options["first"] = "0";
    else if (std::string(option.name) == "top_p") made.options["top_p"] = random.chance(50) ? "0.5" : "1";
    else if (option.choices) made.options[option.name] = std::string(random.pick(words(option.choices, '|')));
    else if (option.range == Range::share) made.options[option.name] = digits(double(random.between(1, 3)) / 4);
    else if (option.range == Range::whole || option.range == Range::count)
      made.options[option.name] = std::to_string(heads);
    else if (option.required || random.chance(60))
      made.options[option.name] = digits(double(random.between(1, 12)) / 4);
  }
}

void choose_inputs(StageRun& made, std::size_t heads, bool all, Random& random) {
  const bool whole = random.chance(50);
  for (const Port& port : made.stage->reads) {
    if (port.optional && !all && random.chance(40)) continue;
    const auto forms = words(port.axes, '|');
    Shape shape;
    for (const auto& letter : words(forms[whole ? 0 : forms.size() - 1]))
      shape.push_back(size_of(std::string(letter), made, heads, random));
    made.inputs[port.name] = random_tensor(port, shape, random, size_of("V", made, heads, random));
  }
}

}  // namespace

StageRun random_run(const Stage& stage, Random& random) {
  StageRun made{&stage, {}, {}, {}, {}};
  const std::size_t heads = random.between(1, 3);
  choose_options(made, heads, random);
  choose_inputs(made, heads, false, random);
  try {
    made.results = run_stage(stage.id, made.inputs, made.options);
  } catch (const Error&) {
    // The options asked for an input that was left out.
    made.inputs.clear();
    choose_inputs(made, heads, true, random);
    made.results = run_stage(stage.id, made.inputs, made.options);
  }
  return made;
}

}  // namespace attend::test
