#pragma once
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "tensor.hpp"

/// What a stage is: a pure function for each tensor it writes, and a descriptor that says what it reads and writes,
/// its formula, its source, and which operands one cell came from. The list of all descriptors (stages/stages.hpp)
/// drives the calls, the program, the boundary, the screen and the tests.
namespace attend {

/// A constant array with its length, so that descriptors are plain data.
template <class T>
struct List {
  const T* items = nullptr;
  std::size_t count = 0;

  constexpr List() = default;
  template <std::size_t N>
  constexpr List(const T (&array)[N]) : items(array), count(N) {}
  const T* begin() const { return items; }
  const T* end() const { return items + count; }
  const T& operator[](std::size_t i) const { return items[i]; }
};

/// Words that only people read: formulas, sources. They leave engine.wasm (ATTEND_LEAN) and reach the screen in the
/// manifest, which the build takes from the very same descriptors.
struct Text {
#ifdef ATTEND_LEAN
  constexpr Text(const char*) {}
#else
  constexpr Text(const char* text) : text(text) {}
  const char* text;
#endif
};

/// The operation that makes a cell from its operands, in their order. docs/notation.md defines each.
// The layout tool moves one X to a line of its own at every pass.
// clang-format off
#define ATTEND_OPS(X)                                                                                     \
  X(input) X(edited) X(copy) X(lookup) X(sinusoid) X(products) X(subtract) X(divide) X(scale) X(mask)     \
  X(max) X(sum) X(exp) X(mean) X(mean_square) X(rsqrt) X(relu) X(gelu) X(gelu_tanh) X(silu)
// clang-format on
#define ATTEND_OP_ENUM(name) name,
#define ATTEND_OP_NAME(name) #name,
enum class Op { ATTEND_OPS(ATTEND_OP_ENUM) };
inline constexpr const char* kOpNames[] = {ATTEND_OPS(ATTEND_OP_NAME)};
inline const char* name_of(Op op) { return kOpNames[static_cast<int>(op)]; }

/// Which numbers an input may hold.
enum class Accepts { finite, scores, mask, ids };

/// A tensor that a stage reads. Axes are letters with spaces between, alternatives behind a bar: "T S|H T S".
struct Port {
  const char* name;
  const char* axes;
  bool optional = false;
  Accepts accepts = Accepts::finite;
};

/// Which numbers an option may have.
enum class Range { any, above_zero, not_negative, whole };

/// A number, or a choice out of names joined by bars (its value is then its place in that list).
struct Option {
  const char* name;
  Text about;
  double initial;
  bool required = false;
  const char* choices = nullptr;
  Range range = Range::any;
};

class Call;
class Operands;

/// A tensor that a stage writes. An inner result is one like any other; a main result is what the stage is for.
struct Result {
  const char* name;
  const char* axes;
  bool main;
  const char* reads;  ///< the inputs, earlier results and options it is made of; "memory|x": the first that is given
  Text formula;
  Text numpy;
  Tensor (*compute)(const Call&);
  Op (*explain)(const Call&, const Index&, Operands&);
};

struct Stage {
  const char* id;
  const char* title;
  Text formula;
  Text source;
  List<Port> reads;
  List<Result> writes;
  List<Option> options;
  /// What its tensors are to attention, for colours and pictures: "q: q wq bq|score: scores". Others are plain.
  Text roles = "";
  /// What is wrong with inputs whose shapes fit by letter alone; empty if nothing.
  std::string (*objection)(const Call&) = nullptr;
  /// What the reader should know of this run; empty if nothing.
  std::string (*notice)(const Call&) = nullptr;
};

/// The tensors and options of one run of a stage, under the stage's own names. Holds no tensor itself.
/// Where an input and a result share a name, the name means the input.
class Call {
public:
  explicit Call(const Stage& stage) noexcept;

  const Stage& stage() const noexcept { return *stage_; }
  bool has(const char* name) const noexcept { return tensors_[slot(name)] != nullptr; }
  /// What was bound under this name. check.hpp has made sure that everything needed is.
  const Tensor& operator[](const char* name) const noexcept { return *tensors_[slot(name)]; }
  double option(const char* name) const noexcept;
  /// The chosen name of a choice.
  std::string_view choice(const char* name) const noexcept;

  /// Slots are numbered: inputs first, then results.
  std::size_t slot(const char* name) const noexcept;
  const char* slot_name(std::size_t slot) const noexcept;
  void bind(std::size_t slot, const Tensor* tensor) noexcept { tensors_[slot] = tensor; }
  const Tensor* bound(std::size_t slot) const noexcept { return tensors_[slot]; }
  void set_option(std::size_t i, double value) noexcept { options_[i] = value; }

private:
  const Stage* stage_;
  std::vector<const Tensor*> tensors_;
  std::vector<double> options_;
};

/// One operand of a cell: a cell of one of the call's tensors.
struct Operand {
  std::size_t name;  ///< its place among the call's inputs and results
  std::size_t slot;  ///< the same; a session puts its own slot here
  std::size_t flat;
  int group;
  real value;
  bool live;
};

/// Stands in the place of the index that a sum of products runs over.
inline constexpr std::size_t kEach = std::size_t(-1);

/// Collects the operands of one cell; each new term opens a group, a product is one group of two.
class Operands {
public:
  /// `only`: a cell by its address. Of sums, which may be long, only the group with this cell is then collected.
  explicit Operands(const Call& call, const real* only = nullptr) noexcept : call_(call), only_(only) {}

  void term(const char* name, std::initializer_list<std::size_t> at) noexcept;
  void product(const char* a, std::initializer_list<std::size_t> at_a, const char* b,
               std::initializer_list<std::size_t> at_b) noexcept;
  /// A sum of such products: {at[0], kEach} runs along the second axis.
  void products(const char* a, std::initializer_list<std::size_t> at_a, const char* b,
                std::initializer_list<std::size_t> at_b) noexcept;
  /// One more factor for the newest group.
  void times(const char* name, std::initializer_list<std::size_t> at) noexcept;
  /// Every cell of one row: `flat` is the row's number with all axes but the last flattened.
  void row(const char* name, std::size_t flat) noexcept;
  /// A cell by its flat number, for operations that keep their operand's shape.
  void cell(const char* name, std::size_t flat) noexcept;
  /// An option that the formula uses.
  void constant(const char* option) noexcept { constants_.push_back(option); }

  std::vector<Operand>& items() noexcept { return items_; }
  const std::vector<const char*>& constants() const noexcept { return constants_; }
  void clear() noexcept;

private:
  /// Cells of one tensor at equal distances.
  struct Line {
    std::size_t slot;
    const real* data;
    std::size_t flat, stride, count;

    const real* cell() const noexcept { return data + flat; }
  };
  Line line(const char* name, std::initializer_list<std::size_t> at) const noexcept;
  void add(const Line& line) noexcept;

  const Call& call_;
  const real* only_;
  std::vector<Operand> items_;
  std::vector<const char*> constants_;
  int group_ = 0;
};

/// Asks the stage for the operands of one cell and marks which are live: those whose change alone can change it.
Op explain_cell(const Call& call, const Result& result, const Index& at, Operands& out) noexcept;

/// The words of "a b c", as views into it.
std::vector<std::string_view> words(std::string_view text, char separator = ' ') noexcept;
/// Whether one of those words is this one.
bool has_word(std::string_view text, std::string_view word, char separator = ' ') noexcept;

}  // namespace attend
