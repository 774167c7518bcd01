// Whole programs to the bit: what tests/wasm/bits.test.js compares engine.wasm with.
#include <nlohmann/json.hpp>

#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

TEST_CASE("bits: every result of whole programs", "[bits]") {
  if (kDouble) return;
  const Json file = read_json("tests/engine/bits.json");
  CHECK(file.at("programs").size() >= 2);
  for (const Json& program : file.at("programs")) {
    const Session session(scene_from(program.at("scene")));
    std::string hash = hash_of(nullptr, 0);
    for (std::size_t slot = 0; slot < session.program().slots.size(); ++slot) {
      if (session.program().slots[slot].step < 0) continue;
      const Tensor& result = session.value(int(slot));
      hash = hash_of(result.data(), result.size(), hash);
    }
    INFO(program.at("name"));
    CHECK(hash == program.at("hash").get<std::string>());
  }
}
