#include "run/writing_group.hpp"

#include "des/mpi.hpp"

#include <algorithm>
#include <exception>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>

namespace urker::run {
namespace {

using Images = std::vector<des::ProcessImage>;

/// Images travel in pieces of about so many bytes.
constexpr std::uint64_t kPieceBytes = std::uint64_t{1} << 24;

/// Hands them on in pieces, whose images may be taken apart.
void give_in_pieces(Images images, const std::function<void(Images)>& give) {
  Images piece;
  std::uint64_t bytes = 0;
  for (auto& image : images) {
    bytes += image.bytes.size();
    piece.push_back(std::move(image));
    if (bytes >= kPieceBytes) {
      give(std::exchange(piece, {}));
      bytes = 0;
    }
  }
  if (!piece.empty()) {
    give(std::move(piece));
  }
}

bool has_rows_behind(const results::RowCounts& first, const results::TableSet& rows) {
  return std::any_of(rows.tables().begin(), rows.tables().end(), [&first](const auto& entry) {
    return entry.second.rows > results::count_of(entry.first, first);
  });
}

} // namespace

WritingGroup::WritingGroup(MPI_Comm all, const std::filesystem::path& folder, int most_groups)
    : all_(all), group_(all) {
  if (des::size_of(all) == 1) { // perhaps without MPI
    return;
  }
  const std::filesystem::path there =
      unpack<std::string>(des::broadcast_bytes(all, pack(folder.string())));
  const int ranks_each = (des::size_of(all) + most_groups - 1) / most_groups;
  const int rank = des::rank_in(all);
  std::error_code none;
  const int group = std::filesystem::is_directory(there, none) ? rank / ranks_each : 0;
  MPI_Comm_split(all, group, rank, &group_);
  own_ = true;
}

WritingGroup::~WritingGroup() {
  if (own_ && std::uncaught_exceptions() == 0) {
    MPI_Comm_free(&group_);
  }
}

std::uint64_t WritingGroup::write_images(Images images,
                                         const results::CheckpointPlace& place) const {
  std::optional<results::ImageWriter> writer;
  des::all_or_none(all_, [&] {
    if (des::rank_in(group_) == 0) {
      writer.emplace(place);
    }
  });
  std::uint64_t written = 0;
  des::all_or_none(all_, [&] {
    des::relay<Images>(
        group_, [&images](const auto& give) { give_in_pieces(std::move(images), give); },
        [&writer](const Images& piece) {
          for (const auto& image : piece) {
            writer->put(image.id, image.bytes);
          }
        });
    written = writer ? writer->sync() : 0;
  });
  return des::sum_of_all(all_, written);
}

std::vector<results::FileRecord> WritingGroup::write_rows(const results::TableSet& rows,
                                                          const results::RowCounts& first,
                                                          const results::SegmentPlace& place,
                                                          const std::string& start_utc) const {
  std::vector<results::FileRecord> written; // none or one
  const auto write = [&](const results::TableSet& from, const results::RowCounts& behind) {
    if (has_rows_behind(behind, from)) {
      written.push_back(write_part(place, des::rank_in(all_), from, start_utc, behind));
    }
  };
  des::all_or_none(all_, [&] {
    if (des::size_of(group_) == 1) {
      write(rows, first);
      return;
    }
    const auto packed = des::gather_bytes(group_, rows.rows_behind(first).pack());
    if (des::rank_in(group_) == 0) {
      write(results::TableSet::merge(packed), {});
    }
  });
  std::vector<results::FileRecord> all;
  for (const Bytes& records : des::gather_bytes(all_, pack(written))) {
    for (auto& record : unpack<std::vector<results::FileRecord>>(records)) {
      all.push_back(std::move(record));
    }
  }
  return all;
}

} // namespace urker::run
