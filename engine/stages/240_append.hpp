#pragma once
#include "../error.hpp"
#include "../kernels/products/heads.hpp"
#include "../stage.hpp"

/// append: put the newest rows behind those that are kept. So keys and values of earlier tokens are computed once.
///
///   rows[g,s,d] = cache[g,s,d] where s is below the length P of the cache, else newest[g,s-P,d]
///
/// cache (G,P,D), newest (G,T,D) -> rows (G,P+T,D); or cache (P), newest (T) -> rows (P+T)
/// Source: Pope et al. 2022, section 3 (the cache of keys and values).
namespace attend::append {

/// Cells of one group: all rows of an axis, with what hangs on them.
inline std::size_t cells_of(const Tensor& x) { return x.dimension() == 1 ? x.size() : x.size() / x.shape()[0]; }

inline Tensor rows(const Tensor& cache, const Tensor& newest) {
  Shape shape = shape_of(cache);
  const std::size_t axis = shape.size() == 1 ? 0 : 1;
  shape[axis] += newest.shape()[axis];
  return concatenated(cache, newest, cache.size() / cells_of(cache), empty(shape));
}

inline Op explain(const Call& call, const Index& at, Operands& out) {
  const Tensor &cache = call["cache"], &newest = call["newest"];
  const std::size_t kept = cells_of(cache), added = cells_of(newest);
  const std::size_t length = cache.dimension() == 1 ? 1 : row_length(cache);
  const std::size_t group = at.size() == 1 ? 0 : at[0], cell = at.size() == 1 ? at[0] : at[1] * length + at[2];
  if (cell < kept) out.cell("cache", group * kept + cell);
  else out.cell("newest", group * added + cell - kept);
  return Op::copy;
}

inline std::string objection(const Call& call) {
  if (call["cache"].dimension() == call["newest"].dimension()) return "";
  return join({"append: cache and newest have different numbers of axes. Give both the same."});
}

inline constexpr Port kReads[] = {{.name = "cache", .axes = "G P D|P"}, {.name = "newest", .axes = "G T D|T"}};

inline constexpr Result kWrites[] = {{
    .name = "rows",
    .axes = "G S D|S",
    .main = true,
    .reads = "cache newest",
    .formula =
        R"(<D?y_{g,s,d} = \begin{cases} \mathrm{cache}_{g,s,d} & \text{if } s \lt P \\ \mathrm{newest}_{g,s-P,d} & \text{otherwise} \end{cases}|)"
        R"(y_{s} = \begin{cases} \mathrm{cache}_{s} & \text{if } s \lt P \\ \mathrm{newest}_{s-P} & \text{otherwise} \end{cases}>)",
    .numpy = "rows = np.concatenate([cache, newest], <D?1|0>)",
    .compute = [](const Call& call) { return rows(call["cache"], call["newest"]); },
    .explain = explain,
}};

inline constexpr Stage kStage = {
    .id = "append",
    .title = "Append",
    .formula = R"(Y = \begin{bmatrix} \mathrm{cache} \\ \mathrm{newest} \end{bmatrix})",
    .source = "Pope et al. 2022, section 3",
    .reads = kReads,
    .writes = kWrites,
    .objection = objection,
};

}  // namespace attend::append
