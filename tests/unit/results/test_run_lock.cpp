#include "base/error.hpp"
#include "results/run_folder.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <dlfcn.h>
#include <sys/file.h>

#include "checkpoint_sample.hpp"
#include "message_of.hpp"
#include "sample.hpp"

using namespace urker;
using namespace urker::results;
using Catch::Matchers::Contains;

namespace {

int lock_fault = 0; ///< errno of every attempt to lock; 0: none fails

class LockFault {
 public:
  explicit LockFault(int error_number) { lock_fault = error_number; }
  LockFault(const LockFault&) = delete;
  LockFault& operator=(const LockFault&) = delete;
  ~LockFault() { lock_fault = 0; }
};

} // namespace

/// Stands before the system's: a file system on which locks are not supported.
extern "C" int flock(int descriptor, int operation) noexcept {
  if (lock_fault != 0) {
    errno = lock_fault;
    return -1;
  }
  return reinterpret_cast<int (*)(int, int)>(::dlsym(RTLD_NEXT, "flock"))(descriptor, operation);
}

TEST_CASE("Where files cannot be locked a run is refused, and says so") {
  const TemporaryFolder folder;
  leave_sample(folder / "kept.h5", 1);
  for (const int error_number : {ENOLCK, EOPNOTSUPP, ENOSYS}) {
    const LockFault fault(error_number);
    const std::string prepared = message_of(Cause::cannot_write, [&] {
      static_cast<void>(RunFolder::prepare(folder / "x.h5", "urker: 1\n"));
    });
    const std::string resumed = message_of(Cause::cannot_write, [&] {
      static_cast<void>(RunFolder::resume(folder / "kept.h5.run", std::chrono::hours(1)));
    });
    for (const auto& message : {prepared, resumed}) {
      CHECK_THAT(message, Contains("lock: this file system cannot lock files") &&
                              Contains("write the result to another"));
    }
  }
  // What the refused runs left is in nobody's way.
  RunFolder run = RunFolder::prepare(folder / "x.h5", "urker: 1\n");
  run.publish(merged_sample(3), sample_provenance());
  CHECK(resume_sample(folder / "kept.h5.run") == 100);
}
