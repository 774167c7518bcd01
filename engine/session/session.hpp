#pragma once
#include <string>
#include <utility>
#include <vector>

#include "../program/program.hpp"
#include "cursor.hpp"

/// One reader's run of one scene: every tensor computed, a cursor that says how much of it is shown, and edits.
namespace attend {

/// One changed number: a cell of a tensor, or an option of a step.
struct Edit {
  std::string path;
  Index index;
  real value = 0;
  int slot = -1;
  std::size_t flat = 0;
  int step = -1, option = -1;
};

struct Explained {
  Op op;
  real value;
  struct Term {
    int slot;
    std::size_t flat;
    real value;
    std::string name;
    int group;
    bool live;
  };
  std::vector<Term> operands;
  std::vector<std::pair<std::string, double>> constants;
};

struct Notice {
  std::string path, message;
};

class Session {
 public:
  /// Throws Error("scene").
  explicit Session(const std::string& scene_text);

  const Scene& scene() const { return scene_; }
  const Program& program() const { return program_; }
  Cursor& cursor() { return cursor_; }
  const Cursor& cursor() const { return cursor_; }

  /// Throws Error("path") with the nearest names where there is no such tensor.
  int slot(const std::string& path) const;
  const Tensor& value(int slot) const { return now_[std::size_t(slot)]; }
  /// Throws Error("index") unless the index is inside the tensor.
  std::size_t flat(int slot, const Index& index) const;
  /// Visible cells; all of an input.
  std::size_t visible(int slot) const;
  /// How far the cursor must go so that this is made: a step, group, tensor or (with an index) cell.
  std::size_t locate(const std::string& path, const Index* index) const;

  Explained explain(int slot, std::size_t flat) const;
  /// The cells that this one is a live operand of.
  std::vector<std::pair<int, std::size_t>> used_by(int slot, std::size_t flat) const;
  /// Sums over the last axis. Throws Error("path") unless softmax made the tensor.
  Tensor row_sums(int slot) const;
  const std::vector<Notice>& notices() const { return notices_; }
  double option_value(const Step& step, std::size_t option) const;

  /// Changes one number and recomputes what lies downstream of it. Throws Error("value") if it may not stand there.
  void edit(const std::string& path, const Index& index, double value);
  bool undo();
  bool redo();
  const std::vector<Edit>& edits() const { return edits_; }
  /// Slots whose numbers differ from the unedited run.
  std::vector<int> changed() const;
  const Tensor& unedited(int slot) const { return base_.empty() ? value(slot) : base_[std::size_t(slot)]; }
  /// Results computed by the last edit, undo or redo.
  std::size_t recomputed() const { return recomputed_; }

 private:
  Call call(const Step& step) const;
  const std::vector<Tensor>& opened();
  void recompute(std::vector<bool> dirty);
  void apply_edits(int slot);
  void refresh(const Edit& edit);
  void collect_notices();
  Edit checked_edit(const std::string& path, const Index& index, double value) const;

  Scene scene_;
  Program program_;
  std::vector<Tensor> now_, base_;
  std::vector<std::vector<std::vector<int>>> reads_;  ///< slots read, by step and result
  std::vector<Edit> edits_, undone_;
  std::vector<Notice> notices_;
  std::size_t recomputed_ = 0;
  Cursor cursor_;
};

}  // namespace attend
