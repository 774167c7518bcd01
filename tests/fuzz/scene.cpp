#include "answers.hpp"
#include "bytes.hpp"
#include "fuzz.hpp"
#include "runner/runner_api.h"
#include "session/session.hpp"

namespace attend::fuzz {

namespace {

/// So that no scene takes long, and large ones are refused.
constexpr double kBudget = 1 << 20;
/// Of larger programs only the beginning is asked about, and none is run.
constexpr std::size_t kManyCells = 1 << 18;

/// Values that mix streams up: kinds, lengths, and what is neither.
constexpr std::int32_t kOdd[] = {-1, 2147483647, -2147483647 - 1, 65536, 1000, 255};

void change(Streams& streams, Bytes bytes) {
  while (!bytes.done()) {
    const std::size_t place = bytes.two();
    const unsigned value = bytes.byte();
    const std::size_t ints = streams.ints.size(), all = ints + streams.numbers.size() + streams.text.size();
    if (place % all < ints) streams.ints[place % all] = value < 250 ? std::int32_t(value) : kOdd[value - 250];
    else if (place % all < ints + streams.numbers.size()) streams.numbers[place % all - ints] = bytes.number();
    else streams.text[place % all - ints - streams.numbers.size()] = char(value);
  }
}

/// A tensor with a shape and one without, for scenes that name what is handed over as it is.
struct Given {
  AttendTensor* tensors[2];

  Given() {
    constexpr std::int32_t kShapes[] = {2, 2, 4};
    tensors[0] = attend_tensor(kShapes, 2, 0);
    tensors[1] = attend_tensor(kShapes + 2, 1, 1);
  }
  ~Given() {
    for (AttendTensor* tensor : tensors) attend_tensor_free(tensor);
  }
};

template <class Open, class... More>
AttendReply opened(Open open, const Streams& streams, const Given& given, More... more) {
  return looked_at_and_released(open(streams.ints.data(), std::uint32_t(streams.ints.size()), streams.numbers.data(),
                                     std::uint32_t(streams.numbers.size()), streams.text.data(),
                                     std::uint32_t(streams.text.size()), given.tensors, 2, more...));
}

/// `written`: whether its texts are as people write them, so that the program is told in JSON.
void ask_everything(AttendSession* session, bool written) {
  const AttendReply* told = attend_program(session);
  look_at(told);
  if (written && !Json::accept(told->text, told->text + told->text_size)) wrong("a program is not told in JSON");
  const Program& program = session->program();
  std::size_t cells = 0;
  for (std::size_t slot = 0; slot < program.slots.size() && cells < kManyCells; ++slot) {
    const std::size_t size = program.slots[slot].size;
    cells += size;
    const AttendReply* value = attend_value(session, int(slot), 0);
    look_at(value);
    if (value->status == 0 && value->float_count != size)
      wrong("a tensor has another size: " + program.slots[slot].path);
    look_at(attend_explain(session, int(slot), std::uint32_t(size - 1)));
  }
  if (cells < kManyCells) look_at(attend_notices(session, int(program.steps.size())));
}

std::size_t cells_of(const Program& program) {
  std::size_t cells = 0;
  for (const Slot& slot : program.slots) cells += slot.size;
  return cells;
}

void run(const Streams& streams, const Given& given, const Scene& scene) {
  const AttendReply runner = opened(attend_runner_open, streams, given);
  if (!runner.runner) return;
  std::vector<std::uint32_t> words(scene.token_ids.begin(), scene.token_ids.end());
  words.insert(words.end(), scene.memory_ids.begin(), scene.memory_ids.end());
  look_at(attend_runner_forward(runner.runner, words.data(), std::uint32_t(scene.token_ids.size()),
                                std::uint32_t(scene.memory_ids.size())));
  attend_runner_close(runner.runner);
}

}  // namespace

void scene(const std::uint8_t* data, std::size_t size) {
  std::size_t text = 0;
  while (text < size && data[text] != 0) ++text;
  const Json json = Json::parse(data, data + text, nullptr, false);
  if (json.is_discarded()) return;
  Streams streams(json);
  if (text < size) change(streams, Bytes(data + text + 1, size - text - 1));
  const Given given;
  const AttendReply session = opened(attend_open, streams, given, kBudget);
  if (!session.session) return;
  ask_everything(session.session, text == size);
  if (cells_of(session.session->program()) < kManyCells) run(streams, given, session.session->scene());
  attend_close(session.session);
}

}  // namespace attend::fuzz
