#pragma once

#include "results/posix_file.hpp"

#include <filesystem>
#include <string_view>

namespace urker::results {

/// A text file in the making: it is written beside its place under a temporary name and appears
/// complete, or not at all. Local; for one process.
class TextFile {
 public:
  /// Throws `Error{cannot_write}` if `path` exists and is not to be replaced, is no plain file, or
  /// its folder takes no file.
  TextFile(std::filesystem::path path, bool replace);
  TextFile(TextFile&& other) noexcept;
  TextFile& operator=(TextFile&&) = delete;
  /// Removes what was not published.
  ~TextFile();

  void append(std::string_view text);
  /// Makes the text durable and gives the file its name. To be called once, last.
  void publish();

 private:
  [[noreturn]] void fail(int error_number) const;
  std::filesystem::path path_;
  std::filesystem::path part_; ///< empty: nothing to remove
  bool replace_;
  FileDescriptor file_;
};

} // namespace urker::results
