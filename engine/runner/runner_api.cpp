#include "runner_api.h"

#include "../boundary/boundary.hpp"
#include "runner.hpp"

using namespace attend;

const AttendReply* attend_runner_open(const int32_t* ints, uint32_t int_count, const double* numbers,
                                      uint32_t number_count, const char* text, uint32_t text_size,
                                      AttendTensor* const* tensors, uint32_t tensor_count) {
  auto* reply = new Reply;
  return reply->answer([&] {
    const std::vector<NumbersPtr> given = numbers_of(tensors, tensor_count);
    auto runner =
        std::make_unique<Runner>(read_scene({ints, int_count, numbers, number_count, text, text_size, given}));
    reply->say(runner->description());
    reply->runner = runner.release();
  });
}

void attend_runner_close(AttendRunner* runner) { delete runner; }

const AttendReply* attend_runner_forward(AttendRunner* runner, const uint32_t* words, uint32_t tokens,
                                         uint32_t memory) {
  return ask(runner, [&](Reply& reply) {
    const Runner::Matrix made = runner->forward({words, words + tokens}, {words + tokens, words + tokens + memory});
    reply.add(made.rows);
    reply.add(made.columns);
    reply.add(runner->bytes());
    reply.numbers.assign(made.numbers, made.numbers + made.rows * made.columns);
  });
}
