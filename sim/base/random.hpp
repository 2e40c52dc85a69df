#pragma once

#include <cstdint>
#include <string_view>

namespace urker {

/// Stable 64-bit hash of an entity's path ("satellites.imece") or of a purpose ("clouds"): FNV-1a.
[[nodiscard]] constexpr std::uint64_t key_of(std::string_view path) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : path) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return hash;
}

/// What a random number belongs to. Keys hash names, never indices, so that adding an entity
/// changes nobody else's draws.
struct RandomKey {
  std::uint64_t seed = 0;
  std::uint64_t entity = 0;
  std::uint64_t purpose = 0;
};

/// 64 random bits for a key and a counter (Philox 4x32-10): a pure function, random access.
[[nodiscard]] std::uint64_t random_bits(const RandomKey& key, std::uint64_t counter);
/// Uniform in [0, 1) with 53 bits.
[[nodiscard]] double random_uniform(const RandomKey& key, std::uint64_t counter);
/// Standard normal, by the inverse of its distribution function (absolute error below 1e-9).
[[nodiscard]] double random_normal(const RandomKey& key, std::uint64_t counter);

} // namespace urker
