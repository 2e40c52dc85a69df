#include "results/guard.hpp"

#include "base/error.hpp"
#include "results/posix_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace urker::results {

namespace {

constexpr char kDone = 0; ///< first byte of a child's answer; else it is the Cause of an Error

[[noreturn]] void throw_damaged(const std::filesystem::path& path, const std::string& reason) {
  throw Error(Cause::invalid_input, fmt::format("{}: is damaged: {}", path.string(), reason));
}

void limit(decltype(RLIMIT_CPU) resource, rlim_t amount) {
  const rlimit limits{amount, amount + 1};
  ::setrlimit(resource, &limits); // without it only the patience with a damaged file is longer
}

/// Bytes of address space in use; 0 where the system does not say.
rlim_t address_space() {
  std::ifstream status("/proc/self/statm");
  rlim_t pages = 0;
  status >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// No crash report, no core file, no handler that this process inherited (MPI has one), and an end
/// to every loop and to every absurd allocation.
void confine_child(std::uintmax_t file_bytes) {
  constexpr rlim_t kMegabyte = 1'000'000;
  limit(RLIMIT_CPU, 3 + file_bytes / kMegabyte);
  limit(RLIMIT_CORE, 0);
  if (const rlim_t used = address_space(); used > 0) {
    limit(RLIMIT_AS, used + 500 * kMegabyte + 4 * file_bytes);
  }
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGTERM, SIGINT}) {
    ::signal(signal, SIG_DFL);
  }
  if (const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC); null >= 0) {
    ::dup2(null, STDERR_FILENO); // the C library reports a broken heap there
  }
}

std::string answer_of(const std::function<std::string()>& work) {
  try {
    return std::string(1, kDone).append(work());
  } catch (const Error& error) {
    return std::string(1, static_cast<char>(error.cause())).append(error.what());
  } catch (const std::exception& error) { // out of memory, where a damaged size asks for too much
    return std::string(1, static_cast<char>(Cause::invalid_input)).append(error.what());
  }
}

[[noreturn]] void run_child(const FileDescriptor& pipe, std::uintmax_t file_bytes,
                            const std::function<std::string()>& work) {
  confine_child(file_bytes);
  const std::string answer = answer_of(work);
  std::size_t position = 0;
  while (position < answer.size()) {
    const ssize_t written = ::write(pipe.get(), answer.data() + position, answer.size() - position);
    if (written < 0 && errno != EINTR) {
      ::_exit(1);
    }
    position += written > 0 ? static_cast<std::size_t>(written) : 0;
  }
  ::_exit(0); // nothing of the parent's is to be tidied up here
}

std::string read_all(const FileDescriptor& pipe) {
  std::string text;
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t size = ::read(pipe.get(), block.data(), block.size());
    if (size > 0) {
      text.append(block.data(), static_cast<std::size_t>(size));
    } else if (size == 0 || errno != EINTR) {
      return text;
    }
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::uintmax_t size_of(const std::filesystem::path& path) {
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  return failed ? 0 : size; // `work` says better what is wrong with the path
}

} // namespace

std::string in_child_process(const std::filesystem::path& path,
                             const std::function<std::string()>& work) {
  const std::uintmax_t file_bytes = size_of(path);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw Error(Cause::unavailable, fmt::format("cannot make a pipe: {}", error_text(errno)));
  }
  const FileDescriptor reading(ends[0]);
  FileDescriptor writing(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) {
    throw Error(Cause::unavailable, fmt::format("cannot start a process: {}", error_text(errno)));
  }
  if (child == 0) {
    run_child(writing, file_bytes, work);
  }
  writing = FileDescriptor(); // else the pipe never ends
  const std::string answer = read_all(reading);
  const int status = wait_for(child);
  if (WIFSIGNALED(status)) {
    const bool endless = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL;
    throw_damaged(path, endless ? "reading it does not end" : "HDF5 cannot read it");
  }
  if (WEXITSTATUS(status) != 0 || answer.empty()) {
    throw_damaged(path, "reading it ended without an answer");
  }
  if (answer.front() != kDone) {
    throw Error(static_cast<Cause>(answer.front()), answer.substr(1));
  }
  return answer.substr(1);
}

} // namespace urker::results
