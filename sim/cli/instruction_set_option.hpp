#pragma once

#include "base/simd/instruction_set.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace urker::cli {

/// `--instruction-set avx2`: what the kernels use, the best that there is if empty.
inline void add_instruction_set(CLI::App& verb, std::string& name) {
  verb.add_option("--instruction-set", name,
                  "Instructions that the kernels use: the best of this processor by default")
      ->check(CLI::IsMember(std::vector<std::string>(simd::kNames.begin(), simd::kNames.end())));
}

/// Throws `Error{unavailable}` if this processor does not have it.
inline void use_instruction_set(const std::string& name) {
  for (std::size_t i = 0; i < simd::kNames.size(); ++i) {
    if (simd::kNames[i] == name) {
      simd::use(static_cast<simd::InstructionSet>(i));
    }
  }
}

} // namespace urker::cli
