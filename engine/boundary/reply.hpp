#pragma once
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "../error.hpp"
#include "../tensor.hpp"
#include "c_api.h"

namespace attend {

class BoundaryCall;

/// An answer across the boundary, with what it points to: its own text and numbers, or a tensor that it holds.
class Reply : public AttendReply {
public:
  Reply() : AttendReply{} {}
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;

  void clear();
  void say(std::string said) { words = std::move(said); }
  void add(std::size_t number) { whole.push_back(std::int32_t(number)); }
  void cell(int slot, std::size_t flat) { add(std::size_t(slot)), add(flat); }
  void add_float(double number) { numbers.push_back(float(number)); }
  void add_floats(const Tensor& tensor);
  /// Answers with the numbers of a tensor as they lie there.
  void hold(TensorPtr tensor);
  /// Tells where the numbers of one of several tensors lie.
  void lend(real* tensor) { lent_.push_back(tensor); }

  /// Runs what answers, or refuses: the one place where refusals stop.
  template <class Action>
  const AttendReply* answer(Action action) noexcept {
    clear();
    try {
      action();
    } catch (const Error& error) {
      refuse(error);
    } catch (const std::bad_alloc&) {
      refuse_memory();
    }
    seal();
    return this;
  }

  std::string words;
  std::vector<std::int32_t> whole;
  std::vector<float> numbers;
  /// What attend_call began; its tensors are lent.
  std::shared_ptr<BoundaryCall> call;

private:
  void refuse(const Error& error);
  void refuse_memory();
  void seal() noexcept;

  TensorPtr held_;
  std::vector<void*> lent_;
};

}  // namespace attend
