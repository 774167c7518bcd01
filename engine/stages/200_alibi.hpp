#pragma once
#include "../kernels/learning/pull_backs.hpp"
#include "../kernels/positions/alibi.hpp"
#include "../stage.hpp"

/// alibi: lower every score by how far apart query and key are, in each head by a slope of its own. Nothing is added to the
/// tokens, so a model can read more tokens than it was trained on.
///
///   slopes[h]      = 2^(-8 (h+1) / n) for the first n heads, where n is the largest power of two up to H,
///                    2^(-4 (2(h-n)+1) / n) for the others
///   distances[t,s] = -|t + offset - s|, where the first query stands at the position offset
///   biased[h,t,s]  = scaled[h,t,s] + slopes[h] distances[t,s]
///
/// scaled (H,T,S) -> slopes (H), distances (T,S), biased (H,T,S)
/// Source: Press, Smith, Lewis 2022, section 3; slopes of other counts of heads as in the authors' code.
namespace attend::alibi {

inline Tensor biased(const Tensor& scaled, const Tensor& slopes, const Tensor& distances) {
  Tensor biased = empty_like(scaled);
  const std::size_t T = row_count(distances);
  for (Row r : rows_of(scaled)) biased(r) = scaled(r) + slopes(r.number / T) * distances(r % T);
  return biased;
}

inline constexpr Port kReads[] = {{.name = "scaled", .axes = "H T S"}};

inline constexpr Pull kFromBiased[] = {
    {"scaled", "", [](const Call&, const Tensor& upstream, Tensor& gradient) { pull::same(upstream, gradient); }},
};

inline constexpr Result kWrites[] = {
    {
        .name = "slopes",
        .axes = "H",
        .reads = "",
        .formula =
            R"(m_h = \begin{cases} 2^{-8(h+1)/n} & \text{if } h \lt n \\ 2^{-4(2(h-n)+1)/n} & \text{otherwise} \end{cases})",
        .numpy = "slopes = 2.0 ** np.where(2 ** (H.bit_length() - 1) > h, -8 * (h + 1) / 2 ** (H.bit_length() - 1), "
                 "8 - 4 * (2 * h + 1) / 2 ** (H.bit_length() - 1))",
        .compute = [](const Call& call) { return alibi_slopes(call["scaled"].shape()[0]); },
        .explain = [](const Call&, const Index&, Operands&) { return Op::slope; },
    },
    {
        .name = "distances",
        .axes = "T S",
        .reads = "offset",
        .formula = R"(\Delta_{t,s} = -|t <offset=0?|+ o >- s|)",
        .numpy = "distances = -np.abs(t <offset=0?|+ offset >- s)",
        .compute =
            [](const Call& call) {
              const Tensor& scaled = call["scaled"];
              return alibi_distances(scaled.shape()[1], scaled.shape()[2], std::size_t(call.option("offset")));
            },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.constant("offset");
              return Op::distance;
            },
    },
    {
        .name = "biased",
        .axes = "H T S",
        .main = true,
        .accepts = Accepts::scores,
        .reads = "scaled slopes distances",
        .symbol = R"(\tilde s)",
        .formula = R"(\tilde s_{h,t,s} = <scaled>_{h,t,s} + m_h\,\Delta_{t,s})",
        .numpy = "biased = <scaled> + slopes[:, None, None] * distances",
        .compute = [](const Call& call) { return biased(call["scaled"], call["slopes"], call["distances"]); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("scaled", {at[0], at[1], at[2]});
              out.product("slopes", {at[0]}, "distances", {at[1], at[2]});
              return Op::products;
            },
        .pulls = kFromBiased,
    }};

inline constexpr Option kOptions[] = {{
    .name = "offset",
    .about = "the position of the first query",
    .symbol = "o",
    .range = Range::count,
    .structural = true,
}};

inline constexpr Stage kStage = {
    .id = "alibi",
    .title = "Linear biases (ALiBi)",
    .formula = R"(\tilde S_h = S_h - m_h\,|t - s|)",
    .source = "Press, Smith, Lewis 2022, section 3",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "score: scaled biased",
};

}  // namespace attend::alibi
