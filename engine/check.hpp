#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stage.hpp"

/// Checks at the edge: before a stage runs on tensors from outside, and before a scene becomes a program.
/// What passes here is computed with no further question asked.
namespace attend {

using Options = Named<double>;

/// Throws Error("stage") with the list of stages.
const Stage& find_stage(std::string_view id);

/// The place of a name in a choice; -1 if it is none of them.
double choice_of(const Option& option, std::string_view name) noexcept;

/// Checks what was bound: that nothing needed is missing, and every shape.
void check_call(const Call& call);

/// Checks every number and every option. What comes through wasm has been through the same in web/engine/values.ts.
void check_numbers(const Call& call);

/// Computes every result of a checked call, in order, and binds them.
std::vector<Tensor> compute(Call& call) noexcept;

/// Runs a stage on its own: inputs by name, options by name (a choice by its place). Returns its results by name.
/// Throws for a name that the stage does not know, and whatever check_call throws.
Tensors run(const Stage& stage, const Tensors& inputs, const Options& options, std::string* notice = nullptr);

}  // namespace attend
