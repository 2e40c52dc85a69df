// Whatever the groups, a checkpoint's file and rows are the same.
#include "des/mpi.hpp"
#include "results/digest.hpp"
#include "results/run_folder.hpp"
#include "run/writing_group.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include "main_on_ranks.hpp"

using namespace urker;
using namespace urker::results;
namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kProcesses = 11;
constexpr std::int64_t kRows = 300;
const std::string kStart = "2026-08-22T00:00:00Z";

struct PassRow {
  static constexpr TableInfo kTable{"passes", "Passes", 2};
  std::string satellite;
  std::int64_t number = 0;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Satellite");
    v.integer("number", number, "1", "Number");
  }
};

PassRow pass(std::int64_t number) {
  return {number % 3 == 0 ? "imece" : "kazsat", number};
}

std::vector<std::byte> image(std::uint32_t id) {
  return std::vector<std::byte>(id * 100, static_cast<std::byte>(id));
}

/// How a rank sees the folder.
enum class View { all_see, only_first_sees };

/// A run of two checkpoints on all ranks, and the result of their segments.
class Case {
 public:
  Case(fs::path folder, int most_groups, View view)
      : rank_(des::rank_in(MPI_COMM_WORLD)), ranks_(des::size_of(MPI_COMM_WORLD)),
        most_groups_(most_groups), view_(view), folder_(std::move(folder)) {}

  void play() {
    std::optional<RunFolder> run;
    des::all_or_none(MPI_COMM_WORLD, [&] {
      if (rank_ == 0) {
        run.emplace(RunFolder::prepare(folder_ / "x.h5", inputs()));
        run->begin_leg({});
      }
    });
    const run::WritingGroup group(MPI_COMM_WORLD, run ? run->folder() : fs::path(), most_groups_);
    TableSet rows;
    RowCounts written;
    for (const std::int64_t until : {kRows / 2, kRows}) {
      for (std::int64_t i = until - kRows / 2; i < until; ++i) {
        if (i % ranks_ == rank_) {
          rows.emit(pass(i));
        }
      }
      save(run, group, rows, written);
      written = rows.row_counts();
    }
    des::all_or_none(MPI_COMM_WORLD, [&] {
      if (run) {
        check(*run);
      }
    });
  }

 private:
  static RunInputs inputs() { return {"urker: 1\n", {{"x.yaml", "urker: 1\n"}}, {}, {}, false}; }

  void save(std::optional<RunFolder>& run, const run::WritingGroup& group, const TableSet& rows,
            const RowCounts& written) const {
    std::vector<ImageSize> sizes;
    std::vector<des::ProcessImage> images;
    for (std::uint32_t id = 0; id < kProcesses; ++id) {
      sizes.push_back({id, image(id).size()});
      if (static_cast<int>(id) % ranks_ == rank_) {
        images.push_back({id, image(id)});
      }
    }
    std::optional<CheckpointWriter> checkpoint;
    std::pair<CheckpointPlace, SegmentPlace> places;
    if (run) {
      CheckpointHead head;
      head.processes = kProcesses;
      checkpoint.emplace(run->begin_checkpoint(head, sizes));
      places = {checkpoint->place(), run->segment_place()};
    }
    places = unpack<decltype(places)>(des::broadcast_bytes(MPI_COMM_WORLD, pack(places)));
    const auto count = group.write_images(std::move(images), places.first);
    auto segments = group.write_rows(rows, written, places.second, kStart);
    const int groups = view_ == View::only_first_sees ? 1 : std::min(most_groups_, ranks_);
    des::all_or_none(MPI_COMM_WORLD, [&] {
      if (run) {
        require(static_cast<int>(segments.size()) <= groups, "there are more segments than groups");
        require(groups < ranks_ || static_cast<int>(segments.size()) == ranks_,
                "a rank did not write its own rows");
        run->commit(std::move(*checkpoint), count, std::move(segments));
      }
    });
  }

  void check(RunFolder& run) const {
    const CheckpointReader checkpoint(run.folder() / "checkpoint-000002.state");
    for (std::uint32_t id = 0; id < kProcesses; ++id) {
      require(checkpoint.image(id) == image(id), "an image is not as it was");
    }
    Provenance provenance;
    provenance.start_utc = kStart;
    run.publish_with_segments({}, provenance);
    TableSet all;
    for (std::int64_t i = 0; i < kRows; ++i) {
      all.emit(pass(i));
    }
    RunFolder::prepare(folder_ / "whole.h5", "urker: 1\n")
        .publish(TableSet::merge({all}), provenance);
    require(digest(folder_ / "x.h5") == digest(folder_ / "whole.h5"), "rows are not as they were");
  }

  int rank_;
  int ranks_;
  int most_groups_;
  View view_;
  fs::path folder_;
};

} // namespace

int main(int argc, char** argv) {
  return main_on_ranks(argc, argv, [] {
    const bool first = des::rank_in(MPI_COMM_WORLD) == 0;
    std::string pattern = (fs::temp_directory_path() / "urker-groups-XXXXXX").string();
    const fs::path folder = first ? ::mkdtemp(pattern.data()) : "/";
    for (const int most_groups : {1, 2, 64}) {
      const auto path = folder / std::to_string(most_groups);
      if (first) {
        fs::create_directory(path);
      }
      Case(path, most_groups, View::all_see).play();
    }
    fs::current_path(folder); // of the others, a path from here leads nowhere
    Case(".", 64, View::only_first_sees).play();
    if (first) {
      fs::current_path("/");
      fs::remove_all(folder);
    }
  });
}
