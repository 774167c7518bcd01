// The C boundary as the wasm loader uses it. web/engine checks names and places before they come here, so that the
// cases of tests/wasm are the larger part of these tests.
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "boundary/c_api.h"
#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

/// An answer, copied; given back where it is not a session's.
struct Answer {
  Answer(const AttendReply* reply) {
    status = reply->status;
    text.assign(reply->text ? reply->text : "", reply->text_size);
    ints.assign(reply->ints, reply->ints + reply->int_count);
    floats.assign(reply->floats, reply->floats + reply->float_count);
    session = reply->session;
  }

  int status;
  std::string text;
  std::vector<int> ints;
  std::vector<float> floats;
  AttendSession* session;
};

Answer owned(const AttendReply* reply) {
  const Answer answer(reply);
  attend_release(reply);
  return answer;
}

/// A call whose inputs are given the numbers one after the other; the results' numbers too.
Answer call(const std::vector<std::int32_t>& ints, const std::vector<float>& numbers,
            const std::vector<double>& options = {}) {
  AttendReply* begun =
      attend_call(ints.data(), std::uint32_t(ints.size()), options.data(), std::uint32_t(options.size()));
  if (begun->status != 0) return owned(begun);
  std::size_t used = 0;
  const std::int32_t* at = ints.data() + 2;
  for (std::uint32_t i = 0; i < begun->part_count; ++i, at += 2 + at[1]) {
    const std::size_t size = cell_count(Shape(at + 2, at + 2 + at[1]));
    std::copy_n(numbers.data() + used, size, static_cast<real*>(begun->parts[i]));
    used += size;
  }
  const AttendReply* run = attend_run(begun);
  Answer answer(run);
  const int* shape = answer.ints.data();
  for (std::uint32_t i = 0; i < run->part_count; ++i, shape += 1 + shape[0]) {
    const auto* made = static_cast<const real*>(run->parts[i]);
    answer.floats.insert(answer.floats.end(), made, made + cell_count(Shape(shape + 1, shape + 1 + shape[0])));
  }
  attend_release(begun);
  return answer;
}

int place_of(const std::string& id) {
  const auto stages = all_stages();
  for (std::size_t i = 0; i < stages.count; ++i)
    if (id == stages[i]->id) return int(i);
  FAIL("no stage " + id);
  return -1;
}

}  // namespace

TEST_CASE("boundary: a call brings inputs one after the other, and takes results so", "[boundary]") {
  const Answer sum = call({place_of("residual"), 2, 0, 2, 1, 2, 1, 2, 1, 2}, {1, 2, 30, 40});
  REQUIRE(sum.status == 0);
  CHECK(sum.ints == std::vector<int>{2, 1, 2});
  CHECK(sum.floats == std::vector<float>{31, 42});
  CHECK(sum.text.empty());
}

TEST_CASE("boundary: an option that is not a number is one that was not given", "[boundary]") {
  const std::vector<std::int32_t> ints = {place_of("scale"), 1, 0, 3, 1, 1, 1};
  const Answer scaled = call(ints, {8}, {0.5, NAN}), missing = call(ints, {8}, {NAN, NAN});
  REQUIRE(scaled.status == 0);
  CHECK(scaled.floats == std::vector<float>{4});
  REQUIRE(missing.status == 1);
  CHECK(missing.text.find("option\nscale\n\nscale needs the option factor") == 0);
}

TEST_CASE("boundary: a refusal is code, stage, tensor and message", "[boundary]") {
  const Answer refused = call({place_of("residual"), 2, 0, 2, 1, 2, 1, 2, 1, 1}, {1, 2, 30});
  REQUIRE(refused.status == 1);
  CHECK(refused.text.find("shape\nresidual\ny\nresidual: y should have the shape (T, C)") == 0);
  CHECK(refused.ints.empty());
  CHECK(refused.floats.empty());
}

TEST_CASE("boundary: a notice comes with the numbers", "[boundary]") {
  const Answer shut = call({place_of("softmax"), 1, 0, 2, 1, 2}, {-INFINITY, -INFINITY});
  REQUIRE(shut.status == 0);
  CHECK(shut.text.find("Row 1 may attend to nothing") == 0);
}

