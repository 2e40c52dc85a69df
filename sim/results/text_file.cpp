#include "results/text_file.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace urker::results {
namespace {

void check_place(const std::filesystem::path& path, bool replace) {
  std::error_code ignored;
  const auto status = std::filesystem::symlink_status(path, ignored);
  if (!std::filesystem::exists(status)) {
    return;
  }
  if (!std::filesystem::is_regular_file(status)) {
    throw Error(Cause::cannot_write,
                fmt::format("{} is there and is no plain file", path.string()));
  }
  if (!replace) {
    throw Error(Cause::cannot_write, fmt::format("{} exists; --force replaces it", path.string()));
  }
}

} // namespace

TextFile::TextFile(std::filesystem::path path, bool replace)
    : path_(std::move(path)), replace_(replace) {
  check_place(path_, replace_);
  constexpr mode_t kMode = 0666; // less what the user's mask takes away
  const std::filesystem::path part = path_.string() + fmt::format(".part{}", ::getpid());
  file_ = FileDescriptor(
      ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode));
  if (!file_.valid()) {
    fail(errno);
  }
  part_ = part;
}

TextFile::TextFile(TextFile&& other) noexcept
    : path_(std::move(other.path_)), part_(std::exchange(other.part_, {})),
      replace_(other.replace_), file_(std::move(other.file_)) {}

TextFile::~TextFile() {
  if (!part_.empty()) {
    ::unlink(part_.c_str());
  }
}

void TextFile::fail(int error_number) const {
  throw Error(Cause::cannot_write, fmt::format("{}: {}", path_.string(), error_text(error_number)));
}

void TextFile::append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file_.get(), text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      fail(errno);
    }
    text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
}

void TextFile::publish() {
  if (::fsync(file_.get()) != 0) {
    fail(errno);
  }
  check_place(path_, replace_); // another program may have been quicker
  if (::rename(part_.c_str(), path_.c_str()) != 0) {
    fail(errno);
  }
  part_.clear();
  sync_folder(path_.has_parent_path() ? path_.parent_path() : ".");
}

} // namespace urker::results
