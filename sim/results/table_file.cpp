#include "results/table_file.hpp"

#include "base/error.hpp"
#include "results/disk_driver.hpp"
#include "results/hdf5_objects.hpp"
#include "results/posix_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

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

struct TableFile::Work {
  Work(std::filesystem::path file_path, std::string start_utc, TableForm table_form,
       ChunkCoder* chunk_coder)
      : path(std::move(file_path)), start(std::move(start_utc)), form(table_form),
        coder(chunk_coder) {
    if (coder == nullptr) {
      coder = &codec.emplace();
    }
    constexpr mode_t kMode = 0666; // less what the user's mask takes away
    descriptor = FileDescriptor(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode));
    if (!descriptor.valid()) {
      throw Error(Cause::cannot_write, fmt::format("{}: {}", path.string(), error_text(errno)));
    }
    disk.descriptor = descriptor.get();
  }
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  ~Work() {
    table.reset();
    texts.reset();
    file = Handle();
    if (!complete) {
      ::unlink(path.c_str());
    }
  }

  [[nodiscard]] TableSink sink() { return {*texts, *coder}; }

  std::filesystem::path path;
  std::string start;
  TableForm form;
  FileDescriptor descriptor;
  hdf5::DiskFile disk;
  Handle file;
  std::optional<hdf5::TextHeap> texts;
  std::optional<ChunkCodec> codec;
  ChunkCoder* coder;
  std::optional<TableWriter> table;
  bool complete = false;
};

void TableFile::guarded(const std::function<void()>& action) {
  std::string reason;
  try {
    action();
  } catch (const hdf5::Failure& failure) {
    reason = failure.what();
  }
  if (work_->disk.error_number != 0) {
    reason = error_text(work_->disk.error_number);
  }
  if (!reason.empty()) {
    throw Error(Cause::cannot_write, fmt::format("{}: {}", work_->path.string(), reason));
  }
}

TableFile::TableFile(std::filesystem::path path, std::string start_utc, const TableFileKind& kind,
                     ChunkCoder* coder)
    : work_(std::make_unique<Work>(std::move(path), std::move(start_utc), kind.form, coder)) {
  guarded([&] {
    work_->file = make_file(work_->disk);
    const hid_t file = work_->file.get();
    work_->texts.emplace(file);
    put(file, "Conventions", "CF-1.10");
    put(file, "start", work_->start);
    put(file, "file_type", kind.file_type);
    put(file, "urker_format", std::int64_t{kind.format});
  });
}

TableFile::~TableFile() = default;

void TableFile::write_table(const Table& table) {
  begin_table(table, table.rows);
  append_rows(table);
  end_table();
}

void TableFile::begin_table(const Table& schema, std::uint64_t most_rows) {
  guarded([&] {
    work_->table.emplace(work_->file.get(), schema, most_rows, work_->start, work_->form,
                         work_->sink());
  });
}

void TableFile::append_rows(const Table& block) {
  guarded([&] { work_->table->append(block); });
}

void TableFile::end_table() {
  guarded([this] {
    work_->table->finish();
    work_->table.reset();
  });
}

void TableFile::close(const std::function<void(hid_t file, const TableSink& sink)>& last) {
  guarded([&] {
    if (last) {
      last(work_->file.get(), work_->sink());
    }
    work_->file.close("complete the file");
    if (work_->disk.error_number == 0 && ::fsync(work_->disk.descriptor) != 0) {
      work_->disk.error_number = errno;
    }
  });
  work_->complete = true;
}

} // namespace urker::results