TEST_CASE("boundary: a call that breaks off, or names what there is not, is refused", "[boundary]") {
  const std::vector<std::int32_t> whole = {place_of("residual"), 2, 0, 2, 1, 2, 1, 2, 1, 2};
  for (std::size_t length = 0; length < whole.size(); ++length) {
    INFO(length << " numbers");
    CHECK(call({whole.begin(), whole.begin() + std::ptrdiff_t(length)}, {1, 2, 30, 40}).status == 1);
  }
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const std::int32_t wrong : {-1, 99, 2147483647}) {
      std::vector<std::int32_t> ints = whole;
      ints[at] = wrong;
      INFO("number " << at << " is " << wrong);
      CHECK(call(ints, {1, 2, 30, 40}).status == 1);
    }
  CHECK(call({place_of("embed"), 2, 0, 1, 1, 1, 2, 1, 1}, {7, 1}).text.find("value\nembed\nids\n") == 0);
  CHECK(call({place_of("position"), 1, 0, 2, 1, 1}, {1}, {5}).text.find("option\nposition\n") == 0);
}

TEST_CASE("boundary: a call is run once, and only where one was begun", "[boundary]") {
  CHECK(attend_run(nullptr)->status == 1);
  const std::vector<std::int32_t> ints = {place_of("residual"), 2, 0, 2, 1, 1, 1, 2, 1, 1};
  AttendReply* begun = attend_call(ints.data(), std::uint32_t(ints.size()), nullptr, 0);
  REQUIRE(begun->part_count == 2);
  for (int i = 0; i < 2; ++i) *static_cast<real*>(begun->parts[i]) = real(i + 1);
  REQUIRE(attend_run(begun)->status == 0);
  CHECK(*static_cast<const real*>(begun->parts[0]) == 3);
  CHECK(attend_run(begun)->status == 1);
  CHECK(begun->part_count == 0);
  attend_release(begun);
  AttendReply* refused = attend_call(ints.data(), 3, nullptr, 0);
  CHECK(attend_run(refused)->status == 1);
  attend_release(refused);
}

TEST_CASE("boundary: a question to no session, and one after what there is not, are refused", "[boundary]") {
  CHECK(Answer(attend_value(nullptr, 0, 0)).text.find("closed\n") == 0);
  attend_close(nullptr);
  Session session(
      read_scene(R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},"model":{"kind":"attention","width":2}})"));
  const int slots = int(session.program().slots.size());
  for (const int slot : {-1, slots, 2147483647, -2147483647}) {
    for (int which = 0; which < 3; ++which) CHECK(Answer(attend_value(&session, slot, which)).status == 1);
    CHECK(Answer(attend_row_sums(&session, slot)).status == 1);
    CHECK(Answer(attend_explain(&session, slot, 0)).status == 1);
    CHECK(Answer(attend_used_by(&session, slot, 0)).status == 1);
  }
  for (int slot = 0; slot < slots; ++slot)
    for (const std::uint32_t flat : {std::uint32_t(session.program().slots[std::size_t(slot)].size), 4294967295u}) {
      CHECK(Answer(attend_explain(&session, slot, flat)).status == 1);
      CHECK(Answer(attend_used_by(&session, slot, flat)).status == 1);
    }
  for (const int number : {-1, 8, 2147483647}) {
    CHECK(Answer(attend_value(&session, 0, number)).status == 1);
    CHECK(Answer(attend_level(&session, number)).status == 1);
    CHECK(Answer(attend_move(&session, number, 0)).status == 1);
  }
  const std::uint32_t none = 0;
  CHECK(Answer(attend_remove(&session, &none, 1)).status == 1);
  CHECK(Answer(attend_notices(&session, -5)).status == 0);
  CHECK(Answer(attend_notices(&session, 2147483647)).status == 0);
}

