#pragma once
#include "../error.hpp"
#include "../json/number.hpp"
#include "../kernels/positions/rotation.hpp"
#include "../stage.hpp"

/// rotary: turn every query and every key by its position. Columns are taken in pairs, and a pair is a point that is turned by
/// an angle: the later the token, the further. Then a score depends on how far apart two tokens are, and not on where they are.
///
///   angle[t,i]  = (t + offset) / base^(i/R)                     for pair i of R
///   cosine[t,i] = cos(angle[t,i])      sine[t,i] = sin(angle[t,i])
///   q'[h,t,a]   = q[h,t,a] cosine[t,i] - q[h,t,b] sine[t,i]     for the first column a of pair i, and its second b
///   q'[h,t,b]   = q[h,t,b] cosine[t,i] + q[h,t,a] sine[t,i]     and the same for k
///
/// The pairs are (i, i + R) where pairing is `half`, (2i, 2i + 1) where it is `interleaved`. R = share D / 2; columns behind
/// 2R stay as they are.
///
/// q (H,T,D), k (G,T,D) -> angle, cosine, sine (T,R), q (H,T,D), k (G,T,D)
/// Source: Su et al. 2021 (RoFormer), section 3.2.2; halves as in GPT-NeoX (Black et al. 2022).
namespace attend::rotary {

/// R; 0 where share and width make no pairs.
inline std::size_t pairs_of(const Call& call) {
  return std::size_t(call.option("share") * double(row_length(call["q"]))) / 2;
}

inline Pairs pairing_of(const Call& call) {
  const std::size_t R = pairs_of(call);
  return call.option("pairing") == 0 ? Pairs{R, 1, R} : Pairs{R, 2, 1};
}

/// Where a column has its partner.
struct Place {
  std::size_t pair, partner;
  bool first;
};

inline Place place_of(const Call& call, std::size_t d, std::size_t R) {
  if (call.option("pairing") == 0) return {d % R, d < R ? d + R : d - R, d < R};
  return {d / 2, d % 2 == 0 ? d + 1 : d - 1, d % 2 == 0};
}

inline Tensor rotated(const Call& call, const char* name) {
  return rotated(call[name], call["cosine"], call["sine"], pairing_of(call));
}

inline Op explain(const Call& call, const Index& at, Operands& out, const char* name) {
  const std::size_t h = at[0], t = at[1], d = at[2], R = pairs_of(call);
  if (d >= 2 * R) {
    out.term(name, {h, t, d});
    return Op::copy;
  }
  const Place place = place_of(call, d, R);
  out.product(name, {h, t, d}, "cosine", {t, place.pair});
  out.product(name, {h, t, place.partner}, "sine", {t, place.pair});
  return place.first ? Op::turn : Op::products;
}

inline std::string objection(const Call& call) {
  const double columns = call.option("share") * double(row_length(call["q"]));
  if (call.option("share") <= 1 && columns >= 2 && columns == 2 * double(pairs_of(call))) return "";
  return join({"rotary: of ", row_length(call["q"]), " columns the share of ", json::number(call.option("share")),
               " is ", json::number(columns),
               ". Columns are turned in pairs: choose a share up to 1 that gives an even number of them."});
}

inline constexpr Port kReads[] = {{.name = "q", .axes = "H T even"}, {.name = "k", .axes = "G T even"}};

inline constexpr Result kWrites[] = {
    {
        .name = "angle",
        .axes = "T R",
        .reads = "base offset share",
        .formula = R"(\theta_{t,i} = \frac{t + o}{b^{i/R}})",
        .numpy = "angle = (t + offset) / base ** (r / R)",
        .compute =
            [](const Call& call) {
              return rotation_angles(call["q"].shape()[1], pairs_of(call), call.option("base"), call.option("offset"));
            },
        .explain =
            [](const Call&, const Index&, Operands& out) {
              out.constant("base");
              out.constant("offset");
              return Op::angle;
            },
    },
    {
        .name = "cosine",
        .axes = "T R",
        .reads = "angle",
        .formula = R"(\cos\theta_{t,i})",
        .numpy = "cosine = np.cos(angle)",
        .compute = [](const Call& call) { return of_angles(call["angle"], math::cos); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("angle", {at[0], at[1]});
              return Op::cos;
            },
    },
    {
        .name = "sine",
        .axes = "T R",
        .reads = "angle",
        .formula = R"(\sin\theta_{t,i})",
        .numpy = "sine = np.sin(angle)",
        .compute = [](const Call& call) { return of_angles(call["angle"], math::sin); },
        .explain =
            [](const Call&, const Index& at, Operands& out) {
              out.term("angle", {at[0], at[1]});
              return Op::sin;
            },
    },
    {
        .name = "q",
        .axes = "H T D",
        .main = true,
        .reads = "q cosine sine pairing share",
        .formula =
            R"(\begin{aligned} q'_{h,t,a} &= q_{h,t,a}\cos\theta_{t,i} - q_{h,t,b}\sin\theta_{t,i} \\ q'_{h,t,b} &= )"
            R"(q_{h,t,b}\cos\theta_{t,i} + q_{h,t,a}\sin\theta_{t,i} \end{aligned} \quad )"
            R"(<pairing=half?a = i,\; b = i + R|a = 2i,\; b = 2i + 1>)",
        .numpy =
            "q = np.concatenate([<pairing=half?q[..., :R] * cosine - q[..., R:2 * R] * sine, "
            "q[..., R:2 * R] * cosine + q[..., :R] * sine|np.stack([q[..., 0:2 * R:2] * cosine - q[..., 1:2 * R:2] * "
            "sine, q[..., 1:2 * R:2] * cosine + q[..., 0:2 * R:2] * sine], -1).reshape(*q.shape[:-1], 2 * R)>, "
            "q[..., 2 * R:]], -1)",
        .compute = [](const Call& call) { return rotated(call, "q"); },
        .explain = [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "q"); },
    },
    {
        .name = "k",
        .axes = "G S D",
        .main = true,
        .reads = "k cosine sine pairing share",
        .formula =
            R"(\begin{aligned} k'_{h,s,a} &= k_{h,s,a}\cos\theta_{s,i} - k_{h,s,b}\sin\theta_{s,i} \\ k'_{h,s,b} &= )"
            R"(k_{h,s,b}\cos\theta_{s,i} + k_{h,s,a}\sin\theta_{s,i} \end{aligned} \quad )"
            R"(<pairing=half?a = i,\; b = i + R|a = 2i,\; b = 2i + 1>)",
        .numpy =
            "k = np.concatenate([<pairing=half?k[..., :R] * cosine - k[..., R:2 * R] * sine, "
            "k[..., R:2 * R] * cosine + k[..., :R] * sine|np.stack([k[..., 0:2 * R:2] * cosine - k[..., 1:2 * R:2] * "
            "sine, k[..., 1:2 * R:2] * cosine + k[..., 0:2 * R:2] * sine], -1).reshape(*k.shape[:-1], 2 * R)>, "
            "k[..., 2 * R:]], -1)",
        .compute = [](const Call& call) { return rotated(call, "k"); },
        .explain = [](const Call& call, const Index& at, Operands& out) { return explain(call, at, out, "k"); },
    }};

