#pragma once
#include "../error.hpp"
#include "../kernels/math.hpp"
#include "../stage.hpp"

/// position: add to every token a vector that says where it stands.
///
///   sinusoidal   encoding[t,2i] = sin(t / 10000^(2i/C)),  encoding[t,2i+1] = cos(t / 10000^(2i/C))
///   learned      encoding[t,c] = table[t,c]
///   x'[t,c] = x[t,c] + encoding[t,c]
///
/// x (T,C), table (P,C) for learned, P >= T -> encoding (T,C), x (T,C)
/// Source: Vaswani et al. 2017, section 3.5.
namespace attend::position {

constexpr double kLog10000 = 9.210340371976184;

inline Tensor sinusoid(std::size_t T, std::size_t C) {
  Tensor encoding = zeros({T, C});
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t c = 0; c < C; ++c) {
      const double angle = double(t) / math::exp(double(c - c % 2) / double(C) * kLog10000);
      encoding(t, c) = real(c % 2 == 0 ? math::sin(angle) : math::cos(angle));
    }
  return encoding;
}

inline Tensor learned(std::size_t T, const Tensor& table) {
  Tensor encoding = zeros({T, table.shape()[1]});
  for (std::size_t t = 0; t < T; ++t)
    for (std::size_t c = 0; c < table.shape()[1]; ++c) encoding(t, c) = table(t, c);
  return encoding;
}

inline Tensor encoding(const Call& call) {
  const Tensor& x = call["x"];
  return call.choice("kind") == "learned" ? learned(x.shape()[0], call["table"]) : sinusoid(x.shape()[0], x.shape()[1]);
}

inline Tensor x(const Tensor& x, const Tensor& encoding) { return added(x, encoding); }

inline std::string objection(const Call& call) {
  if (call.choice("kind") != "learned") return "";
  if (!call.has("table")) return "position: learned positions need a table. Give one, or choose sinusoidal.";
  const std::size_t T = call["x"].shape()[0], P = call["table"].shape()[0];
  if (P >= T) return "";
  return join({"position: table has ", P, " rows but there are ", T, " tokens. Give one row for every position."});
}

inline constexpr Port kReads[] = {{"x", "T C"}, {"table", "P C", true}};

inline constexpr Result kWrites[] = {
    {"encoding", "T C", false, "table kind",
     R"(p_{t,2i} = \sin\frac{t}{10000^{2i/C}} \quad p_{t,2i+1} = \cos\frac{t}{10000^{2i/C}})",
     "encoding = np.where(c % 2 == 0, np.sin(t / 10000 ** (2 * (c // 2) / C)), np.cos(t / 10000 ** (2 * (c // 2) / "
     "C)))",
     encoding,
     [](const Call& call, const Index& at, Operands& out) {
       if (call.choice("kind") == "sinusoidal") return Op::sinusoid;
       out.term("table", {at[0], at[1]});
       return Op::copy;
     }},
    {"x", "T C", true, "x encoding", R"(x'_{t,c} = x_{t,c} + p_{t,c})", "x = x + encoding",
     [](const Call& call) { return x(call["x"], call["encoding"]); },
     [](const Call&, const Index& at, Operands& out) {
       out.term("x", {at[0], at[1]});
       out.term("encoding", {at[0], at[1]});
       return Op::products;
     }}};

inline constexpr Option kOptions[] = {{"kind", "how positions become vectors", 0, false, "sinusoidal|learned"}};

inline constexpr Stage kStage = {
    "position", "Position", R"(x'_t = x_t + p_t)", "Vaswani et al. 2017, section 3.5", kReads, kWrites, kOptions,
    "",         objection};

}  // namespace attend::position
