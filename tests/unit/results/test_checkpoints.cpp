#include "base/error.hpp"
#include "results/digest.hpp"
#include "results/run_folder.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <functional>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>

#include "checkpoint_sample.hpp"
#include "message_of.hpp"

using namespace urker;
using namespace urker::results;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
namespace fs = std::filesystem;

namespace {

/// From which second a run goes on, with the notes; it is left as it was.
std::pair<std::int64_t, std::string> latest_in(const fs::path& folder,
                                               const CheckpointHead& own = sample_head()) {
  RunFolder run = RunFolder::resume(folder, kPatience);
  const auto from = run.latest(own);
  std::string notes;
  for (const auto& note : from ? from->notes : std::vector<std::string>{}) {
    notes += note + "\n";
  }
  return {from ? seconds_of(*from) : 0, notes};
}

std::string refusal(const fs::path& folder, Cause cause = Cause::invalid_input,
                    const CheckpointHead& own = sample_head()) {
  return message_of(cause, [&] { static_cast<void>(latest_in(folder, own)); });
}

std::string expected_digest(const TemporaryFolder& folder) {
  RunFolder run = RunFolder::prepare(folder / "reference.h5", sample_inputs());
  run.publish(TableSet::merge({rows_between(0, kSampleEnd)}), sample_provenance());
  return digest(folder / "reference.h5");
}

void change(const fs::path& path, const std::function<void(std::string&)>& how) {
  std::string bytes = read_bytes(path);
  how(bytes);
  write_bytes(path, bytes);
}

} // namespace

TEST_CASE("A run with checkpoints ends as one without, and its folder keeps two of them") {
  const TemporaryFolder folder;
  const std::string expected = expected_digest(folder);
  RunFolder run = RunFolder::prepare(folder / "x.h5", sample_inputs());
  std::vector<std::string> seen;
  play_sample(run, 0, [&](std::int64_t) { seen = names_in(run.folder()); });
  CHECK(seen == std::vector<std::string>{
                    "checkpoint-000002.state", "checkpoint-000003.state", "index-former.json",
                    "index.json", "inputs", "lock", "run.json", "scenario.yaml",
                    "segment-000001-0000.h5", "segment-000001-0001.h5", "segment-000002-0000.h5",
                    "segment-000002-0001.h5", "segment-000003-0000.h5", "segment-000003-0001.h5"});
  CHECK(names_in(folder.path()) == std::vector<std::string>{"reference.h5", "x.h5"});
  CHECK(digest(folder / "x.h5") == expected);
  REQUIRE(run.legs().size() == 1);
  CHECK(run.legs()[0].checkpoints == 3);
}

TEST_CASE("A result is the same from rows in memory and from segments, whatever memory holds") {
  const TemporaryFolder folder;
  const std::string expected = expected_digest(folder);
  constexpr std::uint64_t one_part = 32 * kSampleStep / 2; // bytes
  for (const std::uint64_t most_bytes : {std::uint64_t{0}, one_part, 3 * one_part, 6 * one_part}) {
    RunFolder run = RunFolder::prepare(folder / "x.h5", sample_inputs(true));
    play_sample(
        run, 0, [](std::int64_t) {}, most_bytes);
    CHECK(digest(folder / "x.h5") == expected);
  }
  RunFolder run = RunFolder::prepare(folder / "x.h5", sample_inputs(true));
  run.begin_leg({0, 1, "host", "urker run", "2026-08-22T10:00:00Z", 0, 0});
  commit_sample(run, 0, kSampleStep);
  change(run.folder() / "segment-000001-0000.h5", [](std::string& bytes) { bytes.clear(); });
  run.publish(TableSet::merge({rows_between(0, kSampleEnd)}), sample_provenance()); // unread
  CHECK(digest(folder / "x.h5") == expected);
}