TEST_CASE("boundary: every question about a session", "[boundary]") {
  Session session(
      read_scene(R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},"model":{"kind":"attention","width":2}})"));
  const int embed = slot_at(session, "embed"), softmax = slot_at(session, "layers.0.attention.softmax");
  CHECK(Json::parse(Answer(attend_program(&session)).text).at("slots").size() == session.program().slots.size());
  CHECK(Answer(attend_move(&session, 1, 0)).ints == std::vector<int>{4, int(Level::stage), embed, 3, 1});
  const Answer value = attend_value(&session, embed, 0);
  CHECK(value.ints == std::vector<int>{4});
  CHECK(value.floats.size() == 4);
  CHECK(Answer(attend_value(&session, softmax, 0)).ints == std::vector<int>{0});
  CHECK(Answer(attend_row_sums(&session, softmax)).floats.size() == 2);
  const Answer users = attend_used_by(&session, embed, 3);
  CHECK(users.ints.size() == 2 * users.floats.size());
  CHECK(users.floats.size() > 0);
  const double edited[] = {9, 10};
  const Answer made = attend_edit(&session, embed, 2, -1, -1, edited, 2);
  REQUIRE(made.status == 0);
  CHECK(made.ints == std::vector<int>{int(session.recomputed())});
  CHECK(Answer(attend_value(&session, embed, 0)).floats[2] == 9);
  CHECK(Answer(attend_value(&session, embed, 0)).floats[3] == 10);
  CHECK(Answer(attend_value(&session, embed, 1)).floats == value.floats);
  CHECK(Answer(attend_undo(&session)).ints.front() == 1);
  CHECK(Answer(attend_undo(&session)).ints.front() == 0);
  CHECK(Answer(attend_changes(&session)).ints.empty());
  CHECK(Answer(attend_move(&session, 5, 0)).ints == std::vector<int>{0, int(Level::stage), -1, 0, 0});
}

TEST_CASE("boundary: an option that decides which tensors there are is refused, every other takes all its choices",
          "[boundary]") {
  Random random(51);
  std::size_t refused = 0, taken = 0;
  for (int n = 0; n < 40; ++n) {
    Session session(read_scene(random_scene(random).text()));
    const std::vector<Step>& steps = session.program().steps;
    for (std::size_t step = 0; step < steps.size(); ++step)
      for (std::size_t option = 0; option < steps[step].stage->options.count; ++option) {
        const Option& of = steps[step].stage->options[option];
        const std::size_t choices = of.choices ? words(of.choices, '|').size() : 2;
        for (std::size_t choice = 0; choice < choices; ++choice) {
          const double value = of.choices ? double(choice) : double(choice) + 1;
          const Answer edit = attend_edit(&session, -1, 0, int(step), int(option), &value, 1);
          INFO(steps[step].path << "." << of.name << " = " << value << ": " << edit.text);
          REQUIRE(edit.status == int(of.structural));
          if (edit.status == 1) CHECK(edit.text.find("value\n") == 0);
          ++(edit.status == 1 ? refused : taken);
          for (std::size_t slot = 0; slot < session.program().slots.size(); ++slot) session.explain(int(slot), 0);
        }
      }
  }
  CHECK(refused > 40);
  CHECK(taken > 40);
}

/// Whether a number is finite, not 0, and of a size that no float holds.
static bool beyond_float(double x) {
  const double size = std::fabs(x);
  return size > 0 && std::isfinite(size) && (size > 3e38 || size < 1e-38);
}

