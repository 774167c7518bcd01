#pragma once
#include <memory>
#include <string>
#include <vector>

#include "data.hpp"
#include "network.hpp"
#include "state.hpp"

namespace attend {

/// Training: a scene's weights, data, and an optimizer, a step after the other. A step is a function of the weights before it
/// and of its number alone, so any step can be run again to the same bits; some are kept, so that this is quick.
class Trainer {
public:
  /// `budget`: how many bytes it may take. Throws Error("training") or Error("scene") for what is missing or does not fit.
  Trainer(json::Value training, double budget);

  /// Does the next small part of a step; returns whether that step is done now. Throws Error("training") where the loss is no
  /// number any more, or has run away: the weights stay those before that step, and every later call says the same.
  bool work();

  std::size_t steps() const noexcept { return now_.step; }
  /// The loss of every step's batch, with the weights before the step.
  const std::vector<double>& losses() const noexcept { return losses_; }

  /// The loss of the sequences that are held out, for the steps at which it was measured.
  struct Measured {
    std::size_t step;
    double loss;
  };
  const std::vector<Measured>& held_out() const noexcept { return measured_; }
  std::vector<std::size_t> kept() const;

  /// The weights after so many steps; and the gradients that the step after them goes down. From the nearest kept step, run
  /// again. Throws Error("index") for a step that was not reached. What was begun of the next step is begun anew.
  std::vector<real> weights(std::size_t step);
  std::vector<real> gradients(std::size_t step);
  /// What the step after so many others learns from.
  Batch batch(std::size_t step) const;

  const Scene& scene() const noexcept { return scene_; }
  const Program& program() const noexcept { return program_; }
  const Parameters& parameters() const noexcept { return network_->parameters(); }

private:
  void begin();
  bool end_step();
  void end_measuring();
  void check_loss(double loss);
  void keep();
  State state_at(std::size_t step);
  void run_whole(State& state, Batch& batch);
  void check_reached(std::size_t step) const;

  Scene scene_;
  Program program_;
  std::unique_ptr<Data> data_;
  Optimizer optimizer_;
  std::unique_ptr<Network> network_;
  State now_;
  std::vector<real> gradients_;
  std::vector<State> kept_;
  std::size_t keep_every_ = 1, most_kept_ = 2;
  std::vector<double> losses_;
  std::vector<Measured> measured_;

  Batch batch_;
  std::size_t part_ = 0;    ///< of the run under way
  bool measuring_ = false;  ///< whether that is of held-out sequences
  std::size_t measured_until_ = 0;
  double measured_sum_ = 0;
  std::size_t measured_count_ = 0;
  std::string stopped_;
};

}  // namespace attend
