#pragma once
#include <vector>

#include "../program/program.hpp"
#include "batch.hpp"
#include "parameters.hpp"

/// A program run forwards and backwards over a batch, to the gradient of every weight. No step is kept: what the way back
/// reads of the way forward is, in buffers that every batch uses again. Tokens of all sequences are rows of one matrix, so
/// that a weight meets all of them in one product; heads are columns. The arithmetic of the way forward is that of the
/// stages; that of the way back is held against their gradients by tests/engine/train_test.cpp.
namespace attend {

class Network {
public:
  /// For batches of up to `sequences`. Throws Error("training") for a program that cannot be trained. The program has to live
  /// as long as the network.
  Network(const Program& program, const MaskConfig& mask, std::size_t heads, std::size_t sequences);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// The bytes that the buffers of such a network take.
  static double bytes(const Program& program, std::size_t sequences);

  const Parameters& parameters() const noexcept { return parameters_; }

  /// The weights to compute with, and room for their gradients: `parameters().size()` numbers each.
  void bind(const real* weights, real* gradients) noexcept { weights_ = weights, gradients_ = gradients; }
  /// What the next run is of. Throws nothing: the examples fit the program.
  void load(const Batch& batch);

  /// A run in parts, each of them short: [0, forward_parts()) to the loss, from there to parts() to the gradients.
  std::size_t forward_parts() const noexcept { return operations_.size() + 1; }
  std::size_t parts() const noexcept { return 2 * operations_.size() + 1; }
  void run(std::size_t part);

  /// The sum of the losses of the counted positions of what was loaded, and how many count.
  double total() const noexcept { return total_; }
  std::size_t counted() const noexcept { return counted_; }

private:
  struct Attention {
    int q, k, v;
    real by = 1;   ///< what scores are multiplied by
    real cap = 0;  ///< what they are then held within, 0 where nothing holds them
    bool masks_scores = false, masks_weights = false;
  };
  struct Operation {
    void (Network::*forward)(Operation&);
    void (Network::*backward)(Operation&);
    const Step* step;
    int x = -1, y = -1;                    ///< the slots that it reads and writes
    bool adds = false;                     ///< whether the gradient of x has a share already, on the way back
    bool adds_too = false;                 ///< of a sum, the same for its other part
    Attention attention{};                 ///< where the step ends one
    std::vector<real> kept{}, kept_too{};  ///< what the way back reads beside the slots
  };
  struct Known {
    const char* stage;
    void (Network::*forward)(Operation&);
    void (Network::*backward)(Operation&);
  };
  static const Known kKnown[];

  void plan(const Program& program);
  void add(const Step& step, Attention& open);
  void plan_back();
  std::size_t columns(int slot) const noexcept;

  std::size_t rows() const noexcept { return sequences_ * tokens_; }
  real* value(int slot) noexcept { return values_[std::size_t(home_[std::size_t(slot)])].data(); }
  real* gradient(int slot) noexcept {
    return back_[std::size_t(back_home_[std::size_t(home_[std::size_t(slot)])])].data();
  }
  const real* weight(int slot) const noexcept { return slot < 0 ? nullptr : weights_ + parameters_.first(slot); }
  real* weight_gradient(int slot) noexcept { return slot < 0 ? nullptr : gradients_ + parameters_.first(slot); }
  /// Scratch numbers, good until the next call with the same number.
  real* scratch(std::size_t number, std::size_t size);

  void dense(const real* x, int w, int b, real* y) noexcept;
  /// From the gradient of y = x w + b to those of w and b; x comes transposed.
  void weights_back(const real* turned_x, const real* upstream, int w, int b) noexcept;
  void input_back(const real* upstream, int w, real* to, bool adds) noexcept;

  void embed(Operation&);
  void embed_back(Operation&);
  void position(Operation&);
  void position_back(Operation&);
  void norm(Operation&);
  void norm_back(Operation&);
  void project(Operation&);
  void project_back(Operation&);
  void qk_norm(Operation&);
  void qk_norm_back(Operation&);
  void attend(Operation&);
  void attend_back(Operation&);
  void linear(Operation&);
  void linear_back(Operation&);
  void residual(Operation&);
  void residual_back(Operation&);
  void feed_forward(Operation&);
  void feed_forward_back(Operation&);
  void loss();
  void norm_row(const Operation&, const real* x, real* y) noexcept;
  void mask(real* square, real instead) const noexcept;

  const Program& program_;
  Parameters parameters_;
  std::size_t heads_, tokens_, most_, sequences_ = 0;
  std::vector<char> may_;  ///< (tokens, tokens), whether a query may attend to a key; empty where every one may
  std::vector<Operation> operations_;
  std::vector<int> home_;       ///< by slot, the slot that holds its numbers: another where a step only moves them
  std::vector<int> back_home_;  ///< by the slot that holds numbers, the slot that holds their gradient
  std::vector<std::vector<real>> values_, back_, scratch_;
  int logits_ = -1;
  const real* weights_ = nullptr;
  real* gradients_ = nullptr;
  std::vector<std::uint32_t> ids_, targets_;
  std::vector<char> counts_;
  std::size_t counted_ = 0;
  double total_ = 0;
};

}  // namespace attend
