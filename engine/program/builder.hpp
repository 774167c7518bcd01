#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "program.hpp"

/// The hand that writes a program: adds inputs, parameters, steps and groups. What is added, and in which order,
/// stands in build.cpp; shapes and names come from the stages' own descriptors.
namespace attend {

/// How a step differs from its stage.
struct As {
  const char* title = nullptr;        ///< on the screen; else the stage's own
  const char* place = nullptr;        ///< where its parameters hang within the group; else on the step
  const char* suffix = "";            ///< behind its parameters' names
  const char* out = nullptr;          ///< the letter that stands for a general "out" axis
  Accepts accepts = Accepts::finite;  ///< what may be written into its results, where that is not the stage's
};

/// Some of the scene's words in a row, and, where it generates, of those behind them.
struct Span {
  Span(Labels of) : labels(of) {}
  Span(Labels of, std::size_t from, std::size_t length) : labels(of), first(from), count(length) {}

  Labels labels;
  std::size_t first = 0, count = 0;  ///< 0: as many as there are
};

class Builder {
public:
  explicit Builder(const Scene& scene) : scene_(scene) {}

  /// Everything added until the matching leave() belongs to this group; `name` is the next part of the path.
  void enter(std::string_view name, std::string_view title, Level level);
  void leave();

  /// A tensor that is given, and where its numbers come from.
  int input(std::string_view path, const char* axes, Origin given, Accepts accepts);

  /// An input in the shape and with the axes of another slot.
  int input_like(std::string_view path, int slot, Origin given);

  /// A step that runs a stage. `data` gives slots for its first inputs (-1 where left out); the inputs after them are
  /// parameters: written in the scene, or drawn from its seed. Returns the slots it writes, until the next step.
  /// Throws Error("scene") for a parameter of another shape, and when the program grows too large.
  const std::vector<int>& step(std::string_view name, std::string_view stage, std::initializer_list<int> data,
                               As as = {}, std::initializer_list<double> options = {});

  /// What the axes T and S run over, from here on.
  void over(Span t, Span s) { t_ = t, s_ = s; }

  /// What the axis K, a tile of S, runs over, from here on.
  void tile(std::size_t first, std::size_t keys) { k_ = Span(s_.labels, first, keys); }

  /// Groups from here on have the same weights: those of the paths behind this group's own.
  void share_weights() { shared_ = open_.back().path.size() + 1; }

  const Scene& scene() const { return scene_; }
  /// What was added so far.
  const Program& program() const { return program_; }
  /// Throws Error("scene") if the scene wrote a weight that nothing used, or left one out that is needed.
  Program finish();

private:
  std::string path(std::string_view name) const;
  std::vector<Axis> axes(std::string_view letters) const;
  std::size_t size_of(std::string_view letter) const;
  Shape shape(const std::vector<Axis>& axes) const;
  int add_slot(std::string path, std::string_view name, std::vector<Axis> axes, Shape shape, Accepts accepts);
  int parameter(const std::string& path, const Port& port);
  Origin written(const std::string& place, const Port& port, Shape& wanted, Numbers& numbers);
  void check_names() const;
  Origin drawn(const std::string& path, std::string_view name, const Shape& shape) const;

  const Scene& scene_;
  Program program_;
  std::vector<Node> open_;
  std::map<std::string, int> places_;  ///< of slots, by path
  std::set<std::string> used_;
  double cells_ = 0;     ///< of all results
  std::string missing_;  ///< the first parameter that is needed and not there
  Shape missing_shape_;
  Span t_ = Labels::tokens, s_ = Labels::tokens, k_ = Labels::tokens;
  std::size_t shared_ = 0;     ///< how much of a path is not part of its weights'
  std::string_view in_, out_;  ///< what the general axes of `linear` are in the step being added
};

}  // namespace attend
