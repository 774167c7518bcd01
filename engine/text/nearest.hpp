#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace attend {

/// The name of these that someone who wrote `name` will have meant, letter case aside; of paths also the last part alone is
/// compared. Empty where none is near.
std::string_view nearest(std::string_view name, const std::vector<std::string_view>& known) noexcept;

/// "Did you mean \"wq\"? ", or nothing.
std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known) noexcept;

}  // namespace attend
