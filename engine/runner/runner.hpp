#pragma once
#include <string>
#include <vector>

#include "../boundary/reply.hpp"
#include "../kernels/products/matmul.hpp"
#include "../program/program.hpp"
#include "buffers.hpp"

/// A program run forwards for its result alone: nothing is kept that nothing reads any more, heads are columns of what
/// `project` made and not tensors of their own, and attention is done some rows at a time, so that memory grows with the
/// number of tokens and not with its square. The kernels are those of the stages.
namespace attend {

class Runner {
public:
  /// Throws Error("scene"), and Error("stage") for a step that can only be done in a session.
  explicit Runner(Scene scene);
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// Rows and columns of numbers, row by row.
  struct Matrix {
    const real* numbers;
    std::size_t rows, columns;
  };
  /// The logits of a program that has them, else its last tensor, for these words (their places in the vocabulary); good
  /// until the next call. `memory` is what an encoder, or cross-attention, reads.
  /// Throws Error("value") for places that the vocabulary has not, Error("input") for more tokens than the scene can take.
  Matrix forward(const std::vector<std::size_t>& tokens, const std::vector<std::size_t>& memory);

  const Scene& scene() const noexcept { return scene_; }
  /// Its newest answer across the boundary.
  Reply& reply() noexcept { return reply_; }
  /// The path of what forward gives.
  const std::string& path() const noexcept { return program_.slots[std::size_t(last_)].path; }
  /// The scene with defaults and that path, as JSON.
  std::string description() const;
  /// The bytes of working memory that it holds between two calls, without weights.
  std::size_t bytes() const noexcept { return buffers_.bytes() + keys_.bytes() + values_of_head_.bytes(); }

private:
  /// The steps from `scores` to `weighted_sum` of one sublayer, by slots.
  struct Attention {
    int q, k, v, out;
    real by;       ///< what scores are multiplied by
    real cap = 0;  ///< what they are then held within, 0 where nothing holds them
    bool masks_scores = false, masks_weights = false;
  };
  struct Operation {
    void (Runner::*run)(const Operation&);
    const Step* step;
    Attention attention;  ///< where the step ends one
  };
  /// The numbers of a slot while something still reads them.
  struct Value {
    Buffers::Buffer buffer;
    std::size_t rows = 0, columns = 0;
    std::size_t last_reader = 0;  ///< an operation

    const real* row(std::size_t r) const noexcept { return buffer->data() + r * columns; }
  };

  void plan();
  void add(const Step& step, Attention& open);
  void check(const std::vector<std::size_t>& tokens, const std::vector<std::size_t>& memory) const;

  const Tensor& weight(int slot) const noexcept { return *weights_[std::size_t(slot)]; }
  const real* bias(int slot) const noexcept { return slot < 0 ? nullptr : weight(slot).data(); }
  const std::vector<std::size_t>& ids(int slot) const noexcept;
  const Value& value(int slot) const noexcept { return values_[std::size_t(home_[std::size_t(slot)])]; }
  real* make(int slot, std::size_t rows, std::size_t columns);
  void dense(const real* x, std::size_t rows, int w, int b, real* y) const noexcept;

  void embed(const Operation&);
  void position(const Operation&);
  void layer_norm(const Operation&);
  void rms_norm(const Operation&);
  void project(const Operation&);
  void qk_norm(const Operation&);
  void attend(const Operation&);
  void linear(const Operation&);
  void residual(const Operation&);
  void feed_forward(const Operation&);
  void weigh(const Attention& attention, real* row, std::size_t t, std::size_t S) const noexcept;
  std::size_t keys_until(const Attention& attention, std::size_t t, std::size_t S) const noexcept;

  Scene scene_;
  Program program_;
  std::vector<TensorPtr> weights_;  ///< by slot
  std::vector<Operation> operations_;
  std::vector<int> home_;  ///< by slot, the slot that holds its numbers: another where a step only moves them
  std::vector<Value> values_;
  int last_ = -1;
  std::vector<std::size_t> tokens_, memory_;
  Buffers buffers_;
  Tensor sinusoid_;
  PackedMatrix keys_, values_of_head_;
  std::vector<char> open_;  ///< by place, whether it is a global token of the mask
  Reply reply_;
};

}  // namespace attend
