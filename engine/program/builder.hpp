#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "program.hpp"

/// The hand that writes a program: adds inputs, parameters, steps and groups. What is added, and in which order,
/// stands in build.cpp; shapes and names come from the stages' own descriptors.
namespace attend {

/// How a step differs from its stage.
struct As {
  const char* title = nullptr;  ///< on the screen; else the stage's own
  const char* place = nullptr;  ///< where its parameters hang within the group; else on the step
  const char* suffix = "";      ///< behind its parameters' names
  const char* out = nullptr;    ///< the letter that stands for a general "out" axis
};

class Builder {
public:
  explicit Builder(const Scene& scene) : scene_(scene) {}

  /// Everything added until the matching leave() belongs to this group; `name` is the next part of the path.
  void enter(std::string_view name, std::string_view title, Level level);
  void leave();

  /// A tensor that is given, with its value.
  int input(std::string_view path, const char* axes, Tensor value, Accepts accepts);

  /// A step that runs a stage. `data` gives slots for its first inputs (-1 where left out); the inputs after them are
  /// parameters: written in the scene, or drawn from its seed. Returns the slots it writes, until the next step.
  /// Throws Error("scene") for a parameter that is needed and missing, or of another shape, and when the program
  /// grows too large.
  const std::vector<int>& step(std::string_view name, std::string_view stage, std::initializer_list<int> data,
                               As as = {}, std::initializer_list<double> options = {});

  /// Whose tokens the axes T and S run over, from here on.
  void over(Labels t, Labels s) { t_ = t, s_ = s; }

  const Scene& scene() const { return scene_; }
  /// Throws if the scene wrote a weight that nothing used.
  Program finish();

private:
  std::string path(std::string_view name) const;
  std::vector<Axis> axes(std::string_view letters) const;
  std::size_t size_of(std::string_view letter) const;
  Shape shape(const std::vector<Axis>& axes) const;
  int add_slot(std::string path, std::string_view name, std::vector<Axis> axes, Accepts accepts, Tensor value);
  int parameter(const std::string& path, const Port& port);
  Tensor drawn(const std::string& path, std::string_view name, const Shape& shape) const;
  void refuse_if_large(const Shape& shape);

  const Scene& scene_;
  Program program_;
  std::vector<Node> open_;
  std::vector<std::string> used_;
  std::size_t cells_ = 0;
  Labels t_ = Labels::tokens, s_ = Labels::tokens;
  std::string_view in_, out_;  ///< what the general axes of `linear` are in the step being added
};

}  // namespace attend
