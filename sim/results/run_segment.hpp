#pragma once

#include "results/file_record.hpp"
#include "results/table_buffer.hpp"

#include <cstdint>
#include <string>

namespace urker::results {

/// Where the rows before a checkpoint go, in parts, each from a rank or some: any rank may write
/// its own.
struct SegmentPlace {
  std::string folder; ///< of the run
  std::int64_t checkpoint = 0;
  template <class Packer>
  void pack(Packer& p) {
    p(folder, checkpoint);
  }
};

/// Names of segments begin so.
inline constexpr const char* kSegmentPrefix = "segment-";

/// Makes a part of all rows behind the first so many durable and gives it its name, for good once
/// it is committed. Throws `Error{cannot_write}` with path and reason.
[[nodiscard]] FileRecord write_part(const SegmentPlace& place, int part, const TableSet& rows,
                                    const std::string& start_utc, const RowCounts& first = {});

} // namespace urker::results
