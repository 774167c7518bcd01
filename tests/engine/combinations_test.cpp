// Random combinations of switches, forward and backward, as PyTorch gives them: a few, or those of `npm run combinations`.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

struct Compared {
  std::size_t cells = 0, gradients = 0;
};

void meet(Problems& problems, Compared& compared, const Json& one) {
  // Seeds draw floats where these were made, and doubles in an engine of doubles.
  const Tolerance forward = kDouble ? Tolerance{1e-5, 1e-6} : Tolerance{}, rough{1e-4, 1e-6};
  const std::string title = one.at("scene").at("title");
  const Session session(scene_from(one.at("scene")));
  for (const auto& [path, expected] : one.at("tensors").items()) {
    const bool backward = path.rfind("gradients.", 0) == 0;
    const Tolerance& tolerance = backward ? rough : forward;
    const Tensor& got = tensor_at(session, path);
    if (shape_of(got) != expected.at("shape").get<Shape>()) problems.add(title + ": " + path + " has another shape");
    for (const Json& cell : expected.at("cells")) {
      const std::size_t flat = cell[0];
      const double wanted = cell[1], found = got.data()[flat];
      ++compared.cells;
      compared.gradients += backward;
      if (!near(found, wanted, tolerance))
        problems.add(title + ": " + cell_name(path, got, flat) + " expected " + digits(wanted) + ", got " +
                     digits(found));
    }
  }
}

}  // namespace

TEST_CASE("combinations: forward and gradients as PyTorch gives them", "[combinations]") {
  const char* const all = std::getenv("ATTEND_COMBINATIONS");
  const Json file = read_json(all ? all : "tests/reference/combinations.json");
  Problems problems;
  Compared compared;
  for (const Json& one : file.at("programs")) meet(problems, compared, one);
  if (all) WARN(compared.cells << " numbers, " << compared.gradients << " of them gradients");
  CHECK(file.at("programs").size() >= 80);
  CHECK(compared.gradients > 1000);
  REQUIRE_NONE(problems);
}
