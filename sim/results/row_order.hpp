#pragma once

#include "results/table.hpp"

#include <cstdint>
#include <vector>

// Private to this folder.
namespace urker::results {

/// The rows of the table in the order of its key. Internal error, naming table and key, for a key
/// that occurs twice or is NaN.
[[nodiscard]] std::vector<std::uint32_t> order_by_key(const Table& table);

} // namespace urker::results
