#include <array>
#include <memory>
#include <string>

#include "../engine/random_scene.hpp"
#include "answers.hpp"
#include "bytes.hpp"
#include "fuzz.hpp"
#include "runner/runner.hpp"
#include "runner/runner_api.h"
#include "session/session.hpp"

namespace attend::fuzz {

namespace {

constexpr std::size_t kTogether = 3;

/// Whoever calls the boundary: a few sessions, runners and tensors, each open or not (a null pointer), and what is known of
/// them.
class Caller {
public:
  explicit Caller(Bytes& bytes) : bytes_(bytes) {}
  ~Caller() {
    for (AttendSession* session : sessions_) attend_close(session);
    for (AttendRunner* runner : runners_) attend_runner_close(runner);
    for (AttendTensor* tensor : tensors_) attend_tensor_free(tensor);
  }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  void call() {
    static constexpr void (Caller::*kCalls[])() = {
        &Caller::open,    &Caller::close,        &Caller::program,     &Caller::move,        &Caller::level,
        &Caller::value,   &Caller::value,        &Caller::sums,        &Caller::explain,     &Caller::explain,
        &Caller::used_by, &Caller::notices,      &Caller::edit,        &Caller::edit,        &Caller::edit,
        &Caller::remove,  &Caller::undo,         &Caller::redo,        &Caller::changes,     &Caller::stage,
        &Caller::stage,   &Caller::tensor,       &Caller::free_tensor, &Caller::open_runner, &Caller::forward,
        &Caller::forward, &Caller::close_runner, &Caller::build};
    (this->*kCalls[bytes_.below(std::size(kCalls))])();
  }

private:
  AttendSession*& session() { return sessions_[bytes_.below(kTogether)]; }
  AttendRunner*& runner() { return runners_[bytes_.below(kTogether)]; }
  AttendTensor*& a_tensor() { return tensors_[bytes_.below(kTogether)]; }

  static const std::vector<Slot>& slots(const AttendSession* of) {
    static const std::vector<Slot> none;
    return of ? of->program().slots : none;
  }
  int slot(const AttendSession* of) { return bytes_.place(slots(of).size()); }
  std::uint32_t flat(const AttendSession* of, int slot) {
    const bool there = slot >= 0 && std::size_t(slot) < slots(of).size();
    return std::uint32_t(bytes_.place(there ? slots(of)[std::size_t(slot)].size : 4));
  }

  /// Weights that are handed over as they are, under one of their names.
  Json handed_over() {
    constexpr const char* kNames[] = {"embed.table", "layers.0.attention.wq", "position.table", "nothing"};
    const char* name = kNames[bytes_.below(std::size(kNames))];
    return {{name, Json::binary({std::uint8_t(bytes_.place(kTogether))})}};
  }

  /// A scene with a random model, whose streams are changed in one time out of six.
  Streams scene() {
    test::Random random(bytes_.two());
    Json scene = Json::parse(test::random_scene(random).text());
    if (bytes_.chance(64)) scene["weights"]["tensors"] = handed_over();
    Streams streams(scene);
    if (bytes_.chance(32)) streams.ints[bytes_.below(streams.ints.size())] = bytes_.place(8);
    if (bytes_.chance(16)) streams.numbers[bytes_.below(streams.numbers.size())] = bytes_.number();
    return streams;
  }
  template <class Open, class... More>
  AttendReply opened(Open open, More... more) {
    const Streams streams = scene();
    std::vector<AttendTensor*> tensors;
    for (AttendTensor* tensor : tensors_)
      if (tensor) tensors.push_back(tensor);
    return looked_at_and_released(open(streams.ints.data(), std::uint32_t(streams.ints.size()), streams.numbers.data(),
                                       std::uint32_t(streams.numbers.size()), streams.text.data(),
                                       std::uint32_t(streams.text.size()), tensors.data(),
                                       std::uint32_t(tensors.size()), more...));
  }

