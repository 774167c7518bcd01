#pragma once
#include <string>
#include <vector>

#include "../scene/scene.hpp"
#include "../stage.hpp"

/// A configuration built into a tree of steps in single assignment: each step writes new tensors, none changes an
/// old one. So stepping back is moving a cursor, and an edit reaches exactly what lies downstream.
namespace attend {

/// Where the labels along an axis come from.
enum class Labels { numbers, tokens, memory, vocabulary };

struct Axis {
  std::string name;
  Labels labels = Labels::numbers;
};

/// A tensor of the program: an input, a weight, or a result of a step.
struct Slot {
  std::string path;
  std::string name;  ///< its name within its step, or the last part of its path
  std::vector<Axis> axes;
  Accepts accepts = Accepts::finite;
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
  std::string path, title;
  Level level;
  int step = -1;            ///< of a leaf
  int first = 0, last = 0;  ///< steps [first, last) below it
  std::vector<Node> children;
};

struct Program {
  std::vector<Slot> slots;
  std::vector<Tensor> values;  ///< of inputs and weights, by slot; empty for results
  std::vector<Step> steps;
  Node root;

  /// The slot of a path, -1 if there is none. A step's path names its one main result.
  int find_slot(const std::string& path) const;
  int find_step(const std::string& path) const;
  const Node* find_node(const std::string& path) const;
};

/// Builds the program of a scene and its weights. Throws Error("scene") for weights that are missing, unknown or of
/// another shape.
Program build_program(const Scene& scene);

}  // namespace attend
