#include "results/result_file.hpp"

#include "base/error.hpp"
#include "results/hdf5_objects.hpp"
#include "results/output_file.hpp"
#include "results/table_writer.hpp"

#include <optional>
#include <utility>

namespace urker::results {
namespace {

using hdf5::check;
using hdf5::Handle;
using hdf5::put;

template <class Row>
void write_rows_as_table(hid_t parent, const std::vector<Row>& rows, const std::string& start,
                         const TableSink& sink) {
  std::vector<TableSet> set(1);
  set.front().declare<Row>();
  for (const Row& row : rows) {
    set.front().emit(row);
  }
  const TableSet sorted = TableSet::merge(std::move(set));
  const Table& table = sorted.table(Row::kTable.name);
  TableWriter writer(parent, table, table.rows, start, sink);
  writer.append(table);
  writer.finish();
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

void write_run(hid_t parent, const RunRecord& run, const std::string& start,
               const TableSink& sink) {
  const Handle group = hdf5::make_group(parent, "run");
  put(group.get(), "long_name", "What depends on the machine or the moment");
  put(group.get(), "ranks", run.ranks);
  put(group.get(), "host", run.host);
  put(group.get(), "command_line", run.command_line);
  put(group.get(), "wall_time_s", run.wall_time_s);
  put(group.get(), "checkpoints_s", run.checkpoints_s);
  put(group.get(), "started_utc", run.started_utc);
  write_rows_as_table(group.get(), run.statistics, start, sink);
  write_rows_as_table(group.get(), run.legs, start, sink);
}

void write_provenance(hid_t file, const Provenance& provenance, const std::string& start,
                      const TableSink& sink) {
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
  write_rows_as_table(group.get(), provenance.sources, start, sink);
  write_rows_as_table(group.get(), provenance.libraries, start, sink);
  write_rows_as_table(group.get(), provenance.inputs, start, sink);
  write_run(group.get(), provenance.run, start, sink);
}

} // namespace

struct ResultFile::Work {
  Work(std::filesystem::path path, std::string start_utc, ChunkCoder* chunk_coder)
      : start(std::move(start_utc)), file(std::move(path), start, {kFileType, kFormat}),
        texts(file.get()), coder(chunk_coder != nullptr ? chunk_coder : &codec.emplace()) {}
  [[nodiscard]] TableSink sink() { return {texts, *coder}; }

  std::string start;
  OutputFile file;
  hdf5::TextHeap texts;
  std::optional<ChunkCodec> codec;
  ChunkCoder* coder;
  std::optional<TableWriter> table;
};

ResultFile::ResultFile(std::filesystem::path path, std::string start_utc, ChunkCoder* coder)
    : work_(std::make_unique<Work>(std::move(path), std::move(start_utc), coder)) {}

ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile::~ResultFile() = default;

void ResultFile::write_table(const Table& table) {
  begin_table(table, table.rows);
  append_rows(table);
  end_table();
}

void ResultFile::begin_table(const Table& schema, std::uint64_t most_rows) {
  require(schema.name != "provenance", "a result table must not be called provenance");
  work_->file.guarded([&] {
    work_->table.emplace(work_->file.get(), schema, most_rows, work_->start, work_->sink());
  });
}

void ResultFile::append_rows(const Table& block) {
  work_->file.guarded([&] { work_->table->append(block); });
}

void ResultFile::end_table() {
  work_->file.guarded([this] {
    work_->table->finish();
    work_->table.reset();
  });
}

void ResultFile::close(const Provenance& provenance) {
  work_->file.guarded(
      [&] { write_provenance(work_->file.get(), provenance, work_->start, work_->sink()); });
  work_->file.close();
}

} // namespace urker::results
