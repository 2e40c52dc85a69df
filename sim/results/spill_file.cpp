#include "results/spill_file.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace urker::results {

SpillFile::SpillFile(const std::filesystem::path& beside)
    : folder_(beside.has_parent_path() ? beside.parent_path() : ".") {
  std::string name = (folder_ / ".urker_XXXXXX").string();
  file_ = FileDescriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!file_.valid()) {
    fail(errno);
  }
  ::unlink(name.c_str());
}

void SpillFile::fail(int error_number) const {
  throw Error(Cause::cannot_write, fmt::format("{}: a file of intermediate results: {}",
                                               folder_.string(), error_text(error_number)));
}

void SpillFile::append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (n < 0 && errno != EINTR) {
      fail(errno);
    }
    const auto done = static_cast<std::size_t>(std::max<ssize_t>(n, 0));
    bytes = bytes.subspan(done);
    size_ += done;
  }
}

void SpillFile::read(std::uint64_t offset, std::span<std::byte> bytes) const {
  require(offset <= size_ && bytes.size() <= size_ - offset, "reading beyond a spill file's end");
  while (!bytes.empty()) {
    const ssize_t n = ::pread(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n == 0 || (n < 0 && errno != EINTR)) {
      fail(n == 0 ? EIO : errno);
    }
    const auto done = static_cast<std::size_t>(std::max<ssize_t>(n, 0));
    bytes = bytes.subspan(done);
    offset += done;
  }
}

} // namespace urker::results
