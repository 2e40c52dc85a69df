#pragma once

#include "results/table.hpp"

#include <cstdint>
#include <functional>
#include <vector>

// Private to this folder.
namespace urker::results {

/// Rows of one table in the order of its key, from wherever they are.
struct SortedRows {
  std::uint64_t rows = 0;
  std::function<Table(std::uint64_t first, std::uint64_t count)> read;
};

/// A table in memory, which must live as long.
[[nodiscard]] SortedRows sorted_rows(const Table& table);

/// All rows of the parts, in the order of the key, to `take` in blocks. Internal error, naming
/// table and key, for a key that occurs twice, or for parts with other columns than `schema`.
/// Memory: some million rows, however many there are; each part costs a block of 4096 at least.
void merge_sorted(const Table& schema, const std::vector<SortedRows>& parts,
                  const std::function<void(const Table&)>& take);

} // namespace urker::results
