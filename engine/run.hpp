#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stage.hpp"

/// Running a stage on its own: checked, then computed result by result.
namespace attend {

class Reply;
using Options = Named<double>;

/// Computes every result of a checked call, in order, and binds them. Throws Error("memory") where one is too large.
std::vector<Tensor> compute(Call& call);

/// Runs a stage on its own: inputs by name, options by name (a choice by its place). Returns its results by name.
/// Throws for a name that the stage does not know, and whatever the checks throw.
Tensors run(const Stage& stage, const Tensors& inputs, const Options& options, std::string* notice = nullptr);

/// A stage on its own as it crosses the boundary: described and checked, then filled in by the host where its inputs lie, then
/// run. So every number is copied once on its way in, and none that belongs to a call that is refused.
class BoundaryCall {
public:
  /// As attend_call takes it. Throws for what the stage does not know, does not fit, or takes too much room.
  BoundaryCall(const std::int32_t* ints, std::size_t int_count, const double* options, std::size_t option_count);
  BoundaryCall(const BoundaryCall&) = delete;
  BoundaryCall& operator=(const BoundaryCall&) = delete;

  void lend_inputs(Reply& reply);
  /// Once. Answers as attend_run does; throws Error("value") for a number that may not stand there.
  void run(Reply& reply);

private:
  Call call_;
  std::vector<Tensor> inputs_, results_;
};

}  // namespace attend
