#pragma once

#include "base/error.hpp"
#include "base/wording.hpp"

#include <memory>
#include <string>
#include <vector>

namespace urker::scenario {

/// Where something is written. Lines and columns count from 1, columns in bytes; line 0 means that
/// `file` alone says it all ("--set duration=1 h").
struct Mark {
  std::shared_ptr<const std::string> file;
  int line = 0;
  int column = 0;
  [[nodiscard]] std::string text() const; ///< "scenarios/a.yaml:3:7"
};

/// One thing that is wrong with a scenario.
struct Diagnostic {
  Mark mark;
  std::string path;    ///< of the key, "satellites.imece.orbit"; may be empty
  std::string message; ///< "is missing; expected ..."
  [[nodiscard]] std::string text() const;
};

/// All that is wrong with a scenario, in the order of files and lines. The exit code is that of a
/// missing file where one is missing, since that may be the reason for the rest.
class InvalidScenario : public Error {
 public:
  InvalidScenario(Cause cause, std::vector<Diagnostic> diagnostics);
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

/// Collects what is wrong.
class Diagnostics {
 public:
  static constexpr std::size_t kMost = 1000;

  /// Throws what has been collected when it is more than `kMost`.
  void add(Mark mark, std::string path, std::string message);
  void add_missing_file(Mark mark, std::string path, std::string message);
  [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
  /// Throws InvalidScenario unless nothing is wrong.
  void throw_if_any() const;

 private:
  std::vector<Diagnostic> list_;
  Cause cause_ = Cause::invalid_input;
};

} // namespace urker::scenario