  void open() {
    AttendSession*& session = this->session();
    attend_close(session);
    session = nullptr;
    const double budget = bytes_.chance(32) ? bytes_.number() * 1000 : 1 << 20;
    session = opened(attend_open, budget).session;
  }
  void close() {
    AttendSession*& session = this->session();
    attend_close(session);
    session = nullptr;
  }
  void program() { look_at(attend_program(session())); }
  void move() {
    AttendSession* session = this->session();
    const int how = bytes_.place(6);
    look_at(attend_move(session, how, bytes_.two()));
  }
  void level() {
    AttendSession* session = this->session();
    look_at(attend_level(session, bytes_.place(8)));
  }
  void value() {
    AttendSession* session = this->session();
    const int slot = this->slot(session);
    const AttendReply* value = attend_value(session, slot, bytes_.place(3));
    look_at(value);
    if (value->status == 0 && value->float_count != slots(session)[std::size_t(slot)].size)
      wrong("a tensor has another size: " + slots(session)[std::size_t(slot)].path);
  }
  void sums() {
    AttendSession* session = this->session();
    look_at(attend_row_sums(session, slot(session)));
  }
  void explain() {
    AttendSession* session = this->session();
    const int slot = this->slot(session);
    look_at(attend_explain(session, slot, flat(session, slot)));
  }
  void used_by() {
    AttendSession* session = this->session();
    const int slot = this->slot(session);
    look_at(attend_used_by(session, slot, flat(session, slot)));
  }
  void notices() {
    AttendSession* session = this->session();
    look_at(attend_notices(session, bytes_.place(session ? session->program().steps.size() : 1)));
  }

  /// A run of numbers in a tensor, or an option of a step; and what a refusal must leave as it was.
  void edit() {
    AttendSession* session = this->session();
    const bool option = bytes_.chance(64);
    const int slot = option ? -1 : this->slot(session);
    const std::uint32_t flat = option && bytes_.chance(240) ? 0 : this->flat(session, slot);
    const int step = bytes_.place(session ? session->program().steps.size() : 1), number = bytes_.place(2);
    std::vector<double> values(bytes_.chance(200) ? 1 : bytes_.below(6));
    for (double& value : values) value = bytes_.number();
    const std::size_t before = session ? session->edits().size() : 0;
    const AttendReply* answer =
        attend_edit(session, slot, flat, step, number, values.data(), std::uint32_t(values.size()));
    look_at(answer);
    if (session && session->edits().size() != before + (answer->status == 0))
      wrong("an edit was refused and made, or neither");
  }
  void remove() {
    AttendSession* session = this->session();
    std::vector<std::uint32_t> edits(bytes_.below(4));
    for (std::uint32_t& one : edits) one = std::uint32_t(bytes_.place(session ? session->edits().size() : 1));
    look_at(attend_remove(session, edits.data(), std::uint32_t(edits.size())));
  }
  void undo() { look_at(attend_undo(session())); }
  void redo() { look_at(attend_redo(session())); }
  void changes() {
    AttendSession* session = this->session();
    const AttendReply* changed = attend_changes(session);
    look_at(changed);
    if (session && session->edits().empty() && changed->int_count != 0) wrong("without an edit, a tensor has changed");
  }

  /// Mostly quarters between -8 and 8.
  void fill(void* numbers, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) static_cast<real*>(numbers)[i] = real(i < 256 ? bytes_.number() : 1);
  }

