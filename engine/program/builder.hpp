#pragma once
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "program.hpp"

/// The hand that writes a program: adds inputs, weights, steps and groups. What is added, and in which order, stands
/// in build.cpp.
namespace attend {

/// How a seeded weight is drawn: see scene/seeded.hpp.
struct Draw {
  double centre = 0, spread = 1;
};

class Builder {
 public:
  explicit Builder(const Scene& scene) : scene_(scene) {}

  /// Everything added until the matching leave() belongs to this group; `name` is the next part of the path.
  void enter(const std::string& name, const std::string& title, Level level);
  void leave();

  /// A tensor that is given, with its value.
  int input(const std::string& path, std::vector<Axis> axes, Tensor value, Accepts accepts);
  /// A parameter at this place of the tree: written in the scene, or drawn from its seed. -1 if it is optional and
  /// there is none. Throws Error("scene") if it is needed and missing, or of another shape.
  int weight(const std::string& name, const char* axes, Shape shape, Draw draw, bool optional = false);
  /// The embedding table: seeded word by word, so that a word keeps its vector in every sentence.
  int table(const std::string& name);

  /// A step that runs a stage. `reads` gives a slot for each of its inputs in order; `renames` says what the letters
  /// of a general stage mean here ("out=C"). Returns the slots it writes.
  std::vector<int> step(const std::string& name, const char* stage, const std::vector<int>& reads,
                        const std::vector<double>& options = {}, const char* title = nullptr, const char* renames = "");

  /// Whose tokens the axes T and S run over, from here on.
  void over(Labels t, Labels s) { t_ = t, s_ = s; }

  const Scene& scene() const { return scene_; }
  std::string path(const std::string& name) const;
  /// Throws if the scene wrote a weight that nothing used.
  Program finish();

 private:
  Axis axis(const std::string& letter, const char* renames) const;
  int add_slot(Slot slot, Tensor value);
  const Tensor* written(const std::string& path, const Shape& shape, const char* axes);

  const Scene& scene_;
  Program program_;
  std::vector<Node> open_;
  std::set<std::string> used_;
  Labels t_ = Labels::tokens, s_ = Labels::tokens;
};

}  // namespace attend
