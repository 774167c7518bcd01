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

/// the DOING NOUN and the DOING NOUN wait because PRONOUN VERB . with "now" at the beginning, before or behind "wait". The
/// pronoun means either noun, and fits only that one; its verb is what that noun is said to be doing. So the verb is found by
/// what the pronoun fits, and not at any fixed place or distance.
constexpr const char* kGrammar =
    "the and because . now wait he she it they boy boys girl girls dog dogs laughing sleeping running singing "
    "laughs laugh sleeps sleep runs run sings sing";
enum Word : std::uint32_t { the, conjoined, because, stop, now, wait, he, they = 9, boy, laughing = 16, laughs = 20 };
constexpr std::size_t kSentence = 13, kKinds = 3, kDoings = 4;

/// A noun and what it is doing.
struct Doer {
  std::uint32_t kind, many, doing;

  std::uint32_t noun() const { return boy + 2 * kind + many; }
  std::uint32_t pronoun() const { return many ? they : he + kind; }
  std::uint32_t verb() const { return laughs + 2 * doing + many; }
};

Doer drawn_doer(Stream& stream) {
  const auto below = [&](std::size_t count) { return std::uint32_t(stream.below(count)); };
  const std::uint32_t kind = below(kKinds), many = below(2);
  return {kind, many, below(kDoings)};
}

void grammar(Stream& stream, const TaskSetting&, Example& example) {
  const Doer first = drawn_doer(stream);
  Doer second = drawn_doer(stream);
  while (second.pronoun() == first.pronoun() || second.doing == first.doing) second = drawn_doer(stream);
  const Doer& meant = stream.below(2) ? second : first;
  example.ids = {the,     laughing + first.doing,  first.noun(),  conjoined,
                 the,     laughing + second.doing, second.noun(), wait,
                 because, meant.pronoun(),         meant.verb(),  stop};
  constexpr std::ptrdiff_t kPlaces[] = {0, 7, 8};
  example.ids.insert(example.ids.begin() + kPlaces[stream.below(3)], now);
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
    {"grammar", "sentences in which a pronoun fits one of two nouns, and the verb behind it is what that one does",
     kGrammar, 28, kSentence, [](const TaskSetting&) { return kSentence; }, grammar},
};

}  // namespace attend
