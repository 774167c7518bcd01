#pragma once
#include <cstddef>

/// Operations: how the number of one cell follows from its operands. What each is stands in one table, ops.def, a row
/// an operation; everything that has to know one reads its row.
namespace attend {

#define ATTEND_OP(name, ...) name,
enum class Op {
#include "ops.def"
};
#undef ATTEND_OP

/// Words that only people read: formulas, sources. They leave engine.wasm (ATTEND_LEAN) and reach the screen in the
/// manifest, which the build takes from the very same descriptors.
struct Text {
#ifdef ATTEND_LEAN
  constexpr Text(const char*) {}
#else
  constexpr Text(const char* words) : text(words) {}
  const char* text;
#endif
};

class Operands;

#ifdef ATTEND_LEAN
inline constexpr bool kEvaluated = false;
#else
inline constexpr bool kEvaluated = true;
#endif
#ifdef ATTEND_FORWARD_ONLY
inline constexpr bool kDifferentiated = false;
#else
inline constexpr bool kDifferentiated = true;
#endif

/// A function of a row, which builds that never ask it drop: values serve tests alone, derivatives the whole
/// engine (whole.hpp).
template <bool kept, class Function>
struct Column {
  constexpr Column() = default;
  template <class Given>
  constexpr Column(Given given) : of(kept ? static_cast<Function>(given) : nullptr) {}
  constexpr explicit operator bool() const { return of != nullptr; }
  template <class... Arguments>
  auto operator()(const Arguments&... arguments) const {
    return of(arguments...);
  }

  Function of = nullptr;
};

/// A row of the table. Numbers are computed in double from operands that are rounded to `real`.
///
/// `text`, `latex` and `screen` are templates. `<a>` to `<d>` stand for the first operands, `<(a)>` for one in brackets
/// if it is negative; `<list>`, `<sum>`, `<squares>` for all of them; `<products>` for the sum of the groups' products;
/// `<count>` for their number; the name of an option for its value; `<say id>` for a message. What stands in `[ ]` is
/// left out where its option is 1. Of forms with bars between, the second operand chooses (0 the first, 1 the second),
/// or, where there is none, whether the column is even.
struct Operation {
  const char* name;
  Text meaning = "";  ///< in docs/notation.md; `a` and `b` are the first operands
  /// A line of NumPy over the operands `a`, `b`, `t` (all), `p` (each group's product), the options by name, and the
  /// cell's index `at` in its tensor of this `shape`. It reads the same in JavaScript, where the tests run it.
  Text python = "";
  Text torch = "";   ///< the same in PyTorch, where that has a name of its own
  Text text = "";    ///< the cell written out as plain text
  Text latex = "";   ///< the same in LaTeX
  Text screen = "";  ///< the same with words and links; `text` where it says the same
  Text sign = "";    ///< what stands on the arrow from operands to result
  Column<kEvaluated, double (*)(const Operands&)> value = {};  ///< null for what is given
  /// How fast the value changes with operand number `i`, others held. At a bend, the slope on its left.
  Column<kDifferentiated, double (*)(const Operands&, std::size_t i)> derivative = {};
  /// Whether a change of operand `i` alone can change the value; null: of every operand.
  bool (*live)(const Operands&, std::size_t i) = nullptr;
  Text bend = "";  ///< what is taken for the derivative at a kink; empty where there is none
  /// Whether operand `i` stands at a kink, where the slopes on its two sides differ; null: nowhere.
  Column<kDifferentiated, bool (*)(const Operands&, std::size_t i)> bends = {};
};

/// Every row, in the order of Op.
struct OperationTable {
  const Operation* begin() const noexcept;
  const Operation* end() const noexcept;
};
inline constexpr OperationTable kOperations;

const Operation& operation(Op op) noexcept;
inline const char* name_of(Op op) noexcept { return operation(op).name; }

/// The local derivative of a cell with respect to operand `i`: 0 for one that is not live.
double derivative(Op op, const Operands& operands, std::size_t i) noexcept;
/// Whether it is that of a kink.
bool bends(Op op, const Operands& operands, std::size_t i) noexcept;

}  // namespace attend
