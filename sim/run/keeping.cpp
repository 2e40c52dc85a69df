#include "run/keeping.hpp"

#include "des/mpi.hpp"
#include "results/sha256.hpp"
#include "run/provenance.hpp"
#include "run/spread_coder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace urker::run {
namespace {

using Images = std::vector<des::ProcessImage>;

/// Images travel in pieces of about so many bytes.
constexpr std::uint64_t kPieceBytes = std::uint64_t{1} << 24;

/// All ranks' rows, which are no longer elsewhere; on rank 0. Its own are not packed.
struct GatheredRows {
  GatheredRows(results::TableSet& rows, MPI_Comm communicator) : own(rows.take_all()) {
    if (des::size_of(communicator) > 1) { // together, so that less is left for rank 0
      des::all_or_none(communicator, [this] { own.sort(); });
    }
    const bool root = des::rank_in(communicator) == 0;
    packed = des::gather_bytes(communicator, root ? Bytes{} : own.pack());
  }
  [[nodiscard]] results::TableSet merge() {
    std::vector<results::TableSet> parts;
    parts.push_back(std::move(own));
    for (std::size_t rank = 1; rank < packed.size(); ++rank) {
      parts.push_back(results::TableSet::unpack(std::exchange(packed[rank], {})));
    }
    return results::TableSet::merge(std::move(parts));
  }
  results::TableSet own;
  std::vector<Bytes> packed;
};

/// The next images of a checkpoint, from number `next` on, packed for the rank of each.
std::vector<Bytes> next_images(const results::CheckpointReader& checkpoint,
                               const std::vector<int>& ranks, std::size_t ranks_in_all,
                               std::size_t& next) {
  std::vector<Images> images(ranks_in_all);
  const auto& sizes = checkpoint.sizes();
  for (std::uint64_t bytes = 0; next < sizes.size() && bytes < kPieceBytes; ++next) {
    const auto id = sizes[next].id;
    bytes += sizes[next].bytes;
    images[static_cast<std::size_t>(ranks[id])].push_back({id, checkpoint.image(id)});
  }
  std::vector<Bytes> packed;
  for (const auto& of_rank : images) {
    packed.push_back(pack(of_rank));
  }
  return packed;
}

} // namespace

std::optional<results::RunFolder> open_folder(const scenario::Loaded<scenario::Scenario>& loaded,
                                              const RunRequest& request, MPI_Comm communicator) {
  std::optional<results::RunFolder> folder;
  des::all_or_none(communicator, [&] {
    if (des::rank_in(communicator) != 0) {
      return;
    }
    if (!request.replace && std::filesystem::exists(request.output)) {
      throw Error(Cause::cannot_write,
                  fmt::format("{} exists; --force replaces it", request.output.string()));
    }
    std::string resolved = resolved_text(loaded.value);
    auto identity = run_identity(resolved);
    folder.emplace(results::RunFolder::prepare(
        request.output, {std::move(resolved), input_files(loaded), request.overrides,
                         std::move(identity), request.replace}));
  });
  return folder;
}

Keeper::Keeper(std::optional<results::RunFolder> folder,
               const scenario::Loaded<scenario::Scenario>& loaded, const Cast& cast,
               MPI_Comm communicator)
    : folder_(std::move(folder)), start_utc_(format_calendar(loaded.value.start)),
      communicator_(communicator) {
  if (!folder_) {
    return;
  }
  own_.identity = run_identity(resolved_text(loaded.value));
  own_.processes = cast.names().size();
  own_.process_names_sha256 =
      results::sha256_of_text(fmt::format("{}\n", fmt::join(cast.names(), "\n")));
}

results::CheckpointHead Keeper::head(Time at) const {
  results::CheckpointHead head = own_;
  head.at = at;
  return head;
}

std::optional<Time> Keeper::find() {
  std::optional<Time> from;
  des::all_or_none(communicator_, [&] {
    if (folder_) {
      found_ = folder_->latest(own_);
      notes_ = found_ ? found_->notes : notes_;
      from = found_ ? std::optional(found_->checkpoint.head().at) : std::nullopt;
    }
  });
  from = unpack<std::optional<Time>>(des::broadcast_bytes(communicator_, pack(from)));
  holds_all_ = !from;
  return from;
}

