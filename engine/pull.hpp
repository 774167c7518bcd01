#pragma once
#include <vector>

#include "stage.hpp"

/// The chain rule. How the gradient of a result goes back to what it is made of follows from the derivative of each cell's
/// operation; what stages say of it beside that (Pull) is for speed.
namespace attend {

/// Adds to `gradient` what goes back to the tensor bound as `source`, through every cell of a result: upstream gradient
/// times local derivative. The call has all that the result is made of.
void pull_cells(const Call& call, const Result& result, const Tensor& upstream, const Tensor& source, Tensor& gradient);

}  // namespace attend
