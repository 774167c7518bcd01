#pragma once
#include <exception>
#include <string>
#include <utility>

namespace attend {

/// Every refusal of the engine. The message names the tensor, what was expected, what was got, and how to mend it.
/// `code` is one of the codes of web/engine/types.ts; stage and tensor are empty where none is concerned.
class Error : public std::exception {
 public:
  Error(const char* code, std::string message, std::string stage = "", std::string tensor = "")
      : code_(code), message_(std::move(message)), stage_(std::move(stage)), tensor_(std::move(tensor)) {}

  const char* what() const noexcept override { return message_.c_str(); }
  const char* code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& stage() const { return stage_; }
  const std::string& tensor() const { return tensor_; }

 private:
  const char* code_;
  std::string message_, stage_, tensor_;
};

}  // namespace attend
