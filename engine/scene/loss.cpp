#include "loss.hpp"

#include <cmath>

#include "../stage.hpp"
#include "fields.hpp"

namespace attend {

namespace {

using Type = json::Value::Type;

constexpr const char* kKinds = "cross_entropy|cell|cotangent";

/// The keys that a kind of loss uses.
const char* keys_of(std::string_view kind) {
  if (kind == "cross_entropy") return "kind targets";
  return kind == "cell" ? "kind path index" : "kind path seed";
}

void read_targets(const Fields& fields, std::size_t tokens, LossConfig& loss) {
  const json::Value* targets = fields.find("targets");
  loss.next = !targets || (targets->is(Type::string) && targets->text == "next");
  if (loss.next && tokens < 2)
    fields.fail("targets", {"is \"next\", but there is only one token and none after it. Give a list, or more tokens"});
  if (loss.next) return;
  if (!targets->is(Type::array) || targets->items.size() != tokens)
    fields.fail("targets", {"must be \"next\", or a list with one entry for each of the ", tokens,
                            " tokens: a word, or null where no target is"});
  bool any = false;
  for (const json::Value& target : targets->items) {
    if (!target.is(Type::null) && (!target.is(Type::string) || target.text.empty()))
      fields.fail("targets", {"must hold words in quotes, or null where no target is"});
    loss.targets.push_back(target.text);
    any = any || !target.text.empty();
  }
  if (!any) fields.fail("targets", {"is null throughout, so there is nothing to compare with. Give at least one word"});
}

void read_index(const Fields& fields, LossConfig& loss) {
  const json::Value* index = fields.find("index");
  bool fits = index && index->is(Type::array);
  for (std::size_t axis = 0; fits && axis < index->items.size(); ++axis) {
    const json::Value& place = index->items[axis];
    fits =
        place.is(Type::number) && place.number >= 0 && place.number < 4e9 && place.number == std::floor(place.number);
    if (fits) loss.index.push_back(std::size_t(place.number));
  }
  if (!fits) fields.fail("index", {"must be a list of whole numbers, one for each axis of the tensor, counted from 0"});
}

}  // namespace

LossConfig read_loss(const json::Value& value, std::size_t tokens) {
  LossConfig loss;
  const Fields fields(value, "loss");
  fields.allow(words("kind targets path index seed"));
  if (!fields.find("kind")) fields.fail("kind", {"is missing. It must be one of: cross_entropy, cell, cotangent"});
  loss.kind = fields.choice("kind", "", kKinds);
  fields.allow(words(keys_of(loss.kind)));
  if (loss.kind == "cross_entropy") {
    read_targets(fields, tokens, loss);
    return loss;
  }
  loss.path = fields.string("path", "");
  if (loss.path.empty()) fields.fail("path", {"is missing. Name a tensor, for instance \"embed\""});
  if (loss.kind == "cell") read_index(fields, loss);
  else loss.seed = std::uint32_t(fields.whole("seed", 0, 0, 4294967295u));
  return loss;
}

void write_loss(json::Writer& out, const LossConfig& loss) noexcept {
  out.begin("loss", '{');
  out.field("kind", loss.kind);
  if (loss.next) out.field("targets", "next");
  if (!loss.targets.empty()) {
    out.begin("targets", '[');
    for (const std::string& target : loss.targets) target.empty() ? out.null() : out.string(target);
    out.end(']');
  }
  if (!loss.path.empty()) out.field("path", loss.path);
  if (loss.kind == "cell") {
    out.begin("index", '[');
    for (const std::size_t place : loss.index) out.number(double(place));
    out.end(']');
  }
  if (loss.kind == "cotangent") out.field("seed", double(loss.seed));
  out.end('}');
}

}  // namespace attend