inline constexpr Option kOptions[] = {
    {.name = "base",
     .about = "how slowly the last pairs turn: the angle of pair i is the position divided by base to the power of i/R",
     .symbol = "b",
     .initial = 10000,
     .range = Range::above_zero},
    {.name = "pairing",
     .about = "which columns make a pair: one of each half, or two side by side",
     .choices = "half|interleaved"},
    {.name = "share",
     .about = "how much of a head's columns is turned",
     .initial = 1,
     .range = Range::above_zero,
     .structural = true},
    {.name = "offset", .about = "the position of the first token", .symbol = "o", .range = Range::not_negative},
};

inline constexpr Stage kStage = {
    .id = "rotary",
    .title = "Rotary positions",
    .formula =
        R"(\begin{pmatrix} q'_a \\ q'_b \end{pmatrix} = \begin{pmatrix} \cos\theta & -\sin\theta \\ \sin\theta & \cos\theta \end{pmatrix} \begin{pmatrix} q_a \\ q_b \end{pmatrix})",
    .source = "Su et al. 2021, section 3.2.2<pairing=half?; halves: Black et al. 2022|>",
    .reads = kReads,
    .writes = kWrites,
    .options = kOptions,
    .roles = "q: q|k: k",
    .objection = objection,
};

}  // namespace attend::rotary
