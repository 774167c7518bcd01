// The fuzzers of tests/fuzz without libFuzzer: over the bytes that it found worth keeping, and over random ones.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "../fuzz/fuzz.hpp"
#include "random.hpp"

using namespace attend::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Every file in a folder of tests/fuzz/corpus, in the order of their names.
std::vector<std::filesystem::path> corpus(const std::string& name) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(ATTEND_ROOT "/tests/fuzz/corpus/" + name))
    files.push_back(file.path());
  std::sort(files.begin(), files.end());
  return files;
}

Bytes bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

/// Makes so many calls of the boundary, out of random bytes.
void call_at_random(std::size_t count) {
  for (unsigned seed = 1; count > 0; ++seed) {
    Random random(seed);
    Bytes bytes(random.between(1, 4000));
    for (std::uint8_t& byte : bytes) byte = std::uint8_t(random.below(256));
    INFO("the bytes of seed " << seed);
    CAPTURE(bytes.size());
    count -= std::min(count, attend::fuzz::calls(bytes.data(), bytes.size()));
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("fuzz: scenes that were found by a fuzzer are opened or refused", "[fuzz]") {
  for (const auto& file : corpus("scene")) {
    INFO(file);
    const Bytes bytes = bytes_of(file);
    attend::fuzz::scene(bytes.data(), bytes.size());
  }
  SUCCEED();
}

TEST_CASE("fuzz: calls that were found by a fuzzer are answered or refused", "[fuzz]") {
  std::size_t calls = 0;
  for (const auto& file : corpus("calls")) {
    INFO(file);
    const Bytes bytes = bytes_of(file);
    calls += attend::fuzz::calls(bytes.data(), bytes.size());
  }
  CHECK(calls > 100);
}

TEST_CASE("fuzz: twenty thousand calls at random", "[fuzz]") { call_at_random(20000); }

// npm run fuzz -- --million
TEST_CASE("fuzz: a million calls at random", "[.][million]") { call_at_random(1000000); }
