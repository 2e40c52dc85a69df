#pragma once

#include <filesystem>
#include <string>

namespace urker::results {

/// Of a program, what its results' bits depend on.
struct ProgramIdentity {
  std::string version;
  std::string commit;
  std::string build_flags;
  std::string instruction_set;
  std::string libraries; ///< those that compute, with their versions at run time
  bool operator==(const ProgramIdentity&) const = default;
};

/// A run is only continued by the same program with the same scenario: its bits would differ.
struct RunIdentity {
  ProgramIdentity program;
  std::string scenario_sha256; ///< of the resolved text
  bool operator==(const RunIdentity&) const = default;
};

/// Throws `Error{invalid_input}` that says what differs between what is found at `where` and us.
void check_same(const ProgramIdentity& found, const ProgramIdentity& own,
                const std::filesystem::path& where);
void check_same(const RunIdentity& found, const RunIdentity& own,
                const std::filesystem::path& where);

} // namespace urker::results
