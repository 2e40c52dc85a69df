#pragma once

#include <stdexcept>
#include <string>

namespace urker {

/// What went wrong, by cause. The values are the program's exit codes (sysexits.h).
enum class Cause : int {
  usage = 64,         ///< the command line is wrong
  invalid_input = 65, ///< a scenario or data file breaks its rules
  missing_input = 66, ///< a file that must be read is not there
  unavailable = 69,   ///< a plugin or a program that is needed is not there
  internal = 70,      ///< Urker's own mistake
  cannot_write = 73,  ///< an output cannot be made
  stopped = 75,       ///< stopped on request, resumable
  not_permitted = 77, ///< refused for safety
};

/// An error that a user can act on. Libraries throw it; only `main` prints it and exits.
class Error : public std::runtime_error {
 public:
  Error(Cause cause, const std::string& message) : std::runtime_error(message), cause_(cause) {}
  [[nodiscard]] Cause cause() const noexcept { return cause_; }
  [[nodiscard]] int exit_code() const noexcept { return static_cast<int>(cause_); }

 private:
  Cause cause_;
};

/// Throws `Error{Cause::internal}` naming the condition that is broken.
[[noreturn]] void fail_required(const char* message);

/// The same unless the condition holds: for our own slips, always on.
inline void require(bool condition, const char* message) {
  if (!condition) [[unlikely]] {
    fail_required(message);
  }
}

} // namespace urker
