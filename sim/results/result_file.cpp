#include "results/result_file.hpp"

#include "base/error.hpp"
#include "results/disk_driver.hpp"
#include "results/hdf5_objects.hpp"
#include "results/posix_file.hpp"
#include "results/table_writer.hpp"

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

template <class Row>
void write_rows_as_table(hid_t parent, const std::vector<Row>& rows, const std::string& start) {
  std::vector<TableSet> set(1);
  set.front().declare<Row>();
  for (const Row& row : rows) {
    set.front().emit(row);
  }
  const TableSet sorted = TableSet::merge(std::move(set));
  const Table& table = sorted.table(Row::kTable.name);
  TableWriter writer(parent, table, table.rows, start);
  writer.append(table);
}

void write_scenario(hid_t group, const std::string& yaml) {
  const Handle type = hdf5::text_type();
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "set up the scenario");
  check(H5Pset_obj_track_times(creation.get(), false), "set up the scenario");
  const Handle space = hdf5::scalar_space();
  const Handle dataset(H5Dcreate2(group, "scenario", type.get(), space.get(), H5P_DEFAULT,
                                  creation.get(), H5P_DEFAULT),
                       H5Dclose, "make the scenario");
  const std::string text = hdf5::readable(yaml);
  const char* pointer = text.c_str();
  check(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &pointer),
        "write the scenario");
  put(dataset.get(), "long_name", "Resolved scenario, YAML");
}

void write_run(hid_t parent, const RunRecord& run, const std::string& start) {
  const Handle group = hdf5::make_group(parent, "run");
  put(group.get(), "long_name", "What depends on the machine or the moment");
  put(group.get(), "ranks", run.ranks);
  put(group.get(), "host", run.host);
  put(group.get(), "command_line", run.command_line);
  put(group.get(), "wall_time_s", run.wall_time_s);
  put(group.get(), "started_utc", run.started_utc);
  write_rows_as_table(group.get(), run.statistics, start);
}

void write_provenance(hid_t file, const Provenance& provenance, const std::string& start) {
  put(file, "title", provenance.title);
  put(file, "question", provenance.question);
  const Handle group = hdf5::make_group(file, "provenance");
  put(group.get(), "long_name", "Where these results come from");
  put(group.get(), "version", provenance.version);
  put(group.get(), "commit", provenance.commit);
  put(group.get(), "build_flags", provenance.build_flags);
  put(group.get(), "instruction_set", provenance.instruction_set);
  put(group.get(), "seed", provenance.seed);
  write_scenario(group.get(), provenance.scenario);
  write_rows_as_table(group.get(), provenance.sources, start);
  write_rows_as_table(group.get(), provenance.libraries, start);
  write_rows_as_table(group.get(), provenance.inputs, start);
  write_run(group.get(), provenance.run, start);
}

} // namespace

struct ResultFile::Work {
  Work(std::filesystem::path file_path, std::string start_utc)
      : path(std::move(file_path)), start(std::move(start_utc)) {
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
    file = Handle();
    if (!complete) {
      ::unlink(path.c_str());
    }
  }

  std::filesystem::path path;
  std::string start;
  FileDescriptor descriptor;
  hdf5::DiskFile disk;
  Handle file;
  std::optional<TableWriter> table;
  bool complete = false;
};

template <class Action>
void ResultFile::guarded(const Action& action) {
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

ResultFile::ResultFile(std::filesystem::path path, std::string start_utc)
    : work_(std::make_unique<Work>(std::move(path), std::move(start_utc))) {
  guarded([this] {
    work_->file = make_file(work_->disk);
    const hid_t file = work_->file.get();
    put(file, "Conventions", "CF-1.10");
    put(file, "start", work_->start);
    put(file, "file_type", kFileType);
    put(file, "urker_format", std::int64_t{kFormat});
  });
}

ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile::~ResultFile() = default;

void ResultFile::write_table(const Table& table) {
  begin_table(table, table.rows);
  append_rows(table);
  end_table();
}

void ResultFile::begin_table(const Table& schema, std::uint64_t most_rows) {
  require(schema.name != "provenance", "a result table must not be called provenance");
  guarded([&] { work_->table.emplace(work_->file.get(), schema, most_rows, work_->start); });
}

void ResultFile::append_rows(const Table& block) {
  guarded([&] { work_->table->append(block); });
}

void ResultFile::end_table() {
  guarded([this] {
    work_->table->finish();
    work_->table.reset();
  });
}

void ResultFile::close(const Provenance& provenance) {
  guarded([&] {
    write_provenance(work_->file.get(), provenance, work_->start);
    work_->file.close("complete the file");
    if (work_->disk.error_number == 0 && ::fsync(work_->disk.descriptor) != 0) {
      work_->disk.error_number = errno;
    }
  });
  work_->complete = true;
}

} // namespace urker::results
