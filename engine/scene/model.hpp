#pragma once
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <vector>

#include "../json/json.hpp"
#include "../stage.hpp"

/// The configuration of a model. Its keys stand in tables, keys/*.def, a row a key; everything that has to know one reads
/// its row.
namespace attend {

class Fields;
struct ModelConfig;

/// What no size of a scene goes beyond; how much fits together is a question of bytes, which the program asks.
inline constexpr std::size_t kMostTokens = 65536, kWidest = 65536;

/// The columns of a row, by the type of the key's value. All have `about`, which people read. `initial` is the value of a
/// key that is left out, `otherwise` tells it from the keys above. `used_by` names the kinds of its group that use the key,
/// all where it is empty; for those, a key with `needed` has to be there, and `needed` says what is missing.
struct ChoiceKey {
  using Value = std::string_view;  ///< a view of `choices`
  const char* choices;             ///< with bars between
  const char* initial = nullptr;
  std::string_view (*otherwise)(const ModelConfig&) = nullptr;
  Text about;
  bool required = false;
  const char* idle_for = "";  ///< kinds of its group for which it makes no difference
  bool offered = false;       ///< whether the workshop has a control for it
};

struct WholeKey {
  using Value = std::size_t;
  std::size_t initial = 0;
  std::size_t (*otherwise)(const ModelConfig&) = nullptr;
  std::size_t least = 1, most;
  std::size_t offered_most = 0;  ///< the most that the workshop offers, small enough to stay quick; 0: no control
  const char* always_one = "";   ///< kinds of its group for which it can only be 1
  const char* used_by = "";
  const char* needed = nullptr;
  bool or_none = false;         ///< null is a value too, and the usual one; it is read as 0
  const char* never_zero = "";  ///< kinds for which it cannot be 0
  Text about;
};

/// A number above 0.
struct PositiveKey {
  using Value = double;  ///< 0 where there is none
  double initial = 0;
  double most = 0;       ///< 0: any number above 0
  bool or_none = false;  ///< null is a value too, and the usual one
  Text about;
  double offered = 0;  ///< what its control in the workshop begins with; 0: it has none
};

struct FlagKey {
  using Value = bool;
  bool initial = false;
  bool (*otherwise)(const ModelConfig&) = nullptr;
  const char* used_by = "";
  Text about;
  const char* idle_for = "";
  bool offered = false;
};

/// Places of tokens.
struct PlacesKey {
  using Value = std::vector<std::size_t>;
  const char* used_by = "";
  Text about;
};

/// Rows of 0 and 1.
struct CellsKey {
  using Value = Tensor;
  const char* used_by = "";
  const char* needed = nullptr;
  Text about;
};

/// An object with a table of its own.
template <class Config>
struct GroupKey {
  using Value = Config;
  Text about;
  const char* idle_for = "";
};

#define ATTEND_KEY(Type, name, ...) Type::Value name{};
struct MaskConfig {
#include "keys/mask.def"
};

struct FeedForwardConfig {
#include "keys/feed_forward.def"
};

struct RotaryConfig {
#include "keys/rotary.def"
};

struct ModelConfig {
#include "keys/model.def"

  bool has_encoder() const { return kind == "encoder-decoder"; }
};

struct PickConfig {
#include "keys/pick.def"
};

/// How a scene goes on behind its tokens.
struct GenerateConfig {
#include "keys/generate.def"
};
#undef ATTEND_KEY

template <class Config, class Wanted>
concept Is = std::is_same_v<std::remove_const_t<Config>, Wanted>;

/// Calls visit(name, row, value) for every key of a group, in the order of its table.
#define ATTEND_KEY(Type, name, ...) visit(#name, Type{__VA_ARGS__}, config.name);
template <Is<MaskConfig> Config, class Visit>
void each_key(Config& config, Visit&& visit) {
#include "keys/mask.def"
}
template <Is<FeedForwardConfig> Config, class Visit>
void each_key(Config& config, Visit&& visit) {
#include "keys/feed_forward.def"
}
template <Is<RotaryConfig> Config, class Visit>
void each_key(Config& config, Visit&& visit) {
#include "keys/rotary.def"
}
template <Is<PickConfig> Config, class Visit>
void each_key(Config& config, Visit&& visit) {
#include "keys/pick.def"
}
template <Is<GenerateConfig> Config, class Visit>
void each_key(Config& config, Visit&& visit) {
#include "keys/generate.def"
}
template <Is<ModelConfig> Config, class Visit>
void each_key(Config& config, Visit&& visit) {
#include "keys/model.def"
}
#undef ATTEND_KEY

/// Whether a group of this kind uses the key.
template <class Row>
bool is_used(const Row& row, std::string_view kind) noexcept {
  if constexpr (requires { row.used_by; }) return !*row.used_by || has_word(row.used_by, kind, '|');
  else return true;
}

/// How many columns of a head rotary positions turn; not whole where share and width do not fit.
double turned_columns(const ModelConfig& model) noexcept;

/// Reads and checks a model. Throws Error("scene") naming the key, what was expected, what was got.
ModelConfig read_model(const json::Value& value);

/// Reads how a scene that has "generate", with this model and so many tokens and words, goes on. Throws Error("scene") for what no model or not this
/// one can do.
GenerateConfig read_generate(const Fields& scene, const ModelConfig& model, std::size_t tokens, std::size_t words);

/// The configuration with all defaults filled in, as JSON.
void write_generate(json::Writer& out, const GenerateConfig& generate) noexcept;
void write_model(json::Writer& out, const ModelConfig& model) noexcept;

}  // namespace attend
