// The runner against the session: other code, the same numbers.
#include "runner/runner.hpp"

#include <algorithm>
#include <cmath>

#include "random_scene.hpp"
#include "session_support.hpp"
#include "text/digits.hpp"

using namespace attend;
using namespace attend::test;

namespace {

std::vector<std::size_t> places(const Scene& scene, const std::vector<std::string>& words) {
  std::vector<std::size_t> ids;
  for (const std::string& word : words)
    ids.push_back(
        std::size_t(std::find(scene.vocabulary.begin(), scene.vocabulary.end(), word) - scene.vocabulary.begin()));
  return ids;
}

Tensor run(Runner& runner, const Scene& scene) {
  const Runner::Matrix got = runner.forward(places(scene, scene.tokens), places(scene, scene.memory));
  Tensor copy = zeros({got.rows, got.columns});
  std::copy_n(got.numbers, copy.size(), copy.data());
  return copy;
}

/// Within 1e-6 of the row's largest number.
void compare(Problems& problems, Runner& runner, const Session& session, const std::string& what) {
  const Tensor got = run(runner, session.scene());
  const Tensor& expected = tensor_at(session, runner.path());
  if (shape_of(got) != shape_of(expected))
    return problems.add(what + ": expected " + shape_text(shape_of(expected)) + ", got " + shape_text(shape_of(got)));
  const std::size_t columns = row_length(got);
  for (std::size_t r = 0; r < row_count(got); ++r) {
    double largest = 0;
    for (std::size_t j = 0; j < columns; ++j) largest = std::max(largest, std::fabs(double(expected(r, j))));
    for (std::size_t j = 0; j < columns; ++j)
      if (!(std::fabs(double(got(r, j)) - double(expected(r, j))) <= 1e-6 * largest))
        problems.add(what + ", " + cell_name(runner.path(), got, r * columns + j) + ": expected " +
                     digits(double(expected(r, j))) + ", got " + digits(double(got(r, j))));
  }
}

std::string list(std::size_t count) {
  std::string words;
  for (std::size_t i = 0; i < count; ++i) words += (i ? ",\"w" : "\"w") + digits_of(i * 7 % 11) + "\"";
  return "[" + words + "]";
}

/// More rows than are done at once, more keys than a panel has columns.
std::string large_scene(const std::string& kind, const std::string& mask, std::size_t tokens, std::size_t memory) {
  return R"({"version":1,"vocabulary":["w0","w1","w2","w3","w4","w5","w6","w7","w8","w9","w10"],"tokens":)" +
         list(tokens) + (memory ? ",\"memory\":" + list(memory) : "") + R"(,"model":{"kind":")" + kind +
         R"(","width":24,"heads":3,"position":"sinusoidal","mask":)" + mask + R"(},"weights":{"seed":4}})";
}

}  // namespace

TEST_CASE("runner: any number of tokens, in memory that it keeps", "[runner]") {
  Problems problems;
  for (const char* mask :
       {R"({"kind":"none"})", R"({"kind":"causal"})", R"({"kind":"window","size":5})",
        R"({"kind":"window","size":40,"causal":true})", R"({"kind":"dilated","size":3,"step":4})",
        R"({"kind":"block","size":7})", R"({"kind":"block","size":7,"causal":true})", R"({"kind":"prefix","length":9})",
        R"({"kind":"padding","length":30})", R"({"kind":"global","size":2,"tokens":[0,3]})",
        R"({"kind":"exclude-self"})", R"({"kind":"causal","on":"weights"})",
        R"({"kind":"dilated","size":3,"step":4,"on":"weights"})"})
    for (const char* kind : {"attention", "decoder"}) {
      Runner runner(read_scene(large_scene(kind, mask, 5, 0)));
      for (const std::size_t tokens : {70u, 5u, 33u, 64u}) {
        const std::string text = large_scene(kind, mask, tokens, 0);
        compare(problems, runner, Session(read_scene(text)), text);
      }
    }
  Runner both(read_scene(large_scene("encoder-decoder", R"({"kind":"causal"})", 40, 9)));
  for (const std::size_t memory : {9u, 50u}) {
    const std::string text = large_scene("encoder-decoder", R"({"kind":"causal"})", 40, memory);
    compare(problems, both, Session(read_scene(text)), text);
  }
  REQUIRE_NONE(problems);
}

TEST_CASE("runner: its memory grows with the tokens, and then no more", "[runner]") {
  Runner runner(read_scene(large_scene("decoder", R"({"kind":"causal"})", 5, 0)));
  const auto after = [&](std::size_t tokens) {
    runner.forward(std::vector<std::size_t>(tokens, 3), {});
    return runner.bytes();
  };
  after(256);
  const std::size_t small = after(512), same = after(512), large = after(1024);
  CHECK(small == same);
  CHECK(large > small);
  CHECK(large < small * 5 / 2);
  CHECK(after(16) == large);
}

TEST_CASE("runner: what it refuses", "[runner]") {
  const auto refusal = [](const std::string& text, const std::vector<std::size_t>& tokens,
                          const std::vector<std::size_t>& memory) {
    Runner runner(read_scene(text));
    try {
      runner.forward(tokens, memory);
    } catch (const Error& error) {
      return error.code + ": " + error.message;
    }
    return std::string();
  };
  const std::string plain = large_scene("decoder", R"({"kind":"causal"})", 5, 0);
  CHECK(refusal(plain, {}, {}) == "input: The runner was given no tokens. Give at least one.");
  CHECK(refusal(plain, {1}, {2}) == "input: This model reads no memory. Leave it out.");
  CHECK(refusal(plain, {11}, {}) == "value: There is no word 11: the vocabulary has 11.");
  const std::string custom = large_scene("attention", R"({"kind":"custom","rows":[[1,0],[1,1]]})", 2, 0);
  CHECK(refusal(custom, {1, 2}, {}).empty());
  CHECK(refusal(custom, {1, 2, 3}, {}).find("does not fit 3 tokens and 3 keys") != std::string::npos);
  std::string rotary = plain;
  rotary.replace(rotary.find("sinusoidal"), 10, "rotary");
  CHECK_THROWS_AS(Runner(read_scene(rotary)), Error);
  std::string learned = plain;
  learned.replace(learned.find("sinusoidal"), 10, "learned");
  CHECK(refusal(learned, {1, 2, 3, 4, 5}, {}).empty());
  CHECK(refusal(learned, {1, 2, 3, 4, 5, 6}, {}).find("has 5 rows, but there are 6 tokens") != std::string::npos);
}

TEST_CASE("runner: the numbers of a session, in random programs", "[runner]") {
  Random random(81);
  Problems problems;
  std::size_t capped = 0, normed = 0;
  for (int n = 0; n < 200; ++n) {
    RandomScene scene = random_scene(random);
    scene.leave_out_switches();
    capped += scene.model.soft_cap > 0;
    normed += scene.model.qk_norm;
    Runner runner(read_scene(scene.text()));
    compare(problems, runner, Session(read_scene(scene.text())), scene.text());
  }
  CHECK(capped > 20);
  CHECK(normed > 50);
  REQUIRE_NONE(problems);
}
