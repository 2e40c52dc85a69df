#pragma once

#include "base/simd/instruction_set.hpp"

/// Runs the part, called with its name, once for each instruction set that this processor has.
template <class Part>
void for_each_instruction_set(const Part& part) {
  using urker::simd::InstructionSet;
  const InstructionSet before = urker::simd::active();
  for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512}) {
    if (set <= urker::simd::best_here()) {
      urker::simd::use(set);
      part(urker::simd::name(set));
    }
  }
  urker::simd::use(before);
}
