#include "reply.hpp"

namespace attend {

void Reply::clear() {
  status = 0;
  words.clear();
  whole.clear();
  numbers.clear();
  held_.reset();
  lent_.clear();
}

void Reply::add_floats(const Tensor& tensor) {
  numbers.insert(numbers.end(), tensor.data(), tensor.data() + tensor.size());
}

void Reply::hold(TensorPtr tensor) {
#ifdef ATTEND_REAL
  add_floats(*tensor);
#else
  held_ = std::move(tensor);
#endif
}

void Reply::refuse(const Error& error) {
  clear();
  status = 1;
  words = error.code + "\n" + error.stage + "\n" + error.tensor + "\n" + error.message;
}

void Reply::refuse_memory() {
  clear();
  status = 1;
  words = "memory\n\n\nThere is no memory left for this. Close sessions you no longer need, or use smaller sizes.";
}

void Reply::seal() noexcept {
  text = words.data();
  text_size = std::uint32_t(words.size());
  ints = whole.data();
  int_count = std::uint32_t(whole.size());
  floats = numbers.data();
  float_count = std::uint32_t(numbers.size());
  parts = lent_.data();
  part_count = std::uint32_t(lent_.size());
#ifndef ATTEND_REAL
  if (!held_) return;
  floats = held_->data();
  float_count = std::uint32_t(held_->size());
#endif
}

}  // namespace attend