std::vector<des::ProcessImage> Keeper::images(const std::vector<int>& ranks) {
  const auto ranks_in_all = static_cast<std::size_t>(des::size_of(communicator_));
  Images own;
  for (std::size_t next = 0; next < ranks.size();) {
    std::vector<Bytes> to(ranks_in_all);
    des::all_or_none(communicator_, [&] {
      if (folder_) {
        to = next_images(found_->checkpoint, ranks, ranks_in_all, next);
      }
    });
    const auto from_root = des::alltoall_bytes(communicator_, to).front();
    for (auto& image : unpack<Images>(from_root)) {
      own.push_back(std::move(image));
    }
    next = unpack<std::size_t>(des::broadcast_bytes(communicator_, pack(next)));
  }
  found_.reset();
  return own;
}

void Keeper::begin(const results::RunRecord& record, Time from) {
  if (folder_) {
    folder_->begin_leg({0, des::size_of(communicator_), record.host, record.command_line,
                        record.started_utc, from.time_since_epoch().count(), 0});
  }
}

bool Keeper::began_there_before() const {
  const auto& legs = folder_->legs();
  return legs.size() > 1 && legs[legs.size() - 2].from_ns == legs.back().from_ns;
}

/// All processes' on rank 0, in the order of their ids.
std::vector<results::ImageSize> Keeper::gather_sizes(const Images& images) const {
  Writer own;
  for (const auto& image : images) {
    own(image.id, std::uint64_t{image.bytes.size()});
  }
  std::vector<results::ImageSize> sizes;
  for (const auto& bytes : des::gather_bytes(communicator_, own.take())) {
    for (Reader reader(bytes); !reader.at_end();) {
      auto& size = sizes.emplace_back();
      reader(size.id, size.bytes);
    }
  }
  std::sort(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return sizes;
}

void Keeper::save(Time at, des::Kernel& kernel, results::TableSet& rows) {
  if (!group_) {
    group_.emplace(communicator_, folder_ ? folder_->folder() : std::filesystem::path());
  }
  Images images;
  des::all_or_none(communicator_, [&] { images = kernel.save(); });
  auto sizes = gather_sizes(images);
  std::optional<results::CheckpointWriter> checkpoint;
  des::all_or_none(communicator_, [&] {
    if (folder_) {
      checkpoint.emplace(folder_->begin_checkpoint(head(at), std::move(sizes)));
    }
  });
  std::pair<results::CheckpointPlace, results::SegmentPlace> places;
  if (folder_) {
    places = {checkpoint->place(), folder_->segment_place()};
  }
  places = unpack<decltype(places)>(des::broadcast_bytes(communicator_, pack(places)));
  const auto written = group_->write_images(std::move(images), places.first);
  auto segments = group_->write_rows(rows, written_, places.second, start_utc_);
  des::all_or_none(communicator_, [&] {
    if (folder_) {
      folder_->commit(std::move(*checkpoint), written, std::move(segments));
    }
  });
  holds_all_ = holds_all_ &&
               des::sum_of_all(communicator_, rows.bytes()) <= results::RunFolder::kMostBytesHeld;
  written_ = holds_all_ ? rows.row_counts() : results::RowCounts{};
  if (!holds_all_) {
    static_cast<void>(rows.take_all());
  }
}

void Keeper::publish(results::TableSet& rows,
                     const std::function<results::Provenance()>& provenance) {
  GatheredRows gathered(rows, communicator_);
  with_all_coding(communicator_, [&](results::ChunkCoder& coder) {
    auto source = provenance();
    source.run.legs = folder_->legs();
    if (holds_all_) {
      folder_->publish(gathered.merge(), source, &coder);
    } else {
      folder_->publish_with_segments(gathered.merge(), source, &coder);
    }
  });
}

} // namespace urker::run
