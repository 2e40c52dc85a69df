#include "base/error.hpp"
#include "results/run_folder.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <functional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "message_of.hpp"
#include "sample.hpp"

using namespace urker;
using namespace urker::results;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

std::string refusal(const fs::path& result) {
  return message_of(Cause::cannot_write,
                    [&] { static_cast<void>(RunFolder::prepare(result, "urker: 1\n")); });
}

void publish_sample(const fs::path& result, std::int64_t rows) {
  RunFolder run = RunFolder::prepare(result, "urker: 1\n");
  run.publish(merged_sample(rows), sample_provenance());
}

/// Publishes where no file may be larger than `limit_bytes`, which to a program is a full disk.
/// Gives the exit code of the error, 0 without.
int publish_on_full_disk(const fs::path& result, rlim_t limit_bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{limit_bytes, limit_bytes};
    int code = ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      publish_sample(result, 600);
    } catch (const Error& error) {
      code = error.exit_code();
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("A run folder holds lock and scenario, and goes when the result is there") {
  const TemporaryFolder folder;
  {
    RunFolder run = RunFolder::prepare(folder / "x.h5", "urker: 1\n");
    CHECK(run.folder() == folder / "x.h5.run");
    CHECK(names_in(run.folder()) == std::vector<std::string>{"lock", "scenario.yaml"});
    CHECK(read_bytes(run.folder() / "scenario.yaml") == "urker: 1\n");
    CHECK_FALSE(fs::exists(folder / "x.h5"));
    run.publish(merged_sample(3), sample_provenance());
    CHECK(names_in(folder.path()) == std::vector<std::string>{"x.h5"});
    CHECK_THROWS_AS(run.publish(merged_sample(3), sample_provenance()), Error);
  }
  CHECK(names_in(folder.path()) == std::vector<std::string>{"x.h5"});
}

TEST_CASE("A run that fails leaves nothing, and the former result as it was") {
  const TemporaryFolder folder;
  publish_sample(folder / "x.h5", 3);
  const std::string before = read_bytes(folder / "x.h5");
  { const RunFolder run = RunFolder::prepare(folder / "x.h5", "urker: 1\n"); }
  CHECK(names_in(folder.path()) == std::vector<std::string>{"x.h5"});
  CHECK(read_bytes(folder / "x.h5") == before);
}

TEST_CASE("A former result is replaced, by the last step only") {
  const TemporaryFolder folder;
  publish_sample(folder / "x.h5", 3);
  const std::string before = read_bytes(folder / "x.h5");
  RunFolder run = RunFolder::prepare(folder / "x.h5", "urker: 1\n");
  CHECK(read_bytes(folder / "x.h5") == before);
  run.publish(merged_sample(4), sample_provenance());
  CHECK(read_bytes(folder / "x.h5") != before);
}

TEST_CASE("A second run for the same result is refused and told who is first") {
  const TemporaryFolder folder;
  RunFolder first = RunFolder::prepare(folder / "x.h5", "urker: 1\n");
  CHECK_THAT(refusal(folder / "x.h5"), Contains("x.h5.run") && Contains("is in use by process ") &&
                                           Contains(std::to_string(::getpid())));
  first.publish(merged_sample(1), sample_provenance());
  CHECK(refusal(folder / "x.h5") == "no error");
}

TEST_CASE("The folder of a killed run is taken over") {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const RunFolder run = RunFolder::prepare(folder / "x.h5", "old\n");
    write_bytes(run.folder() / "result.h5", "half a file");
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(names_in(folder / "x.h5.run").size() == 3);
  RunFolder run = RunFolder::prepare(folder / "x.h5", "new\n");
  CHECK(names_in(run.folder()) == std::vector<std::string>{"lock", "scenario.yaml"});
  CHECK(read_bytes(run.folder() / "scenario.yaml") == "new\n");
  run.publish(merged_sample(1), sample_provenance());
  CHECK(names_in(folder.path()) == std::vector<std::string>{"x.h5"});
}

TEST_CASE("A result is whole at every moment, whenever the run is killed") {
  const TemporaryFolder folder;
  const fs::path result = folder / "x.h5";
  std::vector<std::string> wholes;
  for (const std::int64_t rows : {300, 600}) {
    publish_sample(result, rows);
    wholes.push_back(read_bytes(result));
  }
  for (int trial = 0; trial < 20; ++trial) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (int i = 0;; ++i) {
        publish_sample(result, i % 2 == 0 ? 300 : 600);
      }
    }
    ::usleep(5000 + 1777 * static_cast<useconds_t>(trial));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    const std::string found = read_bytes(result);
    CHECK((found == wholes[0] || found == wholes[1]));
  }
}