  /// A stage on its own: mostly with its inputs in shapes that fit, each letter of one size.
  void stage() {
    const std::int32_t place = bytes_.place(all_stages().count);
    const bool there = place >= 0 && std::size_t(place) < all_stages().count;
    const Stage& stage = *all_stages()[there ? std::size_t(place) : 0];
    const std::size_t first = bytes_.byte();
    const std::size_t inputs = bytes_.chance(240) ? stage.reads.count : bytes_.below(9);
    std::vector<std::int32_t> ints = {place, std::int32_t(inputs)};
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < inputs; ++i) {
      const std::vector<std::string_view> forms = words(stage.reads[i % stage.reads.count].axes, '|');
      const std::vector<std::string_view> letters = words(forms[bytes_.below(forms.size())]);
      ints.push_back(bytes_.chance(248) ? std::int32_t(i) : bytes_.place(8));
      ints.push_back(std::int32_t(letters.size()));
      sizes.push_back(1);
      for (const std::string_view letter : letters) {
        const std::int32_t fitting = std::int32_t((first + std::size_t(letter.front())) % 4 + 1);
        ints.push_back(bytes_.chance(250) ? fitting : bytes_.place(3000));
        sizes.back() *= std::size_t(ints.back());
      }
    }
    std::vector<double> options(bytes_.chance(240) ? stage.options.count : bytes_.below(8));
    for (double& option : options) option = bytes_.chance(128) ? double(bytes_.below(5)) : bytes_.number();
    AttendReply* begun =
        attend_call(ints.data(), std::uint32_t(ints.size()), options.data(), std::uint32_t(options.size()));
    look_at(begun);
    for (std::uint32_t i = 0; i < begun->part_count; ++i) fill(begun->parts[i], sizes[i]);
    if (begun->status == 0 || bytes_.chance(64)) look_at(attend_run(begun));
    if (bytes_.chance(16)) look_at(attend_run(begun));
    attend_release(begun);
  }

  void tensor() {
    AttendTensor*& tensor = a_tensor();
    attend_tensor_free(tensor);
    std::array<std::int32_t, 4> shape{};
    for (std::int32_t& length : shape) length = bytes_.place(10);
    const std::uint32_t rank = std::uint32_t(bytes_.below(shape.size() + 1));
    tensor = attend_tensor(shape.data(), rank, int(bytes_.below(2)));
    if (!tensor) return;
    std::size_t size = 1;
    for (std::uint32_t axis = 0; axis < rank; ++axis) size *= std::size_t(shape[axis]);
    void* numbers = attend_tensor_numbers(tensor);
    fill(numbers, size);
    const std::int32_t first = attend_tensor_wrong(tensor);
    if (first >= 0 && (std::size_t(first) >= size || std::isfinite(static_cast<const real*>(numbers)[first])))
      wrong("a number that is finite, or none, is said not to be");
  }
  void free_tensor() {
    AttendTensor*& tensor = a_tensor();
    attend_tensor_free(tensor);
    tensor = nullptr;
  }

  void open_runner() {
    AttendRunner*& runner = this->runner();
    attend_runner_close(runner);
    runner = nullptr;
    runner = opened(attend_runner_open).runner;
  }
  void forward() {
    AttendRunner* runner = this->runner();
    const std::size_t tokens = bytes_.below(7), memory = bytes_.chance(128) ? bytes_.below(5) : 0;
    std::vector<std::uint32_t> words(tokens + memory);
    for (std::uint32_t& word : words)
      word = std::uint32_t(bytes_.place(runner ? runner->scene().vocabulary.size() : 1));
    const AttendReply* made = attend_runner_forward(runner, words.data(), std::uint32_t(tokens), std::uint32_t(memory));
    look_at(made);
    if (made->status == 0 && made->float_count != std::uint32_t(made->ints[0] * made->ints[1]))
      wrong("a run gives another number of numbers than its rows and columns have");
  }
  void close_runner() {
    AttendRunner*& runner = this->runner();
    attend_runner_close(runner);
    runner = nullptr;
  }
  void build() { looked_at_and_released(attend_build()); }

  Bytes& bytes_;
  std::array<AttendSession*, kTogether> sessions_{};
  std::array<AttendRunner*, kTogether> runners_{};
  std::array<AttendTensor*, kTogether> tensors_{};
};

}  // namespace

std::size_t calls(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  Caller caller(bytes);
  std::size_t count = 0;
  for (; !bytes.done(); ++count) caller.call();
  return count;
}

}  // namespace attend::fuzz
