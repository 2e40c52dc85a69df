#include "results/output_file.hpp"

#include "base/error.hpp"
#include "results/hdf5_objects.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace urker::results {
namespace {

using hdf5::check;
using hdf5::Handle;
using hdf5::put;

Handle make_file(hdf5::DiskFile& disk) {
  hdf5::initialise();
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "set up the file");
  check(H5Pset_obj_track_times(creation.get(), false), "set up the file");
  check(H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "set up the file");
  const Handle access = hdf5::disk_access(disk);
  return {H5Fcreate("urker", H5F_ACC_TRUNC, creation.get(), access.get()), H5Fclose,
          "make the file"};
}

} // namespace

OutputFile::OutputFile(std::filesystem::path path, const std::string& start_utc,
                       const FileKind& kind)
    : path_(std::move(path)) {
  constexpr mode_t kMode = 0666; // less what the user's mask takes away
  descriptor_ = FileDescriptor(
      ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode));
  if (!descriptor_.valid()) {
    fail_to_write(path_, error_text(errno));
  }
  disk_.descriptor = descriptor_.get();
  try {
    guarded([&] {
      file_ = make_file(disk_);
      put(get(), "Conventions", "CF-1.10");
      put(get(), "start", start_utc);
      put(get(), "file_type", kind.file_type);
      put(get(), "urker_format", std::int64_t{kind.format});
    });
  } catch (...) { // no destructor will
    ::unlink(path_.c_str());
    throw;
  }
}

OutputFile::~OutputFile() {
  file_ = Handle();
  if (!complete_) {
    ::unlink(path_.c_str());
  }
}

void OutputFile::guarded(const std::function<void()>& action) {
  std::string reason;
  try {
    action();
  } catch (const hdf5::Failure& failure) {
    reason = failure.what();
  }
  if (disk_.error_number != 0) {
    reason = error_text(disk_.error_number);
  }
  if (!reason.empty()) {
    fail_to_write(path_, reason);
  }
}

void OutputFile::close() {
  guarded([this] {
    file_.close("complete the file");
    if (disk_.error_number == 0 && ::fsync(disk_.descriptor) != 0) {
      disk_.error_number = errno;
    }
  });
  complete_ = true;
}

} // namespace urker::results
