#include <cmath>

#include "../json/number.hpp"
#include "fields.hpp"
#include "model.hpp"
#include "read_numbers.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;

/// The names of a group's keys; where a kind is given, of those that it uses.
template <class Config>
std::vector<std::string_view> names(std::string_view kind) {
  std::vector<std::string_view> found;
  each_key(static_cast<const Config&>(Config()), [&](const char* name, const auto& row, const auto&) {
    if (kind.empty() || is_used(row, kind)) found.push_back(name);
  });
  return found;
}

std::vector<std::size_t> read_places(const Fields& fields, const char* name) {
  std::vector<std::size_t> places;
  const json::Value* given = fields.find(name);
  if (!given) return places;
  if (!given->is(Type::array)) fields.fail(name, {"must be a list of token positions, counted from 0"});
  for (const json::Value& item : given->items) {
    if (!item.is(Type::number) || !(item.number >= 0 && item.number < kMostTokens) ||
        item.number != std::floor(item.number))
      fields.fail(name, {"must be a list of token positions, counted from 0"});
    places.push_back(std::size_t(item.number));
  }
  return places;
}

Tensor read_cells(const Fields& fields, const char* name, std::string_view path) {
  const json::Value* given = fields.find(name);
  if (!given) return Tensor();
  Tensor cells = read_numbers(*given, path);
  bool fits = cells.dimension() == 2;
  for (std::size_t i = 0; i < cells.size(); ++i) fits = fits && (cells.data()[i] == 0 || cells.data()[i] == 1);
  if (!fits) fields.fail(name, {"must be a list of rows that hold 1 (may attend) and 0 (may not) only"});
  return cells;
}

/// Reads the keys of one group, row by row.
template <class Config>
class GroupReader {
public:
  GroupReader(const json::Value& object, std::string_view path, const ModelConfig& model)
      : fields_(object, path), path_(path), model_(model) {
    fields_.allow(names<Config>(""));
  }

  const Fields& fields() const { return fields_; }

  void operator()(const char* name, const ChoiceKey& row, std::string_view& value) {
    if (row.required && !fields_.find(name)) {
      std::string choices;
      for (const std::string_view one : words(row.choices, '|')) append_item(choices, one);
      fields_.fail(name, {"is missing. Say which it is: ", choices});
    }
    value = fields_.choice(name, row.otherwise ? row.otherwise(model_) : row.initial ? row.initial : "", row.choices);
    if (std::string_view(name) != "kind") return;
    kind_ = value;
    fields_.allow(names<Config>(kind_));
  }

  void operator()(const char* name, const WholeKey& row, std::size_t& value) {
    refuse_missing(name, row);
    const json::Value* given = fields_.find(name);
    if (row.or_none && given && given->is(Type::null)) return void(value = 0);
    value = fields_.whole(name, row.otherwise ? row.otherwise(model_) : row.initial, row.least, row.most);
    if (value != 1 && has_word(row.always_one, kind_, '|'))
      fields_.fail(name, {"must be 1 for the kind \"", kind_, "\". Use encoder or decoder for a stack"});
    if (value == 0 && has_word(row.never_zero, kind_, '|'))
      fields_.fail(name, {"must be 1 or above for the kind \"", kind_, "\""});
  }

  void operator()(const char* name, const PositiveKey& row, double& value) {
    const json::Value* given = fields_.find(name);
    const bool none = row.or_none && given && given->is(Type::null);
    value = none ? 0 : fields_.positive(name, row.initial);
    if (row.most > 0 && value > row.most)
      fields_.fail(name, {"is ", json::number(value), ". It must be above 0 and at most ", json::number(row.most)});
  }

  void operator()(const char* name, const FlagKey& row, bool& value) {
    value = fields_.yes(name, row.otherwise ? row.otherwise(model_) : row.initial);
  }

  void operator()(const char* name, const PlacesKey&, std::vector<std::size_t>& value) {
    value = read_places(fields_, name);
  }

  void operator()(const char* name, const CellsKey& row, Tensor& value) {
    refuse_missing(name, row);
    value = read_cells(fields_, name, join({path_, ".", name}));
  }

  template <class Inner>
  void operator()(const char* name, const GroupKey<Inner>&, Inner& value) {
    static const json::Value nothing = empty_object();
    const json::Value* given = fields_.find(name);
    const std::string path = join({path_, ".", name});
    each_key(value, GroupReader<Inner>(given ? *given : nothing, path, model_));
  }

private:
  static json::Value empty_object() {
    json::Value value;
    value.type = Type::object;
    return value;
  }

