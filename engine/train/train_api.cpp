#include "train_api.h"

#include <algorithm>

#include "../boundary/boundary.hpp"
#include "../boundary/reply.hpp"
#include "../error.hpp"
#include "../scene/flat.hpp"
#include "trainer.hpp"

using namespace attend;

namespace attend {

/// A training as the boundary hands it out: with its answers, of which the first may be a refusal.
class Training {
public:
  Reply reply;
  std::unique_ptr<Trainer> trainer;
};

}  // namespace attend

namespace {

/// What a training is about, for a host that keeps the names.
std::string described(const Trainer& trainer) {
  json::Writer out;
  out.begin('{');
  const auto list = [&](const char* name, const std::vector<std::string>& words) {
    out.begin(name, '[');
    for (const std::string& word : words) out.string(word);
    out.end(']');
  };
  list("tokens", trainer.scene().tokens);
  list("vocabulary", trainer.scene().vocabulary);
  out.begin("weights", '[');
  for (const Parameters::Parameter& one : trainer.parameters().all()) {
    const Slot& slot = trainer.program().slots[std::size_t(one.slot)];
    out.begin('{');
    out.field("path", std::string_view(slot.path).substr(8));
    out.begin("shape", '[');
    for (const std::size_t length : slot.shape) out.number(double(length));
    out.end(']');
    out.end('}');
  }
  out.end(']');
  out.end('}');
  return out.text();
}

void check_first(std::size_t first, std::size_t count) {
  if (first > count) fail("index", {"There is no loss ", first, ". There are ", count, ", counted from 0."});
}

template <class Question>
const AttendReply* ask(Training* training, Question question) noexcept {
  return training->reply.answer([&] {
    if (Trainer* trainer = training->trainer.get()) return question(*trainer, training->reply);
    fail("closed", {"This training was not begun."});
  });
}

}  // namespace

AttendTraining* attend_train_open(const int32_t* ints, uint32_t int_count, const double* numbers, uint32_t number_count,
                                  const char* text, uint32_t text_size, AttendTensor* const* tensors,
                                  uint32_t tensor_count, double budget) {
  auto* training = new Training;
  training->reply.answer([&] {
    const std::vector<NumbersPtr> given = numbers_of(tensors, tensor_count);
    json::Value value;
    FlatReader({ints, int_count, numbers, number_count, text, text_size, given}).read(value);
    training->trainer = std::make_unique<Trainer>(std::move(value), budget);
    training->reply.say(described(*training->trainer));
  });
  return training;
}

const AttendReply* attend_train_opened(AttendTraining* training) { return &training->reply; }
void attend_train_close(AttendTraining* training) { delete training; }

const AttendReply* attend_train_work(AttendTraining* training, uint32_t parts) {
  return ask(training, [&](Trainer& trainer, Reply& reply) {
    bool done = false;
    for (uint32_t part = 0; part < parts && !done; ++part) done = trainer.work();
    reply.add(trainer.steps());
    reply.add(done);
    if (done) reply.add_float(trainer.losses().back());
  });
}

const AttendReply* attend_train_losses(AttendTraining* training, uint32_t first, uint32_t measured) {
  return ask(training, [&](Trainer& trainer, Reply& reply) {
    const std::vector<double>& losses = trainer.losses();
    const std::vector<Trainer::Measured>& held_out = trainer.held_out();
    check_first(first, losses.size());
    check_first(measured, held_out.size());
    reply.add(losses.size() - first);
    reply.add(held_out.size() - measured);
    for (std::size_t step = first; step < losses.size(); ++step) reply.add_float(losses[step]);
    for (std::size_t n = measured; n < held_out.size(); ++n) {
      reply.add(held_out[n].step);
      reply.add_float(held_out[n].loss);
    }
    for (const std::size_t step : trainer.kept()) reply.add(step);
  });
}

const AttendReply* attend_train_weights(AttendTraining* training, uint32_t step, int which) {
  return ask(training, [&](Trainer& trainer, Reply& reply) {
    const std::vector<real> numbers = which == 0 ? trainer.weights(step) : trainer.gradients(step);
    reply.numbers.assign(numbers.begin(), numbers.end());
  });
}

const AttendReply* attend_train_batch(AttendTraining* training, uint32_t step) {
  return ask(training, [&](Trainer& trainer, Reply& reply) {
    for (const Example& example : trainer.batch(step))
      for (std::size_t t = 0; t < example.ids.size(); ++t) {
        reply.add(example.ids[t]);
        reply.add(example.counted[t] ? std::size_t(example.targets[t]) : std::size_t(-1));
      }
  });
}
