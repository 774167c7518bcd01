// The C boundary as the wasm loader uses it. web/engine checks names and places before they come here, so that the
// cases of tests/wasm are the larger part of these tests.
#include <cmath>
#include <string>

#include "c_api.h"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

std::string reply_text() { return std::string(attend_text(), attend_text_size()); }
std::vector<int> reply_ints() { return {attend_ints(), attend_ints() + attend_int_count()}; }
std::vector<float> reply_floats() { return {attend_floats(), attend_floats() + attend_float_count()}; }

int place_of(const std::string& id) {
  const auto stages = all_stages();
  for (std::size_t i = 0; i < stages.count; ++i)
    if (id == stages[i]->id) return int(i);
  FAIL("no stage " + id);
  return -1;
}

}  // namespace

TEST_CASE("boundary: a call brings inputs one after the other, and takes results so", "[boundary]") {
  const std::vector<std::int32_t> ints = {place_of("residual"), 2, 0, 2, 1, 2, 1, 2, 1, 2};
  const std::vector<float> floats = {1, 2, 30, 40};
  REQUIRE(attend_call(ints.data(), floats.data(), nullptr) == 0);
  CHECK(reply_ints() == std::vector<int>{2, 1, 2});
  CHECK(reply_floats() == std::vector<float>{31, 42});
  CHECK(reply_text().empty());
}

TEST_CASE("boundary: an option that is not a number is one that was not given", "[boundary]") {
  const std::vector<std::int32_t> ints = {place_of("scale"), 1, 0, 3, 1, 1, 1};
  const float score = 8;
  const double given[] = {0.5, NAN}, missing[] = {NAN, NAN};
  REQUIRE(attend_call(ints.data(), &score, given) == 0);
  CHECK(reply_floats() == std::vector<float>{4});
  REQUIRE(attend_call(ints.data(), &score, missing) == 1);
  CHECK(reply_text().find("option\nscale\n\nscale needs the option factor") == 0);
}

TEST_CASE("boundary: a refusal is code, stage, tensor and message", "[boundary]") {
  const std::vector<std::int32_t> ints = {place_of("residual"), 2, 0, 2, 1, 2, 1, 2, 1, 1};
  const std::vector<float> floats = {1, 2, 30};
  REQUIRE(attend_call(ints.data(), floats.data(), nullptr) == 1);
  CHECK(reply_text().find("shape\nresidual\ny\nresidual: y should have the shape (T, C)") == 0);
  CHECK(reply_ints().empty());
  CHECK(reply_floats().empty());
}

TEST_CASE("boundary: a notice comes with the numbers", "[boundary]") {
  const std::vector<std::int32_t> ints = {place_of("softmax"), 1, 0, 2, 1, 2};
  const std::vector<float> floats = {-INFINITY, -INFINITY};
  REQUIRE(attend_call(ints.data(), floats.data(), nullptr) == 0);
  CHECK(reply_text().find("Row 1 may attend to nothing") == 0);
}

TEST_CASE("boundary: every question about a session", "[boundary]") {
  Session session(R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},"model":{"kind":"attention","width":2}})");
  const int embed = slot_at(session, "embed"), softmax = slot_at(session, "layers.0.attention.softmax");
  attend_program(&session);
  CHECK(json::parse(reply_text()).find("slots")->items.size() == session.program().slots.size());
  attend_move(&session, 1, 0);
  CHECK(reply_ints() == std::vector<int>{4, int(Level::stage), embed, 3, 1});
  attend_value(&session, embed, 0);
  CHECK(reply_ints() == std::vector<int>{4});
  CHECK(reply_floats().size() == 4);
  attend_value(&session, softmax, 0);
  CHECK(reply_ints() == std::vector<int>{0});
  attend_row_sums(&session, softmax);
  CHECK(reply_floats().size() == 2);
  attend_used_by(&session, embed, 3);
  CHECK(reply_ints().size() == 2 * reply_floats().size());
  CHECK(reply_floats().size() > 0);
  const double edited[] = {9, 10};
  attend_edit(&session, embed, 2, -1, -1, edited, 2);
  CHECK(reply_ints() == std::vector<int>{int(session.recomputed())});
  attend_edits(&session);
  CHECK(reply_ints() == std::vector<int>{embed, 2, -1, -1, 2});
  CHECK(reply_floats() == std::vector<float>{9, 10});
  attend_value(&session, embed, 1);
  CHECK(reply_floats()[3] != 10);
  attend_undo(&session);
  CHECK(reply_ints().front() == 1);
  attend_undo(&session);
  CHECK(reply_ints().front() == 0);
  attend_changes(&session);
  CHECK(reply_ints().empty());
  attend_move(&session, 5, 0);
  CHECK(reply_ints() == std::vector<int>{0, int(Level::stage), -1, 0, 0});
}

TEST_CASE("boundary: notices are a line each, with the tensor they are about", "[boundary]") {
  Session session(R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},
    "model":{"kind":"attention","width":2,"mask":{"kind":"padding","length":0}}})");
  attend_notices(&session);
  CHECK(reply_ints() == std::vector<int>{slot_at(session, "layers.0.attention.softmax")});
  CHECK(reply_text().find("Row 1 of head 1, and 1 more, may attend to nothing") == 0);
}

TEST_CASE("boundary: a thousand sessions opened, used and closed", "[boundary]") {
  // Under the address sanitizer, what is not given back is reported at the end.
  for (int n = 0; n < 1000; ++n) {
    auto* session = new Session(
        R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},"model":{"kind":"block","width":4,"heads":2}})");
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
