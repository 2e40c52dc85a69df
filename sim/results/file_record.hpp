#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace urker::results {

/// What a file must be.
struct FileRecord {
  std::string name; ///< seen from the folder that it is listed for
  std::uint64_t bytes = 0;
  std::string sha256;
  template <class Packer>
  void pack(Packer& p) {
    p(name, bytes, sha256);
  }
};

/// What the file `folder`/`name` is. Throws `Error{missing_input}` if it cannot be read.
[[nodiscard]] FileRecord record_of(const std::filesystem::path& folder, const std::string& name);

/// Empty if the file is as recorded; else what is wrong with it, beginning with its path. Reads a
/// file of another size not at all.
[[nodiscard]] std::string fault_of(const std::filesystem::path& folder, const FileRecord& record);

} // namespace urker::results
