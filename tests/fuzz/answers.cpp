#include "answers.hpp"

#include <stdexcept>

namespace attend::fuzz {

void Streams::take(const std::string& words) {
  ints.push_back(std::int32_t(words.size()));
  text += words;
}

void Streams::add(const Json& value) {
  if (value.is_null()) ints.push_back(0);
  if (value.is_boolean()) ints.push_back(value.get<bool>() ? 2 : 1);
  if (value.is_number()) ints.push_back(3), numbers.push_back(value.get<double>());
  if (value.is_string()) ints.push_back(4), take(value.get<std::string>());
  if (value.is_binary()) ints.push_back(7), ints.push_back(std::int8_t(value.get_binary().at(0)));
  if (!value.is_structured()) return;
  ints.push_back(value.is_array() ? 5 : 6);
  ints.push_back(std::int32_t(value.size()));
  for (const auto& [key, item] : value.items()) {
    if (value.is_object()) take(key);
    add(item);
  }
}

void wrong(const std::string& what) { throw std::logic_error(what); }

void look_at(const AttendReply* reply) {
  if (!reply) wrong("an answer is null");
  const std::string text(reply->text ? reply->text : "", reply->text_size);
  double sum = 0;
  for (std::uint32_t i = 0; i < reply->int_count; ++i) sum += reply->ints[i];
  for (std::uint32_t i = 0; i < reply->float_count; ++i) sum += double(reply->floats[i]);
  volatile double looked = sum;
  static_cast<void>(looked);
  if (reply->status == 0) return;
  if (reply->status != 1)
    wrong("an answer is neither given nor refused: its status is " + std::to_string(reply->status));
  if (reply->int_count || reply->float_count || reply->session || reply->runner)
    wrong("a refusal comes with something: " + text);
  std::size_t lines = 0;
  for (const char letter : text) lines += letter == '\n';
  const std::size_t code = text.find('\n');
  if (code == 0 || lines < 3 || text.back() == '\n') wrong("a refusal says too little: " + text);
}

AttendReply looked_at_and_released(const AttendReply* reply) {
  look_at(reply);
  const AttendReply copy = *reply;
  attend_release(reply);
  return copy;
}

}  // namespace attend::fuzz
