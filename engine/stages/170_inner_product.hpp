#pragma once
#include "../error.hpp"
#include "../kernels/rows/row_functions.hpp"
#include "../stage.hpp"

/// inner_product: one number out of a whole tensor, so that there is something to take the gradient of. A cotangent that is
/// 1 in one cell and 0 elsewhere picks that cell; a random one tries every cell at once, each with a weight of its own, as
/// a gradient check needs it.
///
///   loss = sum of x[cell] cotangent[cell] over all cells        (where the cotangent is 0, x may be anything)
///
/// x (any), cotangent (as x) -> loss (1). The sum is kept in double.
/// Source: Griewank, Walther 2008, section 3.2.
namespace attend::inner_product {

inline Tensor loss(const Tensor& x, const Tensor& cotangent) {
  double sum = 0;
  for (Row r : rows_of(x))
    sum += xt::sum<double>(xt::where(xt::equal(cotangent(r), real(0)), real(0), x(r) * cotangent(r)))();
  Tensor loss = zeros({1});
  loss(0) = real(sum);
  return loss;
}

inline std::string objection(const Call& call) {
  const Shape x = shape_of(call["x"]), cotangent = shape_of(call["cotangent"]);
  if (x == cotangent) return "";
  return join(
      {"inner_product: cotangent has the shape ", cotangent, ", but x has ", x, ". Give one number for each cell."});
}

inline constexpr Port kReads[] = {{.name = "x", .axes = "T|T C|H T S"}, {.name = "cotangent", .axes = "T|T C|H T S"}};

inline constexpr Result kWrites[] = {{
    .name = "loss",
    .axes = "1",
    .main = true,
    .reads = "x cotangent",
    .formula = R"(\mathcal{L} = \sum_i x_i\,r_i)",
    .numpy = "loss = np.where(cotangent == 0, 0, x * cotangent).sum(keepdims=True).reshape(1)",
    .compute = [](const Call& call) { return loss(call["x"], call["cotangent"]); },
    .explain =
        [](const Call&, const Index&, Operands& out) {
          out.pairs("x", "cotangent");
          return Op::products;
        },
}};

inline constexpr Stage kStage = {
    .id = "inner_product",
    .title = "Inner product",
    .formula = R"(\mathcal{L} = \langle x, r \rangle)",
    .source = "Griewank, Walther 2008, section 3.2",
    .reads = kReads,
    .writes = kWrites,
    .objection = objection,
};

}  // namespace attend::inner_product
