#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../scene/scene.hpp"
#include "../stage.hpp"
#include "../whole.hpp"

/// A configuration built into a tree of steps in single assignment: each step writes new tensors, none changes an
/// old one. So stepping back is moving a cursor, and an edit reaches exactly what lies downstream.
namespace attend {

/// Where the labels along an axis come from.
enum class Labels { numbers, tokens, memory, vocabulary };

struct Axis {
  std::string_view name;  ///< a letter of a descriptor, which lives as long as the program
  Labels labels;
  std::size_t first = 0;  ///< which of those stands at its beginning
};

/// A tensor of the program: an input, a weight, or a result of a step.
struct Slot {
  Slot(std::string at, std::string_view called, std::vector<Axis> over, Shape lengths, Accepts taken);
  Slot(Slot&&) noexcept;
  ~Slot();

  std::string path;
  std::string name;  ///< its name within its step, or the last part of its path
  std::vector<Axis> axes;
  Shape shape;
  std::size_t size;  ///< cells
  Accepts accepts;
  int step = -1;    ///< the step that writes it; -1 for inputs, weights and gradients that are 0 throughout
  int result = -1;  ///< its place among that step's results
  int of = -1;      ///< of a gradient: the tensor whose it is

  bool is_gradient() const noexcept { return kWhole && of >= 0; }
};

/// How the numbers of an input or a weight come to be: they are written, or made whenever they are asked for, out of a mask's
/// rule or the scene's seed. Of a result, nothing.
struct Origin {
  TensorPtr tensor;                  ///< null where made
  const MaskConfig* mask = nullptr;  ///< of the scene
  std::uint32_t seed = 0;
  std::string stream;  ///< the name that goes with the seed
  double centre = 0, spread = 1;
  const std::vector<std::string>* rows =
      nullptr;  ///< where each row has a stream of its own: their names, of the scene
  bool zeros = false;
  std::size_t first = 0;  ///< of a mask's rule: the query of its first row
};

/// A slot that a result is made of, and its axes by the letters under which the result reads it.
struct Source {
  int slot;
  const char* axes;
};

/// A result that a tensor goes into, and through which the loss depends on it: a share of its gradient.
struct Use {
  int result;
  std::vector<const Pull*> pulls;  ///< none where the gradient goes back cell by cell
  std::vector<int> needs;          ///< slots that must be there for that, beside the gradient of the result
};

struct Step {
  std::string path;
  const Stage* stage;       ///< null for a step that goes back
  std::vector<int> reads;   ///< a slot for each of the stage's inputs, -1 where left out
  std::vector<int> writes;  ///< a slot for each of the stage's results
  std::vector<double> options;
  int back = -1;  ///< of a step that goes back: the step it goes back through
};

/// How large a piece of the program is; also the unit the cursor moves by.
enum class Level { model, layer, sublayer, stage, result, head, row, cell };
inline constexpr const char* kLevels[] = {"model", "layer", "sublayer", "stage", "result", "head", "row", "cell"};

struct Node {
  Node();
  Node(std::string at, std::string_view called, Level size, int leaf, int from);
  Node(Node&&) noexcept;
  Node& operator=(Node&&) noexcept;
  ~Node();

  std::string path, title;
  Level level = Level::model;
  int step = -1;            ///< of a leaf
  int first = 0, last = 1;  ///< steps [first, last) below it
  std::vector<Node> children;
};

struct Program {
  std::vector<Slot> slots;
  std::vector<Origin> origins;               ///< by slot
  std::vector<std::vector<Source>> sources;  ///< by slot, what a result is made of: always of slots before it
  std::vector<Step> steps;
  int loss = -1;                       ///< -1 where no gradient is asked for
  std::vector<int> gradients;          ///< by slot, the slot of its gradient; empty without a loss
  std::vector<std::vector<Use>> uses;  ///< by slot, in program order; empty without a loss
  std::size_t words = 0;               ///< of the vocabulary that ids count
  Node root;

  /// The slot of a path, -1 if there is none. A step's path names its one main result.
  int find_slot(std::string_view path) const;
  int find_step(std::string_view path) const;
};

/// Builds the program of a scene: shapes, and where every number comes from; no number is made. Throws Error("scene") for
/// weights that are missing, unknown or of another shape. The program points into the scene.
Program build_program(const Scene& scene);
/// The same without the scene's loss and gradients.
Program build_forward(const Scene& scene);

/// Adds the gradient of every tensor: steps that go back from the loss, in reverse order, each through one step of the
/// program; zeros for what the loss does not depend on.
void add_gradients(Program& program);
/// Adds, behind the gradients, a step of the optimizer for each weight: `update.` and the weight's path.
/// Throws Error("scene") for a weight that is not there.
void add_update(Program& program, const UpdateConfig& config);
/// Throws Error("scene") where the results have too many cells together for the cursor.
void check_cells(const Program& program);
/// How many results there may be numbers in all together, which the cursor counts in 32 bits.
inline constexpr double kMostSteps = 4294967295.0;

/// The slot that a name of a stage means in a step, "memory|x" the first that is there; -1 where none is.
int slot_named(const Step& step, std::string_view name);

/// What a result is made of. "memory|x" means the first that this step has, which is read as the first of them is: keys of
/// self-attention read x over S. Options are no slots.
std::vector<Source> sources_of(const Step& step, const Result& result);

/// What must be there to make a result: all that its step reads, if only for its shape, and the step's own results that it
/// is made of.
std::vector<int> needs_of(const Program& program, int slot);

/// The bytes that a run through the whole program needs at once, and the step where it does: that step's own tensors and
/// all that is still to be read behind it. Written weights do not count.
struct Need {
  double bytes;
  int step;
};
Need largest_need(const Program& program);

}  // namespace attend