TEST_CASE("A run goes on where its last checkpoint is, wherever its folder is now") {
  const TemporaryFolder folder;
  const std::string expected = expected_digest(folder);
  leave_sample(folder / "x.h5", 3);
  fs::create_directory(folder / "elsewhere");
  fs::rename(folder / "x.h5.run", folder / "elsewhere/y.h5.run");
  RunFolder run = RunFolder::resume((folder / "elsewhere/y.h5.run").string() + "/", kPatience);
  CHECK(run.result() == folder / "elsewhere/y.h5");
  CHECK(read_bytes(run.scenario_file()) == "urker: 1 # short\n");
  CHECK(read_bytes(run.folder() / "inputs/catalog/deep/areas.yaml") == "areas: {}\n");
  CHECK(run.request().overrides == std::vector<std::string>{"seed=7"});
  const auto from = run.latest(sample_head());
  REQUIRE(from);
  CHECK(from->notes.empty());
  CHECK(seconds_of(*from) == 300);
  CHECK(from->checkpoint.image(2) == sample_image(2, sample_time(300)));
  play_sample(run, 300, [](std::int64_t) {});
  CHECK(digest(folder / "elsewhere/y.h5") == expected);
  REQUIRE(run.legs().size() == 2);
  CHECK(run.legs()[1].leg == 1);
  CHECK(names_in(folder / "elsewhere") == std::vector<std::string>{"y.h5"});
}

TEST_CASE("A run without a checkpoint begins anew from what the folder holds") {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const RunFolder run = RunFolder::prepare(folder / "x.h5", sample_inputs());
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  write_bytes(folder / "x.h5.run/segment-000001-0000.h5.part", "half a file");
  CHECK(resume_sample(folder / "x.h5.run") == 0);
  CHECK(names_in(folder.path()) == std::vector<std::string>{"x.h5"});
}

TEST_CASE("A checkpoint that is damaged anywhere is noticed, and the one before it used") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 3);
  const fs::path run = folder / "x.h5.run";
  const fs::path newest = run / "checkpoint-000003.state";
  const std::string bytes = read_bytes(newest);
  std::minstd_rand random(5);
  for (int i = 0; i < 100; ++i) {
    std::string flipped = bytes;
    flipped[random() % flipped.size()] ^= static_cast<char>(1 << random() % 8);
    const std::string cut = bytes.substr(0, bytes.size() * static_cast<std::size_t>(i) / 100);
    for (const auto& damaged : {flipped, cut}) {
      write_bytes(newest, damaged);
      const auto [from, notes] = latest_in(run);
      CHECK(from == 200);
      CHECK_THAT(notes, Contains("checkpoint-000003.state: is damaged: it ") &&
                            Contains("going on from checkpoint-000002.state"));
    }
  }
  write_bytes(newest, bytes);
  CHECK(latest_in(run) == std::pair<std::int64_t, std::string>(300, ""));
}

TEST_CASE("A run that went back a checkpoint ends as any other") {
  const TemporaryFolder folder;
  const std::string expected = expected_digest(folder);
  for (const char* damaged : {"checkpoint-000003.state", "segment-000003-0001.h5"}) {
    leave_sample(folder / "x.h5", 3);
    fs::remove(folder / "x.h5.run" / damaged);
    fs::create_directory(folder / "x.h5.run" / damaged); // is in the way, too
    CHECK(resume_sample(folder / "x.h5.run") == 200);
    CHECK(digest(folder / "x.h5") == expected);
    fs::remove_all(folder / "x.h5.run");
    fs::remove(folder / "x.h5");
  }
}

TEST_CASE("Without any usable checkpoint a run is refused, and nothing is touched") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 3);
  const fs::path run = folder / "x.h5.run";
  change(run / "segment-000001-0000.h5", [](std::string& bytes) { bytes[999] ^= 4; });
  const auto names = names_in(run);
  CHECK_THAT(refusal(run), Contains("none of its checkpoints can be used") &&
                               Contains("segment-000001-0000.h5: is damaged") &&
                               Contains("--force"));
  CHECK(names_in(run) == names);
}

