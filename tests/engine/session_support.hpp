#pragma once
#include "session/session.hpp"
#include "support.hpp"

namespace attend::test {

/// JSON as it comes across the boundary.
json::Value value_from(const Json& given);

/// A scene from its JSON.
Scene scene_from(const Json& scene);
Scene read_scene(const std::string& text);

/// The slot of a path; fails the test where there is none.
int slot_at(const Session& session, const std::string& path);
const Tensor& tensor_at(const Session& session, const std::string& path);

/// Changes one cell; and the option of a step, as "layers.0.attention.scale" and "temperature".
void edit(Session& session, const std::string& path, const Index& index, double value);
void edit_option(Session& session, const std::string& step, const std::string& option, double value);

/// The steps that have something to say, and what they say.
std::vector<std::pair<int, std::string>> notices_of(const Session& session);

/// Every tensor as it is now, by slot, and the slots where two of these lists differ.
std::vector<Tensor> snapshot(const Session& session);
std::vector<int> differing(const std::vector<Tensor>& a, const std::vector<Tensor>& b);

}  // namespace attend::test
