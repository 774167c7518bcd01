#include <cmath>

#include "../check.hpp"
#include "../error.hpp"
#include "../json/number.hpp"
#include "edits.hpp"

namespace attend {

namespace {

[[noreturn]] void refuse_number(std::string_view path, double value, std::string_view must) {
  fail("value", {path, " cannot be ", json::number(value), ". It must be ", must, "."}, "", path);
}

/// Whether a float holds a number of this size: it is neither infinite there nor, without being 0, nothing.
bool held(double value) noexcept { return std::isfinite(real(value)) && (value == 0 || real(value) != 0); }

void check_option_edit(const Program& program, const Edit& edit) {
  if (edit.step < 0 || std::size_t(edit.step) >= program.steps.size())
    fail("index", {"There is no such step. The program has ", program.steps.size(), ", counted from 0."});
  const Step& step = program.steps[std::size_t(edit.step)];
  if (edit.option < 0 || std::size_t(edit.option) >= step.options.size())
    fail("index", {step.path, " has no such option. It has ", step.options.size(), ", counted from 0."});
  const Option& option = step.stage->options[std::size_t(edit.option)];
  const std::string path = join({step.path, ".", option.name});
  if (option.structural)
    fail("value", {path, " decides which tensors there are. Change it in the scene's model instead."}, step.stage->id,
         path);
  if (edit.values.size() != 1)
    fail("value", {path, " is one number, but ", edit.values.size(), " were given. Give one."}, step.stage->id, path);
  if (edit.flat != 0) fail("index", {path, " is one number and has no cells."}, step.stage->id, path);
  if (const char* must = wanted(option, edit.values[0])) refuse_number(path, edit.values[0], must);
  if (!held(edit.values[0])) refuse_number(path, edit.values[0], "0, or of a size that a float holds");
}

}  // namespace

void check_edit(const Program& program, const Edit& edit) {
  if (edit.slot == -1) return check_option_edit(program, edit);
  if (edit.slot < 0 || std::size_t(edit.slot) >= program.slots.size())
    fail("index", {"There is no such tensor. The program has ", program.slots.size(), ", counted from 0."});
  const Slot& slot = program.slots[std::size_t(edit.slot)];
  if (edit.flat >= slot.size || edit.values.empty() || edit.values.size() > slot.size - edit.flat)
    fail("index",
         {edit.values.size(), " numbers do not fit into ", slot.path, " from cell ", edit.flat, " on; it has ",
          slot.size, " cells. Give one number or more, and no more than there is room for."},
         "", slot.path);
  for (const double value : edit.values) {
    if (const char* must = wanted(slot.accepts, real(value))) refuse_number(slot.path, value, must);
    if (slot.accepts == Accepts::ids && value >= double(program.words))
      refuse_number(slot.path, value, join({"below ", program.words, ", the number of words"}));
  }
}

}  // namespace attend