TEST_CASE("A damaged index is noticed, and the one before it used") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 3);
  const fs::path run = folder / "x.h5.run";
  const std::string index = read_bytes(run / "index.json");
  const std::string other_kind = read_bytes(run / "run.json");
  std::string newer = index;
  newer.replace(newer.find("\"format\": 1"), 11, "\"format\": 2");
  std::string moved = index;
  moved.replace(moved.find("300000000000"), 12, "300000000001");
  const std::vector<std::pair<std::string, std::string>> damages{
      {"", "it is empty"},
      {index.substr(0, index.size() / 2), "it is not JSON"},
      {"[1, 2]", "it is not JSON"},
      {"\x89HDF\r\n\x1a\n", "it is not JSON"},
      {"{}", "is not an index"},
      {other_kind, "is not an index"},
      {newer, "has the format 2; this version of Urker reads format 1"},
      {moved, "it does not have its SHA-256"}};
  for (const auto& [text, reason] : damages) {
    write_bytes(run / "index.json", text);
    const auto [from, notes] = latest_in(run);
    CHECK(from == 200);
    CHECK_THAT(notes, Contains("index.json: ") && Contains(reason) && Contains("going on from"));
  }
  write_bytes(run / "index-former.json", "");
  CHECK_THAT(refusal(run), Contains("index-former.json: is damaged: it is empty"));
  fs::remove(run / "index-former.json");
  CHECK_THAT(refusal(run), Contains("index.json: is damaged: it does not have its SHA-256"));
}

TEST_CASE("Another program, scenario or set of processes is refused and named") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 2);
  const fs::path run = folder / "x.h5.run";
  const std::vector<std::pair<std::function<void(CheckpointHead&)>, std::string>> changes{
      {[](auto& own) { own.identity.program.version = "0.2.0"; }, "version '0.1.0'"},
      {[](auto& own) { own.identity.program.commit = "abc-dirty"; },
       "this program has 'abc-dirty'"},
      {[](auto& own) { own.identity.program.build_flags = "Clang"; }, "build 'GNU, -O2'"},
      {[](auto& own) { own.identity.program.instruction_set = "avx512"; },
       "instruction set 'avx2'"},
      {[](auto& own) { own.identity.program.libraries = "glibc 2.37"; },
       "libraries 'glibc 2.36', this program has 'glibc 2.37'"},
      {[](auto& own) { own.identity.scenario_sha256 = "0"; }, "belongs to another scenario"},
      {[](auto& own) { ++own.processes; }, "has 5 processes"},
      {[](auto& own) { own.process_names_sha256 = "0"; }, "or others"}};
  for (const auto& [make, expected] : changes) {
    CheckpointHead own = sample_head();
    make(own);
    CHECK_THAT(refusal(run, Cause::invalid_input, own), Contains(expected));
  }
  CHECK(latest_in(run).first == 200);
}

TEST_CASE("What a run was given must be as it was") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 1);
  const fs::path run = folder / "x.h5.run";
  change(run / "inputs/sample.yaml", [](std::string& text) { text[0] = 'U'; });
  CHECK_THAT(refusal(run),
             Contains("inputs/sample.yaml: is damaged") && Contains("begun with another file"));
  fs::remove(run / "inputs/sample.yaml");
  CHECK_THAT(refusal(run), Contains("inputs/sample.yaml: No such file"));
  change(run / "run.json",
         [](std::string& text) { text.replace(text.find("seed=7"), 6, "seed=8"); });
  CHECK_THAT(refusal(run), Contains("run.json: is damaged: it does not have its SHA-256"));
}

TEST_CASE("What is no folder of a run is not resumed") {
  const TemporaryFolder folder;
  CHECK_THAT(refusal(folder / "none.h5.run", Cause::missing_input), Contains("No such file"));
  CHECK_THAT(refusal(folder.path(), Cause::missing_input), Contains("does not end with '.run'"));
  fs::create_directory(folder / "empty.h5.run");
  CHECK_THAT(refusal(folder / "empty.h5.run", Cause::missing_input), Contains("has no run.json"));
  CHECK(names_in(folder / "empty.h5.run").empty());
  write_bytes(folder / "file.h5.run", "mine");
  CHECK_THAT(refusal(folder / "file.h5.run", Cause::missing_input), Contains("folder"));
}

TEST_CASE("A folder that cannot be written to is refused, whoever owns it") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 1);
  fs::permissions(folder.path(), fs::perms(0555));
  fs::permissions(folder / "x.h5.run", fs::perms(0555));
  fs::permissions(folder / "x.h5.run/lock", fs::perms(0444));
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    REQUIRE((::geteuid() != 0 || ::setuid(kNobody) == 0)); // root may write anywhere
    const std::string resumed = refusal(folder / "x.h5.run", Cause::cannot_write);
    const std::string prepared = message_of(Cause::cannot_write, [&] {
      static_cast<void>(RunFolder::prepare(folder / "y.h5", sample_inputs()));
    });
    const bool refused = resumed.find("lock: Permission denied") != std::string::npos &&
                         prepared.find("Permission denied") != std::string::npos;
    UNSCOPED_INFO(resumed << prepared);
    CHECK(refused);
    ::_exit(refused ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  fs::permissions(folder.path(), fs::perms::owner_all);
  fs::permissions(folder / "x.h5.run", fs::perms::owner_all);
}

