#pragma once
#include <string_view>
#include <vector>

#include "../program/program.hpp"

/// What a call of a step has bound, and which cells of a result can read a cell.
namespace attend {

/// The program's slot for one of a call's.
inline int program_slot(const Step& step, std::size_t call_slot) noexcept {
  const std::size_t inputs = step.reads.size();
  return call_slot < inputs ? step.reads[call_slot] : step.writes[call_slot - inputs];
}

/// What a call has bound for a slot that its step reads or writes.
inline const Tensor& bound_tensor(const Call& call, const Step& step, int slot) noexcept {
  std::size_t place = 0;
  while (program_slot(step, place) != slot) ++place;
  return *call.bound(place);
}

/// The letters of a tensor's axes, in the form that has its number of axes.
inline std::vector<std::string_view> letters(const char* axes, std::size_t count) noexcept {
  std::vector<std::string_view> found;
  for (const std::string_view form : words(axes, '|'))
    if (found.size() != count) found = words(form);
  return found;
}

/// A part of a tensor: on every axis the places from one on and below another.
struct Block {
  Index from, to;

  /// Leaves only what can read a cell: where the two share a letter, both stand at one place of it. Every stage's indices
  /// mean it so, apart from the last of what reads across.
  void narrow(const Result& result, const char* axes, const Index& at) noexcept {
    const std::vector<std::string_view> own = letters(result.axes, from.size()), read = letters(axes, at.size());
    for (std::size_t i = 0; i < own.size() - result.across; ++i)
      for (std::size_t j = 0; j < read.size(); ++j)
        if (own[i] == read[j]) from[i] = at[j], to[i] = at[j] + 1;
  }

  /// Goes on to the next cell, row by row; false behind the last.
  bool next(Index& at) const noexcept {
    for (std::size_t axis = at.size(); axis-- > 0; at[axis] = from[axis])
      if (++at[axis] < to[axis]) return true;
    return false;
  }
};

}  // namespace attend
