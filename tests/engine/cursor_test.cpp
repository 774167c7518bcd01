// Stepping: forwards, back, in and out, at every level, on random programs.
#include <algorithm>
#include <cmath>

#include "random_scene.hpp"
#include "session_support.hpp"

using namespace attend;
using namespace attend::test;

namespace {

constexpr int kScenes = 40;
const std::vector<Level> kEveryLevel = {Level::model,  Level::layer, Level::sublayer, Level::stage,
                                        Level::result, Level::head,  Level::row,      Level::cell};

/// Calls `check(session, cursor)` for random programs.
template <class Check>
void for_programs(unsigned seed, Check check) {
  Random random(seed);
  for (int n = 0; n < kScenes; ++n) {
    Session session(read_scene(random_scene(random).text()));
    check(session, session.cursor());
  }
}

/// Every place that stepping at this level stops at, from 0 to the end.
std::vector<std::size_t> stops(Cursor& cursor, Level level) {
  cursor.set_level(level);
  cursor.seek(0);
  std::vector<std::size_t> found = {0};
  while (cursor.cells() < cursor.total() && found.size() <= cursor.total()) {
    cursor.step();
    found.push_back(cursor.cells());
  }
  return found;
}

/// The same, counted from the program's tree and tensors.
std::vector<std::size_t> expected_stops(const Session& session, Level level) {
  const Program& program = session.program();
  std::vector<std::size_t> ends = {0};
  std::size_t cells = 0;
  for (const Step& step : program.steps) {
    for (const int slot : step.writes) {
      const Tensor& tensor = session.value(slot);
      const std::vector<Axis>& axes = program.slots[std::size_t(slot)].axes;
      std::size_t unit = tensor.size();
      if (level == Level::head && axes[0].name == "H" && axes.size() > 1) unit /= tensor.shape()[0];
      // A vector has one number for each row.
      if (level == Level::row) unit = axes.size() > 1 ? row_length(tensor) : 1;
      if (level == Level::cell) unit = 1;
      for (std::size_t made = unit; made <= tensor.size(); made += unit)
        if (level >= Level::result) ends.push_back(cells + made);
      cells += tensor.size();
    }
    if (level == Level::stage) ends.push_back(cells);
  }
  return ends;
}

}  // namespace

TEST_CASE("cursor: stepping to the end and back passes through the same places, at every level", "[cursor]") {
  for_programs(21, [](Session&, Cursor& cursor) {
    for (const Level level : kEveryLevel) {
      INFO(kLevels[int(level)]);
      const std::vector<std::size_t> forth = stops(cursor, level);
      REQUIRE(forth.back() == cursor.total());
      REQUIRE(std::is_sorted(forth.begin(), forth.end()));
      REQUIRE(std::adjacent_find(forth.begin(), forth.end()) == forth.end());
      std::vector<std::size_t> back = {cursor.cells()};
      while (cursor.cells() > 0 && back.size() <= forth.size()) {
        cursor.step_back();
        back.push_back(cursor.cells());
      }
      std::reverse(back.begin(), back.end());
      REQUIRE((back == forth));
      cursor.step_back();
      REQUIRE(cursor.cells() == 0);
      cursor.seek(cursor.total());
      cursor.step();
      REQUIRE(cursor.cells() == cursor.total());
    }
  });
}

TEST_CASE("cursor: stages, results, heads, rows and cells stop where their pieces end", "[cursor]") {
  for_programs(22, [](Session& session, Cursor& cursor) {
    for (const Level level : {Level::stage, Level::result, Level::head, Level::row, Level::cell}) {
      INFO(kLevels[int(level)]);
      REQUIRE((stops(cursor, level) == expected_stops(session, level)));
    }
  });
}

TEST_CASE("cursor: a finer level stops wherever a coarser one does", "[cursor]") {
  for_programs(23, [](Session&, Cursor& cursor) {
    std::vector<std::size_t> coarse = stops(cursor, Level::model);
    REQUIRE(coarse == std::vector<std::size_t>{0, cursor.total()});
    for (const Level level : kEveryLevel) {
      INFO(kLevels[int(level)]);
      const std::vector<std::size_t> fine = stops(cursor, level);
      REQUIRE(std::includes(fine.begin(), fine.end(), coarse.begin(), coarse.end()));
      coarse = fine;
    }
    REQUIRE(coarse.size() == cursor.total() + 1);
  });
}

