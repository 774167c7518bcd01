#include "tasks.hpp"

#include <algorithm>
#include <numeric>

namespace attend {

namespace {

using Ids = std::vector<std::uint32_t>;

std::size_t whole(const TaskSetting& setting) { return setting.tokens; }
std::size_t halves(const TaskSetting& setting) { return setting.in_place ? setting.tokens : setting.tokens / 2 * 2; }

/// A question of random words and, behind it or in its place, what `answer` makes of it.
template <class Answer>
void question(Stream& stream, const TaskSetting& setting, Example& example, Answer answer) {
  const std::size_t count = setting.in_place ? setting.tokens : setting.tokens / 2;
  Ids asked(count);
  for (std::uint32_t& word : asked) word = std::uint32_t(stream.below(setting.words));
  std::copy(asked.begin(), asked.end(), example.ids.begin());
  answer(asked);
  if (setting.in_place) {
    example.targets = asked;
    std::fill(example.counted.begin(), example.counted.end(), char(1));
    return;
  }
  std::copy(asked.begin(), asked.end(), example.ids.begin() + std::ptrdiff_t(count));
  example.tell_next(count - 1);
}

void copy(Stream& stream, const TaskSetting& setting, Example& example) {
  question(stream, setting, example, [](Ids&) {});
}
void reverse(Stream& stream, const TaskSetting& setting, Example& example) {
  question(stream, setting, example, [](Ids& asked) { std::reverse(asked.begin(), asked.end()); });
}
void sort(Stream& stream, const TaskSetting& setting, Example& example) {
  question(stream, setting, example, [](Ids& asked) { std::sort(asked.begin(), asked.end()); });
}

/// Some words, all different as far as the vocabulary reaches, again and again. How many there are is drawn, so that no fixed
/// distance tells what comes next: only finding the same word earlier does, and looking at what followed it there.
void induction(Stream& stream, const TaskSetting& setting, Example& example) {
  Ids deck(setting.words);
  std::iota(deck.begin(), deck.end(), 0);
  const std::size_t most = std::min(setting.tokens * 2 / 3, setting.words), period = 2 + stream.below(most - 1);
  for (std::size_t t = 0; t < setting.tokens; ++t) {
    if (t < period) std::swap(deck[t], deck[t + stream.below(deck.size() - t)]);
    example.ids[t] = deck[t % period];
  }
  example.tell_next(period);
}

constexpr std::uint32_t kPlus = 10, kEquals = 11;
/// n digits + n digits = n + 1 digits
std::size_t digits_of_sum(std::size_t tokens) { return (tokens - 3) / 3; }

void add(Stream& stream, const TaskSetting& setting, Example& example) {
  const std::size_t n = digits_of_sum(setting.tokens), equals = 2 * n + 1;
  std::uint32_t carry = 0;
  for (std::size_t i = n; i-- > 0;) {
    const std::uint32_t a = std::uint32_t(stream.below(10)), b = std::uint32_t(stream.below(10)), sum = a + b + carry;
    example.ids[i] = a, example.ids[n + 1 + i] = b, example.ids[equals + 2 + i] = sum % 10;
    carry = sum / 10;
  }
  example.ids[n] = kPlus, example.ids[equals] = kEquals, example.ids[equals + 1] = carry;
  example.tell_next(equals);
}

/// the NOUN near the NOUN VERB the NOUN because PRONOUN VERB OBJECT . The first noun decides both verbs and the pronoun,
/// whatever stands nearer; the last noun decides the object.
constexpr const char* kGrammar =
    "the near because . he she it they him her them boy boys girl girls dog dogs sees see likes like";
enum Word : std::uint32_t {
  the,
  near,
  because,
  stop,
  he,
  she,
  it,
  they,
  him,
  her,
  them,
  boy,
  boys,
  girl,
  girls,
  dog,
  dogs,
  sees,
  see,
  likes,
  like
};
constexpr std::size_t kSentence = 13;

void grammar(Stream& stream, const TaskSetting&, Example& example) {
  constexpr Word kNouns[] = {boy, girl, dog}, kPronouns[] = {he, she, it}, kObjects[] = {him, her, it},
                 kVerbs[] = {sees, likes};
  const auto noun = [&](std::size_t kind, bool many) { return kNouns[kind] + std::uint32_t(many); };
  const auto verb = [&](bool many) { return kVerbs[stream.below(2)] + std::uint32_t(many); };
  const std::size_t who = stream.below(3), nearby = stream.below(3), whom = stream.below(3);
  const bool many = stream.below(2), many_nearby = stream.below(2), many_whom = stream.below(2);
  const std::uint32_t first = verb(many), second = verb(many);
  example.ids = {the,
                 noun(who, many),
                 near,
                 the,
                 noun(nearby, many_nearby),
                 first,
                 the,
                 noun(whom, many_whom),
                 because,
                 std::uint32_t(many ? they : kPronouns[who]),
                 second,
                 std::uint32_t(many_whom ? them : kObjects[whom]),
                 stop};
  example.tell_next();
}

}  // namespace

const std::vector<Task> kTasks = {
    {"copy", "some words, and the same again", "", 2, 4, halves, copy},
    {"reverse", "some words, and the same backwards", "", 2, 4, halves, reverse},
    {"sort", "some words, and the same in the order of the vocabulary", "", 2, 4, halves, sort},
    {"add", "two numbers and their sum, digit by digit", "0 1 2 3 4 5 6 7 8 9 + =", 12, 6,
     [](const TaskSetting& setting) { return 3 * digits_of_sum(setting.tokens) + 3; }, add},
    {"induction", "a few words again and again: what follows a word follows it each time", "", 4, 6, whole, induction},
    {"grammar", "sentences in which verbs and pronouns agree with nouns that stand further away", kGrammar, 21,
     kSentence, [](const TaskSetting&) { return kSentence; }, grammar},
};

}  // namespace attend
