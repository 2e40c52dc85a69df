#include "scenario/source_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace urker::scenario {

namespace fs = std::filesystem;

std::optional<ReadFault> read_file(const fs::path& path, std::string& text) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return ReadFault{missing ? "there is no such file" : "the file cannot be opened", missing};
  }
  const auto close = [descriptor](ReadFault fault) {
    ::close(descriptor);
    return fault;
  };
  struct ::stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    return close({"this is no regular file; expected one"});
  }
  if (static_cast<std::size_t>(status.st_size) > Budget::kMostBytes) {
    return close({fmt::format("the file is too large; expected at most {} MB",
                              Budget::kMostBytes / 1'000'000)});
  }
  text.resize(static_cast<std::size_t>(status.st_size));
  std::size_t size = 0;
  while (size < text.size()) {
    const auto count = ::read(descriptor, text.data() + size, text.size() - size);
    if (count < 0 && errno != EINTR) {
      return close({"the file cannot be read"});
    }
    if (count == 0) {
      break; // it got shorter meanwhile
    }
    size += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  text.resize(size);
  ::close(descriptor);
  return std::nullopt;
}

bool is_inside(const fs::path& folder, const fs::path& canonical) {
  const auto [end_of_folder, rest] =
      std::mismatch(folder.begin(), folder.end(), canonical.begin(), canonical.end());
  return end_of_folder == folder.end();
}

std::optional<SourceFile> read_data_file(const fs::path& scenario, const Node& name,
                                         const std::string& key_path, Diagnostics& diagnostics) {
  const fs::path shown_folder = scenario.parent_path();
  std::error_code error;
  const fs::path folder = fs::canonical(shown_folder.empty() ? "." : shown_folder, error);
  const fs::path path(name.text);
  const fs::path file = error ? fs::path() : fs::weakly_canonical(folder / path, error);
  if (error || path.is_absolute() || !is_inside(folder, file)) {
    diagnostics.add(name.mark, key_path,
                    fmt::format("{} is outside of the folder of the scenario; expected a file "
                                "below it",
                                in_quotes(name.text)));
    return std::nullopt;
  }
  SourceFile source{(shown_folder / file.lexically_relative(folder)).string(), {}};
  if (const auto fault = read_file(file, source.text)) {
    const std::string message = fmt::format("{}: {}", in_quotes(name.text), fault->message);
    fault->is_missing ? diagnostics.add_missing_file(name.mark, key_path, message)
                      : diagnostics.add(name.mark, key_path, message);
    return std::nullopt;
  }
  return source;
}

} // namespace urker::scenario