TEST_CASE("cursor: layers and sublayers end where the tree says", "[cursor]") {
  Session session(read_scene(R"({"version":1,"tokens":["a","b"],"weights":{"seed":1},
    "model":{"kind":"encoder","layers":2,"width":2,"heads":1,"position":"sinusoidal","unembed":true}})"));
  Cursor& cursor = session.cursor();
  const auto paths_at = [&](Level level) {
    std::vector<std::string> paths;
    for (const std::size_t cells : stops(cursor, level)) {
      cursor.seek(cells);
      const int slot = cursor.newest_slot();
      paths.push_back(
          slot < 0 ? "" : session.program().steps[std::size_t(session.program().slots[std::size_t(slot)].step)].path);
    }
    return paths;
  };
  CHECK(paths_at(Level::layer) == std::vector<std::string>{"", "embed", "position", "layers.0.residual_2",
                                                           "layers.1.residual_2", "final_norm", "unembed",
                                                           "probabilities"});
  CHECK(paths_at(Level::sublayer) ==
        std::vector<std::string>{"", "embed", "position", "layers.0.norm_1", "layers.0.attention.output",
                                 "layers.0.residual_1", "layers.0.norm_2", "layers.0.feed_forward",
                                 "layers.0.residual_2", "layers.1.norm_1", "layers.1.attention.output",
                                 "layers.1.residual_1", "layers.1.norm_2", "layers.1.feed_forward",
                                 "layers.1.residual_2", "final_norm", "unembed", "probabilities"});
}

TEST_CASE("cursor: what is done, filled and newest agrees with the number of cells", "[cursor]") {
  for_programs(24, [](Session& session, Cursor& cursor) {
    const Program& program = session.program();
    for (std::size_t cells = 0; cells <= cursor.total(); cells += 1 + cursor.total() / 97) {
      cursor.seek(cells);
      REQUIRE(cursor.cells() == cells);
      std::size_t filled = 0, done = 0;
      int newest = -1;
      for (const Step& step : program.steps) {
        bool whole = true;
        for (const int slot : step.writes) {
          const std::size_t here = cursor.filled(slot);
          filled += here;
          whole = whole && here == session.value(slot).size();
          if (here > 0) newest = slot;
        }
        done += whole;
      }
      REQUIRE(filled == cells);
      REQUIRE(done == cursor.steps_done());
      REQUIRE(newest == cursor.newest_slot());
      if (newest >= 0) REQUIRE(cursor.newest_flat() + 1 == cursor.filled(newest));
    }
    cursor.seek(cursor.total() + 1000);
    REQUIRE(cursor.cells() == cursor.total());
  });
}

TEST_CASE("cursor: step into goes to a finer level and makes its first piece; out finishes what is around it",
          "[cursor]") {
  for_programs(25, [](Session&, Cursor& cursor) {
    for (const Level level : kEveryLevel) {
      const std::vector<std::size_t> places = stops(cursor, level);
      for (std::size_t i = 0; i + 1 < places.size(); i += 1 + places.size() / 23) {
        INFO(kLevels[int(level)] << " at " << places[i]);
        cursor.set_level(level);
        cursor.seek(places[i]);
        cursor.step_into();
        REQUIRE(cursor.cells() > places[i]);
        REQUIRE(cursor.cells() <= places[i + 1]);
        // Only a piece without parts is made whole, at its own level.
        REQUIRE((cursor.level() > level) == (cursor.cells() < places[i + 1]));
        int outs = 0;
        while (cursor.level() > level && ++outs < 10) cursor.step_out();
        REQUIRE(cursor.cells() <= cursor.total());
        if (cursor.level() == level) REQUIRE(cursor.cells() == places[i + 1]);
      }
    }
  });
}

TEST_CASE("cursor: stepping out, again and again, ends at the end of the model", "[cursor]") {
  for_programs(26, [](Session&, Cursor& cursor) {
    cursor.set_level(Level::cell);
    cursor.seek(1);
    for (int outs = 0; outs < 10 && (cursor.level() > Level::model); ++outs) cursor.step_out();
    REQUIRE(cursor.level() == Level::model);
    REQUIRE(cursor.cells() == cursor.total());
  });
}

TEST_CASE("cursor: from between two stops, a step ends the piece and a step back takes it back", "[cursor]") {
  for_programs(27, [](Session&, Cursor& cursor) {
    for (const Level level : kEveryLevel) {
      const std::vector<std::size_t> places = stops(cursor, level);
      for (std::size_t cells = 1; cells < cursor.total(); cells += 1 + cursor.total() / 31) {
        const auto next = std::upper_bound(places.begin(), places.end(), cells);
        cursor.seek(cells);
        cursor.step();
        REQUIRE(cursor.cells() == *next);
        cursor.seek(cells);
        cursor.step_back();
        REQUIRE(cursor.cells() == *(std::lower_bound(places.begin(), places.end(), cells) - 1));
      }
    }
  });
}

TEST_CASE("cursor: every result begins where the one before it ends", "[cursor]") {
  for_programs(28, [](Session& session, Cursor& cursor) {
    std::size_t start = 0;
    for (const Step& step : session.program().steps)
      for (const int slot : step.writes) {
        REQUIRE(cursor.start_of(slot) == start);
        cursor.seek(start + 1);
        REQUIRE(cursor.newest_slot() == slot);
        REQUIRE(cursor.newest_flat() == 0);
        start += session.value(slot).size();
      }
    REQUIRE(start == cursor.total());
  });
}
