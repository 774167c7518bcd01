#pragma once
#include <map>
#include <string>
#include <vector>

#include "stage.hpp"

/// Checks at the edge: before a stage runs on tensors from outside, and before a scene becomes a program.
namespace attend {

using Tensors = std::map<std::string, Tensor>;
using Options = std::map<std::string, std::string>;

const Stage& find_stage(const std::string& id);

/// "(2, 3)"
std::string text(const Shape& shape);
std::string text(double value);

/// Sizes of axis letters as they become known: {"T": 5, "D": 4}.
using AxisSizes = std::map<std::string, std::size_t>;

/// Throws unless the tensor has one of the port's forms and its letters agree with the sizes known so far.
void check_shape(const Stage& stage, const Port& port, const Tensor& tensor, AxisSizes& sizes);

/// Throws unless every number is of the kind the input accepts. NaN is never accepted.
void check_values(const std::string& where, const std::string& tensor, Accepts accepts, const Tensor& values);

/// A number or a choice as the stage keeps it. Throws with the list of what is possible.
double parse_option(const std::string& where, const Option& option, const std::string& given);

/// The stage's inputs and options by name, checked, ready to run. The call points into `inputs`.
Call bind(const Stage& stage, const Tensors& inputs, const Options& options);

/// Runs every result of a stage in order; returns them by name.
Tensors run(const Stage& stage, const Tensors& inputs, const Options& options, std::string* notice = nullptr);

}  // namespace attend