  template <class Row>
  void refuse_missing(const char* name, const Row& row) const {
    if (row.needed && !fields_.find(name) && is_used(row, kind_)) fields_.fail(name, {"is needed: ", row.needed});
  }

  const Fields fields_;
  const std::string_view path_;
  const ModelConfig& model_;
  std::string_view kind_;
};

}  // namespace

double turned_columns(const ModelConfig& model) noexcept { return model.rotary.share * double(model.head_width); }

namespace {

/// What rows cannot say: how switches fit each other and the sizes.
void check_switches(const ModelConfig& model, const Fields& fields) {
  if (model.heads % model.kv_heads != 0)
    fields.fail("kv_heads", {"is ", model.kv_heads, ", which does not divide the ", model.heads,
                             " heads. Choose a number of which the heads are a multiple"});
  if (model.tile && (model.sinks || model.mask.on == "weights"))
    fields.fail("tile",
                {"is ", model.tile, ", but ", model.sinks ? "sinks" : "a mask on weights",
                 " cannot be combined with tiles, which never have a whole row of weights. Leave out one of the two"});
  const FeedForwardConfig& feed = model.feed_forward;
  if (feed.top > feed.experts)
    fields.fail("feed_forward.top", {"is ", feed.top, ", but feed_forward.experts is ", feed.experts,
                                     ". A token cannot go to more experts than there are. Choose at most that many"});
  if (feed.experts > 1 && feed.activation.ends_with("glu"))
    fields.fail("feed_forward.experts",
                {"is ", feed.experts, ", but ", feed.activation,
                 " is gated, and experts are plain feed-forwards. Use relu, gelu, gelu_tanh or silu, or 1 expert"});
  const double columns = turned_columns(model);
  if (model.position == "rotary" && !(columns >= 2 && std::fmod(columns, 2) == 0))
    fields.fail("position",
                {"is rotary, which turns pairs of columns, but the share ", json::number(model.rotary.share),
                 " of a head's ", model.head_width, " columns is ", json::number(columns),
                 ". Choose an even head_width, or a share that gives an even number"});
}

}  // namespace

ModelConfig read_model(const json::Value& value) {
  ModelConfig model;
  GroupReader<ModelConfig> reader(value, "model", model);
  each_key(model, reader);
  if (!reader.fields().find("head_width") && model.width % model.heads != 0)
    reader.fields().fail("heads", {"is ", model.heads, ", which does not divide the width ", model.width,
                                   ". Choose another number of heads, or give head_width"});
  check_switches(model, reader.fields());
  model.final_norm = model.final_norm && model.kind != "attention";
  return model;
}

namespace {

/// Whether no token sees one behind it, apart from those that are given: only then does what was computed stay true.
bool looks_back(const MaskConfig& mask, std::size_t tokens) {
  if (mask.on == "weights") return false;
  if (mask.kind == "causal" || (mask.kind == "prefix" && mask.length <= tokens)) return true;
  return mask.causal &&
         (mask.kind == "window" || mask.kind == "dilated" || mask.kind == "block" || mask.kind == "global");
}

}  // namespace

GenerateConfig read_generate(const Fields& scene, const ModelConfig& model, std::size_t tokens, std::size_t words) {
  GenerateConfig generate;
  const json::Value& value = *scene.find("generate");
  GroupReader<GenerateConfig> reader(value, "generate", model);
  each_key(generate, reader);
  const Fields& fields = reader.fields();
  if (model.has_encoder() || model.kind == "encoder")
    scene.fail("generate", {"asks a model of the kind \"", model.kind,
                            "\" for more tokens. Use the kind decoder, block or attention"});
  if (!model.unembed)
    scene.fail("generate", {"needs logits to pick from, and this model has none. Add \"unembed\": true to the model"});
  if (!looks_back(model.mask, tokens))
    scene.fail("generate",
               {"needs a mask on scores by which no token sees a later one, but this one is \"", model.mask.kind,
                "\". Use causal, or window, dilated, block or global with \"causal\": true"});
  if (generate.tokens > kMostTokens - tokens)
    fields.fail("tokens", {"is ", generate.tokens, ", which with the ", tokens, " given tokens is more than ",
                           kMostTokens, ". Ask for fewer"});
  const PickConfig& pick = generate.pick;
  const Fields picks(value.find("pick") ? *value.find("pick") : value, "generate.pick");
  if (pick.top_k > words)
    picks.fail("top_k",
               {"is ", pick.top_k, ", but the vocabulary has only ", words, " words. Use at most that, or null"});
  return generate;
}

}  // namespace attend
