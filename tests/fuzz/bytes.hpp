#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace attend::fuzz {

/// Decisions, a byte or two each. Behind the last byte everything is 0.
class Bytes {
public:
  Bytes(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {}

  bool done() const { return at_ == end_; }
  unsigned byte() { return done() ? 0 : *at_++; }
  unsigned two() {
    const unsigned high = byte();
    return high * 256 + byte();
  }
  /// 0 to n - 1; n at most 65,536.
  std::size_t below(std::size_t n) { return (n <= 256 ? byte() : two()) % n; }
  bool chance(unsigned of_256) { return byte() < of_256; }

  /// Mostly a place in a list of so many; one time in sixteen one that there is not.
  std::int32_t place(std::size_t count) {
    constexpr std::int32_t kNever[] = {-1, -2, -2147483647 - 1, 2147483647, 65536};
    const unsigned way = byte();
    if (way >= 240) return way >= 248 ? std::int32_t(count) : kNever[way % 5];
    return std::int32_t(count ? below(count < 65536 ? count : 65536) : 0);
  }

  /// Mostly a quarter between -8 and 8; at times what no tensor, no option or no float may hold.
  double number() {
    constexpr double kOdd[] = {NAN, INFINITY, -INFINITY, 1e39, -1e308, 1e-60, -0.0, 3.4e38, 16777217, 4294967296.0};
    const unsigned way = byte();
    return way >= 224 ? kOdd[way % 10] : (double(byte()) - 128) / 16;
  }

private:
  const std::uint8_t *at_, *end_;
};

}  // namespace attend::fuzz
