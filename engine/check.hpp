#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stage.hpp"

/// Checks at the edge: before a stage runs on tensors from outside, and before a scene becomes a program.
/// What passes here is computed with no further question asked.
namespace attend {

/// Throws Error("stage") with the list of stages.
const Stage& find_stage(std::string_view id);

/// The place of a name in a choice; -1 if it is none of them.
double choice_of(const Option& option, std::string_view name) noexcept;

/// Checks what was bound: that nothing needed is missing, every shape, every option, and that there is room for the results.
void check_call(const Call& call);

/// What a number must be to stand in such a tensor; null if this one may.
const char* wanted(Accepts accepts, double value) noexcept;

/// What an option must be; null if this number may be it.
const char* wanted(const Option& option, double value) noexcept;

/// Checks every number.
void check_numbers(const Call& call);

}  // namespace attend
