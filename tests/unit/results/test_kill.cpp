#include "base/error.hpp"
#include "results/run_folder.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <functional>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "checkpoint_sample.hpp"
#include "disk_fault.hpp"

using namespace urker;
using namespace urker::results;
namespace fs = std::filesystem;

namespace {

/// Where forcing bytes to the disk takes no time.
fs::path in_memory() {
  const fs::path shared = "/dev/shm";
  return ::access(shared.c_str(), W_OK) == 0 ? shared : fs::temp_directory_path();
}

/// A number that a child tells its parent even if it is killed.
class SharedNumber {
 public:
  SharedNumber()
      : number_(static_cast<volatile std::int64_t*>(::mmap(nullptr, sizeof(std::int64_t),
                                                           PROT_READ | PROT_WRITE,
                                                           MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
    REQUIRE(static_cast<volatile void*>(number_) != MAP_FAILED);
  }
  SharedNumber(const SharedNumber&) = delete;
  SharedNumber& operator=(const SharedNumber&) = delete;
  ~SharedNumber() { ::munmap(const_cast<std::int64_t*>(number_), sizeof(std::int64_t)); }
  void set(std::int64_t value) { *number_ = value; }
  [[nodiscard]] std::int64_t get() const { return *number_; }

 private:
  volatile std::int64_t* number_;
};

/// Begins or resumes the sample run in a child, after `first`. Its exit code, or minus the signal
/// that ended it.
int play_in_child(const fs::path& result, SharedNumber& safe, const std::function<void()>& first) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 0;
    try {
      first();
      RunFolder run = RunFolder::prepare(result, sample_inputs());
      play_sample(run, 0, [&safe](std::int64_t at) { safe.set(at); });
    } catch (const Error& error) {
      code = error.exit_code();
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// After a run that ended at any moment: the result is complete or not there, and the run can go on
/// without a finished checkpoint being lost, or begin anew where none was.
void check_recovery(const fs::path& result, std::int64_t safe, const std::string& expected) {
  const fs::path folder = result.string() + ".run";
  if (!fs::exists(result)) {
    if (fs::exists(folder / "run.json")) {
      CHECK(resume_sample(folder) >= safe);
    } else {
      CHECK(safe == 0);
      RunFolder run = RunFolder::prepare(result, sample_inputs());
      play_sample(run, 0, [](std::int64_t) {});
    }
  }
  CHECK(read_bytes(result) == expected);
  fs::remove(result);
  fs::remove_all(folder);
}

std::string reference(const fs::path& result) {
  RunFolder run = RunFolder::prepare(result, sample_inputs());
  run.publish(TableSet::merge({rows_between(0, kSampleEnd)}), sample_provenance());
  std::string expected = read_bytes(result);
  fs::remove(result);
  return expected;
}

/// How many calls of disk_fault a whole run makes.
int calls_of_a_run(const fs::path& result) {
  disk_fault::arm(0, disk_fault::Fault::error);
  RunFolder run = RunFolder::prepare(result, sample_inputs());
  play_sample(run, 0, [](std::int64_t) {});
  fs::remove(result);
  return disk_fault::calls();
}

} // namespace

TEST_CASE("A run that is killed at any step of its files goes on, and loses no checkpoint") {
  const TemporaryFolder folder(in_memory());
  const fs::path result = folder / "x.h5";
  const std::string expected = reference(result);
  const int calls = calls_of_a_run(result);
  REQUIRE(calls > 40);
  for (int call = 1; call <= calls; ++call) {
    CAPTURE(call);
    SharedNumber safe;
    const int end =
        play_in_child(result, safe, [&] { disk_fault::arm(call, disk_fault::Fault::kill); });
    CHECK((end == -SIGKILL || call > calls - 2));
    check_recovery(result, safe.get(), expected);
  }
}

TEST_CASE("A step that fails is an error, and costs no checkpoint") {
  const TemporaryFolder folder(in_memory());
  const fs::path result = folder / "x.h5";
  const std::string expected = reference(result);
  const int calls = calls_of_a_run(result);
  int errors = 0;
  for (int call = 1; call <= calls; ++call) {
    CAPTURE(call);
    SharedNumber safe;
    const int end =
        play_in_child(result, safe, [&] { disk_fault::arm(call, disk_fault::Fault::error); });
    CHECK((end == 0 || end == static_cast<int>(Cause::cannot_write)));
    errors += end == 0 ? 0 : 1;
    check_recovery(result, safe.get(), expected);
  }
  CHECK(errors > calls / 2); // the rest are files that were to be removed
}

TEST_CASE("A run that is killed at any moment goes on, and loses no checkpoint") {
  const TemporaryFolder folder(in_memory());
  const fs::path result = folder / "x.h5";
  const std::string expected = reference(result);
  for (int trial = 0; trial < 15; ++trial) {
    CAPTURE(trial);
    SharedNumber safe;
    play_in_child(result, safe, [trial] {
      const itimerval alarm{{0, 0}, {0, 1000 + 8642 * trial}};
      std::signal(SIGALRM, [](int) { ::kill(::getpid(), SIGKILL); });
      ::setitimer(ITIMER_REAL, &alarm, nullptr);
    });
    check_recovery(result, safe.get(), expected);
  }
}

TEST_CASE("A full disk at any byte is an error, and costs no checkpoint") {
  const TemporaryFolder folder(in_memory());
  const fs::path result = folder / "x.h5";
  const std::string expected = reference(result);
  int errors = 0;
  for (rlim_t bytes = 0; bytes < 60'000; bytes += 3000) {
    CAPTURE(bytes);
    SharedNumber safe;
    const int end = play_in_child(result, safe, [bytes] {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{bytes, bytes};
      ::setrlimit(RLIMIT_FSIZE, &limit);
    });
    CHECK((end == 0 || end == static_cast<int>(Cause::cannot_write)));
    errors += end == 0 ? 0 : 1;
    check_recovery(result, safe.get(), expected);
  }
  CHECK(errors > 3);
}
