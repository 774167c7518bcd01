#include "trainer.hpp"

#include <algorithm>
#include <cmath>

#include "../error.hpp"
#include "../json/number.hpp"
#include "../kernels/functions/math.hpp"
#include "../scene/fields.hpp"

namespace attend {

namespace {

constexpr std::size_t kUsuallyKept = 20;
/// How many bytes of kept steps there are at most. With more, every other one is given up.
constexpr double kMostKeptBytes = 64 * 1024.0 * 1024;
/// A loss so many times as large as that of the first step, or of guessing, has run away.
constexpr double kRunaway = 100;

void check_scene(const Scene& scene) {
  if (!scene.memory.empty())
    fail("training",
         {"A model that reads a memory cannot be trained here. Leave the \"memory\" out, and use the kind decoder, ",
          "encoder, block or attention."});
}

void check_size(const Program& program, const Parameters& parameters, std::size_t sequences, bool adam, double budget) {
  const double states = double(parameters.size()) * (adam ? 4 : 2) * 3 * double(sizeof(real));
  const double bytes = states + Network::bytes(program, sequences);
  if (bytes <= budget) return;
  const auto megabytes = [](double number) { return std::size_t(std::ceil(number / 1048576)); };
  fail("training", {"This model is too large to be trained here: with batches of ", sequences, " it takes about ",
                    megabytes(bytes), " MB, and the budget is ", megabytes(budget),
                    ". Use a smaller batch, fewer layers, a smaller width, or shorter sequences."});
}

}  // namespace

Trainer::Trainer(json::Value training, double budget) {
  const Fields fields(training, "", "training");
  fields.allow(words("scene data optimizer batch seed keep"));
  for (const char* key : {"scene", "data", "optimizer"})
    if (!fields.find(key)) fields.fail(key, {"is missing. A training needs a scene, data and an optimizer"});
  const Fields optimizer(*fields.find("optimizer"), "optimizer", "training");
  optimizer.allow(words(kOptimizerKeys));
  optimizer_ = read_optimizer(optimizer);
  keep_every_ = fields.whole("keep", kUsuallyKept, 1, 1000000);
  json::Value* scene = nullptr;
  for (json::Value& item : training.items)
    if (item.name == "scene") scene = &item;
  if (!scene->is(json::Value::Type::object)) fields.fail("scene", {"must be a scene: an object { ... }"});
  data_ = std::make_unique<Data>(*fields.find("data"), *scene);
  scene_ = parse_scene(*scene);
  check_scene(scene_);
  data_->settle(scene_, training);
  program_ = build_forward(scene_);
  check_size(program_, Parameters(program_), data_->batch(), optimizer_.adam, budget);
  network_ = std::make_unique<Network>(program_, scene_.model.mask, scene_.model.heads, data_->batch());
  now_.weights = parameters().initial(program_);
  if (optimizer_.adam) now_.first.resize(now_.weights.size()), now_.second.resize(now_.weights.size());
  gradients_.resize(now_.weights.size());
  most_kept_ =
      std::max<std::size_t>(2, std::size_t(std::min(kMostKeptBytes, budget / 4) / std::max(1.0, now_.bytes())));
  kept_.push_back(now_);
}

/// Loads the next run: that of held-out sequences at every kept step, before the step itself.
void Trainer::begin() {
  const bool due =
      data_->held_out() > 0 && now_.step % keep_every_ == 0 && (measured_.empty() || measured_.back().step < now_.step);
  measuring_ = due;
  if (due) data_->fill_held_out(measured_until_, data_->batch(), batch_);
  else data_->fill(now_.step, batch_);
  network_->bind(now_.weights.data(), gradients_.data());
  network_->load(batch_);
}

bool Trainer::work() {
  if (!stopped_.empty()) fail("training", {stopped_});
  if (part_ == 0) begin();
  network_->run(part_++);
  if (part_ < (measuring_ ? network_->forward_parts() : network_->parts())) return false;
  part_ = 0;
  if (!measuring_) return end_step();
  end_measuring();
  return false;
}

void Trainer::end_measuring() {
  measured_sum_ += network_->total();
  measured_count_ += network_->counted();
  measured_until_ += batch_.size();
  if (measured_until_ < data_->held_out()) return;
  measured_.push_back({now_.step, measured_sum_ / double(std::max<std::size_t>(1, measured_count_))});
  measured_until_ = measured_count_ = 0, measured_sum_ = 0;
}

bool Trainer::end_step() {
  const double loss = network_->counted() ? network_->total() / double(network_->counted()) : 0;
  check_loss(loss);
  losses_.push_back(loss);
  now_.update(optimizer_, gradients_);
  if (now_.step % keep_every_ == 0) keep();
  return true;
}

void Trainer::check_loss(double loss) {
  const double guess = math::log(double(scene_.vocabulary.size()));
  const double most = kRunaway * std::max(guess, losses_.empty() ? loss : losses_[0]);
  if (std::isfinite(loss) && loss <= most) return;
  const bool number = std::isfinite(loss);
  stopped_ = join({"At step ", now_.step + 1, " the loss ", number ? "ran away: it is " : "is no number any more",
                   number ? json::number(loss) : std::string(),
                   number ? join({", and was ", json::number(losses_[0]), " at first"}) : "",
                   ". The steps are too long: use a smaller rate than ", json::number(optimizer_.rate),
                   ", or let it grow over the first steps with \"warm_up\"."});
  fail("training", {stopped_});
}

/// Where there are too many, every other one goes, and fewer are kept from here on.
void Trainer::keep() {
  kept_.push_back(now_);
  if (kept_.size() <= most_kept_) return;
  keep_every_ *= 2;
  kept_.erase(
      std::remove_if(kept_.begin() + 1, kept_.end(), [&](const State& state) { return state.step % keep_every_ != 0; }),
      kept_.end());
}

std::vector<std::size_t> Trainer::kept() const {
  std::vector<std::size_t> steps;
  for (const State& state : kept_) steps.push_back(state.step);
  return steps;
}

void Trainer::check_reached(std::size_t step) const {
  if (step > now_.step)
    fail("index", {"There is no step ", step, " yet: ", now_.step, " were taken. Ask for one of those, or train on."});
}

void Trainer::run_whole(State& state, Batch& batch) {
  data_->fill(state.step, batch);
  network_->bind(state.weights.data(), gradients_.data());
  network_->load(batch);
  for (std::size_t part = 0; part < network_->parts(); ++part) network_->run(part);
}

State Trainer::state_at(std::size_t step) {
  check_reached(step);
  if (step == now_.step) return now_;
  State state = *std::find_if(kept_.rbegin(), kept_.rend(), [&](const State& one) { return one.step <= step; });
  Batch batch;
  while (state.step < step) {
    run_whole(state, batch);
    state.update(optimizer_, gradients_);
    part_ = 0;
  }
  return state;
}

std::vector<real> Trainer::weights(std::size_t step) { return state_at(step).weights; }

std::vector<real> Trainer::gradients(std::size_t step) {
  State state = state_at(step);
  Batch batch;
  run_whole(state, batch);
  part_ = 0;
  return gradients_;
}

Batch Trainer::batch(std::size_t step) const {
  Batch batch;
  data_->fill(step, batch);
  return batch;
}

}  // namespace attend
