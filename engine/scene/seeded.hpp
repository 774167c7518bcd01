#pragma once
#include <cmath>
#include <cstdint>
#include <string>

#include "../tensor.hpp"
#include "../text/digits.hpp"

/// Weights from a seed, the same to the bit on every machine: whole numbers and correctly rounded operations only.
///
/// Each tensor (each row of the embedding table, so that a word keeps its vector in every sentence) has a stream of
/// its own. Its key is FNV-1a (64 bit) of "<seed>/<name>"; the stream is splitmix64 from that key. One draw adds the
/// four 16-bit parts of one output, z = (sum - 131070) / 37837, which has mean 0 and variance 1 and is nearly normal;
/// the value is centre + z * spread, rounded to two decimals, so that the number on the screen is the number used.
/// Sources: Fowler, Noll, Vo (FNV-1a); Steele, Lea, Flood 2014 (splitmix).
namespace attend {

class Stream {
public:
  Stream(std::uint32_t seed, const std::string& name) {
    state_ = 14695981039346656037ull;
    for (const char c : digits_of(seed) + "/" + name) {
      state_ ^= static_cast<unsigned char>(c);
      state_ *= 1099511628211ull;
    }
  }

  real draw(double centre, double spread) {
    const std::uint64_t bits = next();
    const double sum =
        double(bits & 0xFFFF) + double(bits >> 16 & 0xFFFF) + double(bits >> 32 & 0xFFFF) + double(bits >> 48);
    const double z = (sum - 131070.0) / 37837.0;
    return real(std::floor((centre + z * spread) * 100.0 + 0.5) / 100.0);
  }

  /// A whole number below `count`, all of them equally likely but for one part in 2^32.
  std::size_t below(std::size_t count) { return std::size_t((next() >> 32) * std::uint64_t(count) >> 32); }

private:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

inline Tensor seeded(std::uint32_t seed, const std::string& name, const Shape& shape, double centre, double spread) {
  Stream stream(seed, name);
  Tensor tensor = empty(shape);
  for (std::size_t i = 0; i < tensor.size(); ++i) tensor.data()[i] = stream.draw(centre, spread);
  return tensor;
}

}  // namespace attend
