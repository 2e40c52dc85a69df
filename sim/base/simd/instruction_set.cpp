#include "base/simd/instruction_set.hpp"

#include "base/error.hpp"

#include <atomic>
#include <string>

namespace urker::simd {
namespace {

std::atomic<InstructionSet>& chosen() {
  static std::atomic<InstructionSet> set{best_here()};
  return set;
}

} // namespace

InstructionSet best_here() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("fma")) {
    return InstructionSet::avx512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    return InstructionSet::avx2;
  }
#endif
  return InstructionSet::baseline;
}

InstructionSet active() {
  return chosen().load(std::memory_order_relaxed);
}

void use(InstructionSet set) {
  if (set > best_here()) {
    throw Error(Cause::unavailable,
                "this processor does not have the instruction set " + std::string(name(set)));
  }
  chosen().store(set, std::memory_order_relaxed);
}

} // namespace urker::simd