TEST_CASE("boundary: an edit that has no place, or no number that may stand there, is refused", "[boundary]") {
  Session session(read_scene(R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},
    "model":{"kind":"attention","width":2,"mask":{"kind":"causal"}}})"));
  const int embed = slot_at(session, "embed"), ids = slot_at(session, "ids"), mask = slot_at(session, "masks.causal");
  const int table = slot_at(session, "weights.embed.table"), slots = int(session.program().slots.size());
  const int scale = session.program().find_step("layers.0.attention.scale");
  const int steps = int(session.program().steps.size());
  struct Wrong {
    int slot;
    std::uint32_t flat;
    int step, option;
    std::vector<double> values;
    const char* code;
  };
  const Wrong wrong[] = {
      {slots, 0, 0, 0, {1}, "index"},
      {-2, 0, 0, 0, {1}, "index"},
      {embed, 4, 0, 0, {1}, "index"},
      {embed, 3, 0, 0, {1, 1}, "index"},
      {embed, 4294967295u, 0, 0, {1, 1}, "index"},
      {embed, 0, 0, 0, {}, "index"},
      {embed, 0, 0, 0, {NAN}, "value"},
      {table, 0, 0, 0, {-INFINITY}, "value"},
      {table, 0, 0, 0, {1e39}, "value"},
      {ids, 0, 0, 0, {2}, "value"},
      {ids, 0, 0, 0, {-1}, "value"},
      {ids, 0, 0, 0, {0.5}, "value"},
      {mask, 0, 0, 0, {0.5}, "value"},
      {-1, 0, steps, 0, {1}, "index"},
      {-1, 0, -1, 0, {1}, "index"},
      {-1, 0, scale, 2, {1}, "index"},
      {-1, 0, scale, -1, {1}, "index"},
      {-1, 1, scale, 1, {1}, "index"},
      {-1, 0, scale, 1, {1, 2}, "value"},
      {-1, 0, scale, 1, {0}, "value"},
      {-1, 0, scale, 1, {1e-60}, "value"},
      {-1, 0, scale, 0, {1e300}, "value"},
      {-1, 0, scale, 0, {-1e-60}, "value"},
      {-1, 0, scale, 0, {NAN}, "value"},
  };
  for (const Wrong& one : wrong) {
    // What no float holds, a double does.
    if (kDouble && one.values.size() == 1 && beyond_float(one.values[0])) continue;
    INFO(one.slot << " " << one.flat << " " << one.step << " " << one.option << " " << one.code);
    const Answer edit = attend_edit(&session, one.slot, one.flat, one.step, one.option, one.values.data(),
                                    std::uint32_t(one.values.size()));
    REQUIRE(edit.status == 1);
    INFO(edit.text);
    CHECK(edit.text.find(std::string(one.code) + "\n") == 0);
  }
  CHECK(session.edits().empty());
  CHECK(Answer(attend_value(&session, embed, 0)).status == 0);
}

TEST_CASE("boundary: results that no memory holds are refused with their sizes", "[boundary]") {
  const std::size_t T = 65536, S = 65537;
  const Answer refused =
      call({place_of("scores"), 2, 0, 3, 1, int(T), 1, 1, 3, 1, int(S), 1}, std::vector<float>(T + S, 1));
  REQUIRE(refused.status == 1);
  INFO(refused.text);
  CHECK(refused.text.find("memory\nscores\nscores\n") == 0);
  CHECK(refused.text.find(kDouble ? "(1, 65536, 65537), which takes 34360 MB"
                                  : "(1, 65536, 65537), which takes 17180 MB") != std::string::npos);
}

TEST_CASE("boundary: notices are a line each, with the tensor they are about", "[boundary]") {
  Session session(read_scene(R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},
    "model":{"kind":"attention","width":2,"mask":{"kind":"padding","length":0}}})"));
  const int softmax = slot_at(session, "layers.0.attention.softmax");
  const int step = session.program().slots[std::size_t(softmax)].step;
  CHECK(Answer(attend_notices(&session, step - 1)).ints.empty());
  const Answer notices = attend_notices(&session, step);
  CHECK(notices.ints == std::vector<int>{softmax});
  CHECK(notices.text.find("Row 1 of head 1, and 1 more, may attend to nothing") == 0);
}

TEST_CASE("boundary: a thousand sessions opened, used and closed", "[boundary]") {
  // Under the address sanitizer, what is not given back is reported at the end.
  for (int n = 0; n < 1000; ++n) {
    auto* session = new Session(read_scene(
        R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},"model":{"kind":"block","width":4,"heads":2}})"));
    const double edited = 1;
    attend_edit(session, slot_at(*session, "embed"), 0, -1, -1, &edited, 1);
    attend_close(session);
  }
  SUCCEED();
}

TEST_CASE("boundary: memory is given and taken back, none included", "[boundary]") {
  for (const std::uint32_t bytes : {0u, 1u, 100000u}) {
    void* block = attend_alloc(bytes);
    CHECK(block != nullptr);
    attend_free(block);
  }
}
