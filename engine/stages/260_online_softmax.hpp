#pragma once
#include "../kernels/products/heads.hpp"
#include "100_softmax.hpp"

/// online_softmax: softmax and weighted sum of one tile of keys, put together with those of the tiles before it. No row of
/// weights is ever whole: what was summed is rescaled whenever a larger score comes.
///
///   row_max[h,t]          = max(max_before[h,t], max_s masked[h,t,s])
///   rescale[h,t]          = exp(max_before[h,t] - row_max[h,t])
///   exponentials[h,t,s]   = exp(masked[h,t,s] - row_max[h,t])
///   row_sum[h,t]          = rescale[h,t] sum_before[h,t] + sum_s exponentials[h,t,s]
///   running[h,t,d]        = rescale[h,t] running_before[h,t,d] + sum_s exponentials[h,t,s] v[h,s,d]
///   heads[h,t,d]          = running[h,t,d] / row_sum[h,t]
///
/// masked (H,T,S), v (H,S,D), max_before sum_before (H,T), running_before (H,T,D) -> row_max, rescale, row_sum (H,T),
/// exponentials (H,T,K), running, heads (H,T,D); s runs over the K keys of the tile, the first of which is `first`. The last
/// three inputs are left out in the first tile, where there is nothing to rescale: rescale is 1. Of a row whose keys so far are
/// all masked, everything is 0, never NaN. The heads of the last tile are attention's.
/// Source: Milakov, Gimelshein 2018, algorithm 3; Dao et al. 2022 (FlashAttention), algorithm 1.
namespace attend::online_softmax {

/// Where a tile lies in its rows.
struct Tile {
  std::size_t first, keys;
};

inline Tile tile_of(const Call& call) {
  const std::size_t first = std::size_t(call.option("first"));
  return {first, std::min(std::size_t(call.option("tile")), row_length(call["masked"]) - first)};
}

/// The scores of the tile (H,T,K).
inline Tensor scores(const Call& call) {
  const Tile tile = tile_of(call);
  return columns(call["masked"], tile.first, tile.keys);
}

/// The tile that a cell came from, told with its operands.
inline Tile told(const Call& call, Operands& out) {
  out.constant("first");
  out.constant("tile");
  return tile_of(call);
}

inline Tensor row_max(const Call& call) {
  Tensor row_max = softmax::row_max(scores(call));
  if (call.has("max_before"))
    for (Row r : rows_of(call["masked"])) row_max[r] = std::max(row_max[r], call["max_before"][r]);
  return row_max;
}

/// An old maximum of minus infinity stays what it is, as in softmax.
inline Tensor rescale(const Call& call) {
  Tensor rescale = empty_like(call["row_max"]);
  for (Row r : rows_of(call["masked"])) {
    rescale[r] = call.has("max_before") ? call["max_before"][r] : call["row_max"][r];
    if (rescale[r] != kMinusInfinity) rescale[r] = rescale[r] - call["row_max"][r];
    else if (!call.has("max_before")) rescale[r] = 0;
  }
  return softmax::exponentials(rescale);
}

inline Tensor exponentials(const Call& call) {
  return softmax::exponentials(softmax::shifted(scores(call), call["row_max"]));
}

inline Tensor row_sum(const Call& call) {
  Tensor row_sum = softmax::row_sum(call["exponentials"]);
  if (call.has("sum_before")) add_rows(call["sum_before"], call["rescale"], row_sum);
  return row_sum;
}

inline Tensor running(const Call& call) {
  Tensor running = matmul(call["exponentials"], call["v"], tile_of(call).first);
  if (call.has("running_before")) add_rows(call["running_before"], call["rescale"], running);
  return running;
}

inline std::string objection(const Call& call) {
  const std::size_t S = row_length(call["masked"]), first = std::size_t(call.option("first"));
  if (first >= S)
    return join({"online_softmax: the tile begins at key ", first, ", but there are ", S, ". Begin it earlier."});
  if (call.has("max_before") == call.has("sum_before") && call.has("max_before") == call.has("running_before"))
    return "";
  return "online_softmax: max_before, sum_before and running_before belong together. Give all three, or none.";
}

inline constexpr Port kReads[] = {{.name = "masked", .axes = "H T S", .accepts = Accepts::scores},
                                  {.name = "v", .axes = "H S D"},
                                  {.name = "max_before", .axes = "H T", .optional = true, .accepts = Accepts::scores},
                                  {.name = "sum_before", .axes = "H T", .optional = true},
                                  {.name = "running_before", .axes = "H T D", .optional = true}};

inline constexpr Result kWrites[] = {
    {
        .name = "row_max",
        .axes = "H T",
        .accepts = Accepts::scores,
        .reads = "masked max_before first tile",
        .formula = R"(\mu_{h,t} = \max\left(<max_before?\mu'_{h,t},\; |>\max_s <masked>_{h,t,s}\right))",
        .numpy = "row_max = <max_before?np.maximum(max_before, <masked>[:, :, first:first + tile].max(-1))|"
                 "<masked>[:, :, first:first + tile].max(-1)>",
        .compute = row_max,
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              const Tile tile = told(call, out);
              if (call.has("max_before")) out.term("max_before", {at[0], at[1]});
              for (std::size_t s = 0; s < tile.keys; ++s) out.term("masked", {at[0], at[1], tile.first + s});
              return Op::max;
            },
    },
    {
        .name = "rescale",
        .axes = "H T",
        .reads = "max_before row_max",
        .formula = R"(\alpha_{h,t} = <max_before?\exp(\mu'_{h,t} - \mu_{h,t})|1>)",
        .numpy = "rescale = <max_before?np.exp(np.where(max_before == -np.inf, -np.inf, max_before - row_max))|"
                 "np.ones((H, T))>",
        .compute = rescale,
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              if (!call.has("max_before")) return Op::one;
              out.term("max_before", {at[0], at[1]});
              out.term("row_max", {at[0], at[1]});
              return Op::exp_difference;
            },
    },
    {
        .name = "exponentials",
        .axes = "H T K",
        .reads = "masked row_max first tile",
        .formula = R"(e_{h,t,s} = \exp(<masked>_{h,t,s} - \mu_{h,t}))",
        .numpy = "exponentials = np.exp(np.where(<masked>[:, :, first:first + tile] == -np.inf, -np.inf, "
                 "<masked>[:, :, first:first + tile] - row_max[..., None]))",
        .compute = exponentials,
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              out.term("masked", {at[0], at[1], told(call, out).first + at[2]});
              out.term("row_max", {at[0], at[1]});
              return Op::exp_difference;
            },
    },
    {
        .name = "row_sum",
        .axes = "H T",
        .reads = "sum_before rescale exponentials",
        .formula = R"(Z_{h,t} = <sum_before?\alpha_{h,t}\,Z'_{h,t} + |>\sum_s e_{h,t,s})",
        .numpy = "row_sum = <sum_before?rescale * sum_before + |>exponentials.sum(-1)",
        .compute = row_sum,
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              if (call.has("sum_before")) out.product("rescale", {at[0], at[1]}, "sum_before", {at[0], at[1]});
              for (std::size_t s = 0; s < tile_of(call).keys; ++s) out.term("exponentials", {at[0], at[1], s});
              return Op::products;
            },
    },
    {
        .name = "running",
        .axes = "H T D",
        .reads = "running_before rescale exponentials v first tile",
        .formula = R"(u_{h,t,d} = <running_before?\alpha_{h,t}\,u'_{h,t,d} + |>\sum_s e_{h,t,s}\,v_{h,s,d})",
        .numpy =
            "running = <running_before?rescale[..., None] * running_before + |>exponentials @ v[:, first:first + tile]",
        .compute = running,
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              const Tile tile = told(call, out);
              if (call.has("running_before"))
                out.product("rescale", {at[0], at[1]}, "running_before", {at[0], at[1], at[2]});
              for (std::size_t s = 0; s < tile.keys; ++s)
                out.product("exponentials", {at[0], at[1], s}, "v", {at[0], tile.first + s, at[2]});
              return Op::products;
            },
    },
    {
        .name = "heads",
        .axes = "H T D",
        .main = true,
        .reads = "running row_sum",
        .formula =
            R"(o_{h,t,d} = <row_sum=0?\begin{cases} u_{h,t,d} / Z_{h,t} & \text{if } Z_{h,t} \gt 0 \\ 0 & \text{otherwise} \end{cases}|\frac{u_{h,t,d}}{Z_{h,t}}>)",
        .numpy = "heads = <row_sum=0?np.where(running == 0, 0.0, running / row_sum[..., None])|running / row_sum[..., "
                 "None]>",
        .compute = [](const Call& call) { return softmax::weights(call["running"], call["row_sum"]); },
        .explain =
            [](const Call& call, const Index& at, Operands& out) {
              softmax::cell_and_row(call, at, out, "running", "row_sum");
              return Op::divide;
            },
    }};

inline constexpr Option kOptions[] = {{
                                          .name = "first",
                                          .about = "the first key of the tile, counted from 0",
                                          .range = Range::count,
                                          .structural = true,
                                      },
                                      {
                                          .name = "tile",
                                          .about = "how many keys a tile has; the last one has what is left",
                                          .initial = 1,
                                          .required = true,
                                          .range = Range::whole,
                                          .structural = true,
                                      }};

inline constexpr Stage kStage = {
    .id = "online_softmax",
    .title = "Online softmax",
    .formula = R"(u \leftarrow e^{\mu' - \mu}\,u + \sum_s e^{m_s - \mu}\,v_s)",
    .source = "Milakov, Gimelshein 2018, algorithm 3; Dao et al. 2022, algorithm 1",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "score: masked row_max max_before|v: v",
    .picture = Picture::columns,
    .objection = objection,
};

}  // namespace attend::online_softmax
