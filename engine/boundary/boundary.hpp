#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "../scene/flat.hpp"
#include "../scene/scene.hpp"
#include "c_api.h"
#include "reply.hpp"

/// What the boundary's C types stand for.
struct AttendTensor {
  attend::NumbersPtr numbers;
};

namespace attend {

inline std::vector<NumbersPtr> numbers_of(AttendTensor* const* tensors, std::uint32_t count) {
  std::vector<NumbersPtr> numbers;
  for (std::uint32_t i = 0; i < count; ++i) numbers.push_back(tensors[i]->numbers);
  return numbers;
}

inline constexpr const char* kNoSession = "closed\n\n\nThere is no such session. Open a scene first.";
inline constexpr AttendReply kClosed = {1,          std::uint32_t(std::char_traits<char>::length(kNoSession)),
                                        kNoSession, 0,
                                        nullptr,    0,
                                        nullptr,    nullptr,
                                        nullptr,    0,
                                        nullptr};

/// Asks a session or a runner, and answers in its own reply.
template <class Asked, class Question>
const AttendReply* ask(Asked* asked, Question question) noexcept {
  if (!asked) return &kClosed;
  return asked->reply().answer([&] { question(asked->reply()); });
}

/// Reads a scene as it crosses the boundary.
inline Scene read_scene(const FlatReader::Streams& streams) {
  json::Value scene;
  FlatReader(streams).read(scene);
  return parse_scene(scene);
}

}  // namespace attend