TEST_CASE("What cannot become a result is refused before any computation") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "folder.h5");
  write_bytes(folder / "scenario.yaml", "urker: 1\n");
  write_bytes(folder / "empty.h5", "");
  ::mkfifo((folder / "pipe.h5").c_str(), 0600);
  fs::create_symlink("elsewhere.h5", folder / "link.h5");
  CHECK_THAT(refusal(folder / "none/x.h5"), Contains("none") && Contains("No such file"));
  CHECK_THAT(refusal(folder / "scenario.yaml/x.h5"), Contains("is not a folder"));
  CHECK_THAT(refusal(folder / "folder.h5"), Contains("is a folder"));
  CHECK_THAT(refusal(folder / "folder.h5/"), Contains("does not name a file"));
  CHECK_THAT(refusal(folder / "pipe.h5"), Contains("is not a regular file"));
  CHECK_THAT(refusal(folder / "link.h5"), Contains("is a symbolic link"));
  CHECK_THAT(refusal(folder / "scenario.yaml"), Contains("is not an HDF5 file"));
  CHECK_THAT(refusal(folder / std::string(300, 'x')), Contains("File name too long"));
  CHECK_THAT(refusal("/proc/x.h5"), Contains("/proc/x.h5"));
  CHECK_THAT(refusal(""), Contains("does not name a file"));
  CHECK(refusal(folder / "empty.h5") == "no error");
  CHECK(read_bytes(folder / "scenario.yaml") == "urker: 1\n");
  CHECK(names_in(folder.path()).size() == 5);
}

TEST_CASE("A write-protected result is kept") {
  const TemporaryFolder folder;
  publish_sample(folder / "x.h5", 1);
  fs::permissions(folder / "x.h5", fs::perms::owner_read);
  CHECK_THAT(refusal(folder / "x.h5"), Contains("write-protected"));
}

TEST_CASE("A folder or file that is not a run's own is not touched") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "x.h5.run");
  write_bytes(folder / "x.h5.run/thesis.txt", "mine");
  write_bytes(folder / "y.h5.run", "mine");
  fs::create_directory_symlink(folder.path(), folder / "z.h5.run");
  for (const char* name : {"x.h5", "y.h5", "z.h5"}) {
    CHECK_THAT(refusal(folder / name), Contains("in the way"));
  }
  CHECK(read_bytes(folder / "x.h5.run/thesis.txt") == "mine");
}

TEST_CASE("A foreign file in the run folder survives it") {
  const TemporaryFolder folder;
  RunFolder run = RunFolder::prepare(folder / "x.h5", "urker: 1\n");
  write_bytes(run.folder() / "note.txt", "mine");
  run.publish(merged_sample(1), sample_provenance());
  CHECK(names_in(folder / "x.h5.run") == std::vector<std::string>{"note.txt"});
}

TEST_CASE("A full disk at any byte is an error that leaves the former result and nothing else") {
  const TemporaryFolder folder;
  publish_sample(folder / "x.h5", 2);
  const std::string before = read_bytes(folder / "x.h5");
  publish_sample(folder / "size.h5", 600);
  const auto size = fs::file_size(folder / "size.h5");
  fs::remove(folder / "size.h5");
  for (rlim_t limit = 0; limit < size; limit += size / 37) {
    CAPTURE(limit);
    CHECK(publish_on_full_disk(folder / "x.h5", limit) == static_cast<int>(Cause::cannot_write));
    CHECK(names_in(folder.path()) == std::vector<std::string>{"x.h5"});
    CHECK(read_bytes(folder / "x.h5") == before);
  }
  CHECK(publish_on_full_disk(folder / "x.h5", size - 1) == static_cast<int>(Cause::cannot_write));
  CHECK(publish_on_full_disk(folder / "x.h5", size) == 0);
  CHECK(fs::file_size(folder / "x.h5") == size);
}

TEST_CASE("The message of a full disk names the file, the reason and the need") {
  const std::string message =
      message_of(Cause::cannot_write, [] { write_new_file("/proc/self/none", "bytes"); });
  CHECK_THAT(message, Contains("/proc/self/none: "));
  const TemporaryFolder folder;
  write_bytes(folder / "there", "mine");
  CHECK_THAT(message_of(Cause::cannot_write, [&] { write_new_file(folder / "there", "bytes"); }),
             Contains("File exists"));
  CHECK(read_bytes(folder / "there") == "mine");
}
