#pragma once

#include <array>
#include <string_view>

namespace urker::simd {

/// What the kernels in *.simd.cpp files are compiled for, least first. `baseline` is what every
/// processor of the architecture has (SSE2 on x86-64).
enum class InstructionSet { baseline, avx2, avx512 };

inline constexpr std::array kNames{std::string_view("baseline"), std::string_view("avx2"),
                                   std::string_view("avx512")};
[[nodiscard]] constexpr std::string_view name(InstructionSet set) {
  return kNames[static_cast<std::size_t>(set)];
}

/// The greatest that this processor has and Urker was built for.
[[nodiscard]] InstructionSet best_here();

/// The one that kernels use: `best_here()` until restricted. Results of different sets differ
/// within the models' tolerances, so all ranks of a run use the same.
[[nodiscard]] InstructionSet active();

/// Sets the one to use, before any kernel has run. Throws `Error{unavailable}` if this processor
/// does not have it.
void use(InstructionSet set);

} // namespace urker::simd

// Kernels exist once for each instruction set, in a namespace named after it:
//
//     URKER_SIMD_DECLARE(void screen_arcs(const ArcScreen& screen);) // beside its arguments
//     URKER_SIMD_PICK(screen_arcs)(screen);                          // calls the active one
#if defined(__x86_64__)
#define URKER_SIMD_DECLARE(...)                                                                    \
  namespace baseline {                                                                             \
  __VA_ARGS__                                                                                      \
  }                                                                                                \
  namespace avx2 {                                                                                 \
  __VA_ARGS__                                                                                      \
  }                                                                                                \
  namespace avx512 {                                                                               \
  __VA_ARGS__                                                                                      \
  }
#define URKER_SIMD_PICK(function)                                                                  \
  (::urker::simd::active() == ::urker::simd::InstructionSet::avx512 ? &avx512::function            \
   : ::urker::simd::active() == ::urker::simd::InstructionSet::avx2 ? &avx2::function              \
                                                                    : &baseline::function)
#else
#define URKER_SIMD_DECLARE(...)                                                                    \
  namespace baseline {                                                                             \
  __VA_ARGS__                                                                                      \
  }
#define URKER_SIMD_PICK(function) (&baseline::function)
#endif
