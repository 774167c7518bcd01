#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "../scene/scene.hpp"
#include "../stage.hpp"

/// A configuration built into a tree of steps in single assignment: each step writes new tensors, none changes an
/// old one. So stepping back is moving a cursor, and an edit reaches exactly what lies downstream.
namespace attend {

/// Where the labels along an axis come from.
enum class Labels { numbers, tokens, memory, vocabulary };

struct Axis {
  std::string_view name;  ///< a letter of a descriptor, which lives as long as the program
  Labels labels;
};

/// A tensor of the program: an input, a weight, or a result of a step.
struct Slot {
  Slot(std::string path, std::string_view name, std::vector<Axis> axes, Accepts accepts);
  Slot(Slot&&) noexcept;
  ~Slot();

  std::string path;
  std::string name;  ///< its name within its step, or the last part of its path
  std::vector<Axis> axes;
  Accepts accepts;
  int step = -1;    ///< the step that writes it; -1 for inputs and weights
  int result = -1;  ///< its place among that step's results
};

struct Step {
  std::string path;
  const Stage* stage;
  std::vector<int> reads;   ///< a slot for each of the stage's inputs, -1 where left out
  std::vector<int> writes;  ///< a slot for each of the stage's results
  std::vector<double> options;
};

/// How large a piece of the program is; also the unit the cursor moves by.
enum class Level { model, layer, sublayer, stage, result, head, row, cell };
inline constexpr const char* kLevels[] = {"model", "layer", "sublayer", "stage", "result", "head", "row", "cell"};

struct Node {
  Node();
  Node(std::string path, std::string_view title, Level level, int step, int first);
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
  std::vector<Tensor> values;  ///< of inputs and weights, by slot, without axes for results; a session takes them
  std::vector<Step> steps;
  Node root;

  /// The slot of a path, -1 if there is none. A step's path names its one main result.
  int find_slot(std::string_view path) const;
  int find_step(std::string_view path) const;
};

/// Builds the program of a scene and its weights. Throws Error("scene") for weights that are missing, unknown or of
/// another shape.
Program build_program(const Scene& scene);

}  // namespace attend
