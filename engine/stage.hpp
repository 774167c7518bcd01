#pragma once
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "ops.hpp"
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
enum class Range { any, above_zero, not_negative, share, whole, count };

/// A number, or a choice out of names joined by bars (its value is then its place in that list).
struct Option {
  const char* name;
  Text about;
  Text symbol = "";  ///< its letter in formulas
  double initial = 0;
  bool required = false;  ///< a bare call must give it
  const char* choices = nullptr;
  Range range = Range::any;
  /// Whether it decides which tensors the step reads, or their shapes: then it is the scene's, and no edit changes it.
  bool structural = false;
};

class Call;
class Operands;

/// How the gradient of a result goes back to one of the tensors it is made of, all cells at once.
struct Pull {
  const char* to;     ///< an input or an earlier result, written as in the result's `reads`
  const char* reads;  ///< what the arithmetic needs beside the upstream gradient: inputs, results, options
  /// Adds to `gradient`, which has the shape of `to`. Nothing but what is read need be bound.
  void (*add)(const Call&, const Tensor& upstream, Tensor& gradient);
};

/// What a result says of them; a build that is not the whole engine (whole.hpp) drops it.
struct Pulls : List<Pull> {
  constexpr Pulls() = default;
  template <std::size_t N>
#ifdef ATTEND_FORWARD_ONLY
  constexpr Pulls(const Pull (&)[N]) {
  }
#else
  constexpr Pulls(const Pull (&all)[N]) : List(all) {
  }
#endif
};

/// A tensor that a stage writes. An inner result is one like any other; a main result is what the stage is for.
///
/// `formula`, `numpy` and a stage's `source` follow the run they are shown for: `<condition?yes|no>` is the one or the other.
/// A condition is an input that is given (`bq`); an axis of the step (`V`); an option's value (`kind=learned`,
/// `temperature=1`, `factor=1/sqrt(D)`); or a value that an earlier result holds (`row_max=-inf`). `<masked>` is what that
/// input is called where it was made, `<:masked>` the letters of its axes, and `<activation(u)>` the operation that an option
/// chooses, of `u`.
/// web/engine/writing/forms.ts reads them.
struct Result {
  const char* name;
  const char* axes;
  bool main = false;
  Accepts accepts = Accepts::finite;  ///< what the reader may write there: `scores` may be minus infinity
  const char* reads;  ///< the inputs, earlier results and options it is made of; "memory|x": the first that is given
  Text symbol = "";   ///< its letter in formulas, for those of other stages
  Text formula;
  Text numpy;
  Tensor (*compute)(const Call&);
  Op (*explain)(const Call&, const Index&, Operands&);
  bool across = false;  ///< a cell reads whole rows of its sources, although their last axis is its own
  /// For speed. To what has none, the gradient goes back cell by cell, by the derivatives of the operations (pull.hpp).
  Pulls pulls = {};
};

/// How the screen lays out what a stage writes: one result at a time; all at once, in columns; or the same numbers whole and
/// cut into heads.
enum class Picture { one, columns, heads };

struct Stage {
  const char* id;
  const char* title;
  Text formula;
  Text source;
  List<Port> reads;
  List<Result> writes;
  List<Option> options = {};
  /// What its tensors are to attention, for colours and pictures: "q: q wq bq|score: scores". Others are plain.
  Text roles = "";
  Picture picture = Picture::one;
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
  std::size_t option_number(const char* name) const noexcept;

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
  bool bent = false;  ///< of a local derivative: the operation has a kink there
};

/// Stands in the place of the index that a sum of products runs over.
inline constexpr std::size_t kEach = std::size_t(-1);

/// Collects the operands of one cell; each new term opens a group, a product is one group of two.
class Operands {
public:
  /// `only`: a cell by its address. Of sums of products, which may be long, only the group with this cell is then
  /// collected.
  explicit Operands(const Call& call, const real* only = nullptr) noexcept : call_(call), only_(only) {}

  void term(const char* name, std::initializer_list<std::size_t> at) noexcept;
  void product(const char* a, std::initializer_list<std::size_t> at_a, const char* b,
               std::initializer_list<std::size_t> at_b) noexcept;
  /// A sum of such products: {at[0], kEach} runs along the second axis.
  void products(const char* a, std::initializer_list<std::size_t> at_a, const char* b,
                std::initializer_list<std::size_t> at_b) noexcept;
  /// The sum over all cells of two tensors of one shape: each times the other's of the same place.
  void pairs(const char* a, const char* b) noexcept;
  /// One more factor for the newest group.
  void times(const char* name, std::initializer_list<std::size_t> at) noexcept;
  /// Every cell of one row: `flat` is the row's number with all axes but the last flattened.
  void row(const char* name, std::size_t flat) noexcept;
  /// A cell by its flat number, for operations that keep their operand's shape.
  void cell(const char* name, std::size_t flat) noexcept;
  /// The cell that stands, in a tensor of the same shape, where the explained one does.
  void here(const char* name) noexcept;
  /// An option that the formula uses.
  void constant(const char* option) noexcept { constants_.push_back(option); }

  std::size_t size() const noexcept { return items_.size(); }
  /// The number of operand `i`.
  double operator[](std::size_t i) const noexcept { return double(items_[i].value); }
  /// The value of an option that the formula uses.
  double constant(const char* option) const noexcept { return call_.option(option); }
  const Call& call() const noexcept { return call_; }
  /// The index of the cell they belong to.
  const Index& at() const noexcept { return at_; }

  std::vector<Operand>& items() noexcept { return items_; }
  const std::vector<Operand>& items() const noexcept { return items_; }
  const std::vector<const char*>& constants() const noexcept { return constants_; }
  /// Forgets everything: from here on they are those of the cell at `at`.
  void begin(const Index& at) noexcept;

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
  void multiply(Line one, Line other) noexcept;

  const Call& call_;
  const real* only_;
  Index at_;
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
