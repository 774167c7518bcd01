#include "loss.hpp"

#include "../error.hpp"
#include "masks.hpp"

namespace attend {

namespace {

[[noreturn]] void refuse(const char* key, std::initializer_list<Piece> what) {
  fail("scene", {"In the scene, \"loss.", key, "\" ", join(what), "."}, "", join({"loss.", key}));
}

template <class Numbers>
Origin written(const Numbers& numbers) {
  Tensor tensor = zeros({numbers.size()});
  for (std::size_t i = 0; i < numbers.size(); ++i) tensor(i) = real(numbers[i]);
  Origin origin;
  origin.tensor = std::make_shared<const Tensor>(std::move(tensor));
  return origin;
}

int cross_entropy(Builder& b, int logits) {
  if (logits < 0)
    refuse("kind", {"is cross_entropy, which compares words with logits, but this model makes none. Add \"unembed\": "
                    "true to the model"});
  b.over(Labels::tokens, Labels::tokens);
  const int targets = b.input("targets", "T", written(b.scene().target_ids), Accepts::ids);
  const int counted = b.input("counted", "T", written(b.scene().counted), Accepts::mask);
  return b.step("loss", "cross_entropy", {logits, targets, counted}, {"Loss: cross-entropy"}).back();
}

/// The tensor that a loss of kind cell or cotangent is of.
int chosen(const Builder& b) {
  const Program& program = b.program();
  const std::string& path = b.scene().loss.path;
  const int slot = program.find_slot(path);
  if (slot >= 0 && program.slots[std::size_t(slot)].accepts != Accepts::ids &&
      program.slots[std::size_t(slot)].accepts != Accepts::mask)
    return slot;
  if (slot >= 0)
    refuse("path", {"is ", path, ", whose numbers only choose, so that no gradient goes into them. Name ",
                    "a tensor that is computed, or a weight"});
  std::string near;
  for (const Slot& one : program.slots)
    if (one.step >= 0 && one.path == program.steps[std::size_t(one.step)].path) append_item(near, one.path);
  refuse("path", {"is \"", path, "\", but this model has no such tensor. There are, among others: ", near});
}

/// The mask that a cell of scores or weights lies under: of its own sublayer, -1 where there is none.
int mask_over(const Program& program, const Slot& slot) {
  if (slot.step < 0) return -1;
  const std::string& path = program.steps[std::size_t(slot.step)].path;
  const std::string sublayer = path.substr(0, path.rfind('.') + 1);
  for (int number = 0; number <= slot.step; ++number) {
    const Step& step = program.steps[std::size_t(number)];
    if (step.path.compare(0, sublayer.size(), sublayer) == 0 && std::string_view(step.stage->id) == "mask")
      return step.reads[1];
  }
  return -1;
}

/// Refuses a cell whose pair of query and key, or whose whole row, is masked away: no weight reaches it.
void check_visible(const Program& program, const Slot& slot, const Index& at) {
  const int mask = mask_over(program, slot);
  const bool pairs = slot.axes.size() == 3 && slot.axes[2].name == "S",
             rows = slot.axes.size() == 2 && slot.axes[0].name == "H";
  if (mask < 0 || (!pairs && !rows)) return;
  const Slot& rule = program.slots[std::size_t(mask)];
  const Tensor may = build_mask(*program.origins[std::size_t(mask)].mask, 0, rule.shape[0], rule.shape[1]);
  bool any = false;
  for (std::size_t s = 0; s < rule.shape[1]; ++s) any = any || may(at[1], s) != 0;
  if (!any)
    refuse("index", {"is in row ", at[1], " of ", slot.path, ", counted from 0, which may attend to nothing: the mask ",
                     "hides all of it, and no gradient goes through. Choose another row, or another mask"});
  if (pairs && may(at[1], at[2]) == 0)
    refuse("index", {"is a cell of ", slot.path, " that the mask hides: query ", at[1], " may not attend to key ",
                     at[2], ", counted from 0, and no gradient goes through. Choose a pair that may"});
}

int cell(Builder& b, int slot) {
  const Slot& named = b.program().slots[std::size_t(slot)];
  const Index& at = b.scene().loss.index;
  bool fits = at.size() == named.shape.size();
  for (std::size_t axis = 0; fits && axis < at.size(); ++axis) fits = at[axis] < named.shape[axis];
  if (!fits)
    refuse("index", {"is ", at, ", which is no cell of ", named.path, ": its shape is ", named.shape,
                     ". Give one whole number for each axis, counted from 0"});
  check_visible(b.program(), named, at);
  Tensor tensor = zeros(named.shape);
  tensor.data()[flat_index(named.shape, at)] = 1;
  Origin origin;
  origin.tensor = std::make_shared<const Tensor>(std::move(tensor));
  return b.input_like("cotangent", slot, std::move(origin));
}

int random(Builder& b, int slot) {
  Origin origin;
  origin.seed = b.scene().loss.seed;
  origin.stream = "cotangent";
  return b.input_like("cotangent", slot, std::move(origin));
}

}  // namespace

int add_loss(Builder& b, int logits) {
  const std::string_view kind = b.scene().loss.kind;
  if (kind == "cross_entropy") return cross_entropy(b, logits);
  const int slot = chosen(b);
  const bool one = kind == "cell";
  const int cotangent = one ? cell(b, slot) : random(b, slot);
  return b.step("loss", "inner_product", {slot, cotangent}, {one ? "Loss: one cell" : "Loss: random cotangent"})[0];
}

}  // namespace attend
