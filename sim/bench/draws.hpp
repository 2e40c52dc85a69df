#pragma once

#include <cstdint>

namespace urker::bench {

/// The output function of splitmix64 (Steele, Lea, Flood 2014), applied to x plus its increment.
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/// The k-th random number of a purpose and a process, without any state.
constexpr std::uint64_t draw(std::uint64_t seed, std::uint64_t purpose, std::uint64_t process,
                             std::uint64_t k) {
  return mix(mix(mix(mix(seed) ^ purpose) ^ process) ^ k);
}

} // namespace urker::bench