TEST_CASE("A new run does not delete the checkpoints of another unasked") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 1);
  const auto names = names_in(folder / "x.h5.run");
  const auto prepare = [&](bool replace) {
    return message_of(Cause::cannot_write, [&] {
      static_cast<void>(RunFolder::prepare(folder / "x.h5", sample_inputs(replace)));
    });
  };
  CHECK_THAT(prepare(false), Contains("`urker resume " + (folder / "x.h5.run").string() + "`") &&
                                 Contains("--force begins anew"));
  CHECK_THAT(message_of(Cause::cannot_write,
                        [&] { static_cast<void>(RunFolder::prepare(folder / "x.h5", "text")); }),
             Contains("--force begins anew"));
  CHECK(names_in(folder / "x.h5.run") == names);
  CHECK(prepare(true) == "no error");
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("A result that is in the way of a resumed run is kept, unless it was to be replaced") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 1);
  fs::copy_file(folder / "x.h5.run/segment-000001-0000.h5", folder / "x.h5");
  CHECK_THAT(refusal(folder / "x.h5.run", Cause::cannot_write), Contains("x.h5: exists; --force"));
  static_cast<void>(RunFolder::resume(folder / "x.h5.run", kPatience, true));
  CHECK(fs::exists(folder / "x.h5"));
  fs::remove(folder / "x.h5");
  CHECK(latest_in(folder / "x.h5.run").first == 100);
}

TEST_CASE("Whoever resumes a run that is complete hears of its result") {
  const TemporaryFolder folder;
  write_bytes(folder / "x.h5", "a result");
  CHECK_THAT(refusal(folder / "x.h5.run", Cause::missing_input),
             Contains("x.h5.run: is gone: the run is complete") && Contains("x.h5 is its result"));
}

TEST_CASE("A resumed run waits for one that is dying, and hears of one that lives") {
  const TemporaryFolder folder;
  leave_sample(folder / "x.h5", 1);
  std::array<int, 2> locked{}; // a pipe: who tried in the meantime might keep the child from it
  REQUIRE(::pipe(locked.data()) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const RunFolder run = RunFolder::resume(folder / "x.h5.run", kPatience);
    static_cast<void>(::write(locked[1], "!", 1) == 1);
    ::pause();
  }
  char byte = 0;
  REQUIRE(::read(locked[0], &byte, 1) == 1);
  ::close(locked[0]);
  ::close(locked[1]);
  const auto resume = [&](std::chrono::milliseconds patience) {
    return message_of(Cause::cannot_write,
                      [&] { static_cast<void>(RunFolder::resume(folder / "x.h5.run", patience)); });
  };
  CHECK_THAT(resume(std::chrono::milliseconds(0)),
             Contains("is in use by process " + std::to_string(child)));
  const pid_t killer = ::fork();
  if (killer == 0) {
    ::usleep(300'000);
    ::kill(child, SIGKILL);
    ::_exit(0);
  }
  CHECK(resume(std::chrono::milliseconds(20'000)) == "no error");
  int status = 0;
  ::waitpid(child, &status, 0);
  ::waitpid(killer, &status, 0);
}

TEST_CASE("The lock does not go to programs that a run starts") {
  const TemporaryFolder folder;
  pid_t child = 0;
  {
    const RunFolder run = RunFolder::prepare(folder / "x.h5", sample_inputs());
    child = ::fork();
    if (child == 0) {
      ::execl("/bin/sleep", "sleep", "60", nullptr);
      ::_exit(1);
    }
    for (int i = 0;
         i < 1000 &&
         fs::read_symlink(fs::path("/proc") / std::to_string(child) / "exe").filename() ==
             fs::read_symlink("/proc/self/exe").filename();
         ++i) {
      ::usleep(1000);
    }
  }
  CHECK_NOTHROW(RunFolder::prepare(folder / "x.h5", sample_inputs()));
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
}
