#pragma once

#include "spacecraft/openings.hpp"
#include "spacecraft/storage.hpp"

#include <optional>
#include <vector>

namespace urker::spacecraft {

/// A way of data from a satellite to the ground, as the satellite believes it to be.
struct ReportPath {
  std::vector<Opening> openings;               ///< of its transmitter, by begin and disjoint
  Time free = kStart;                          ///< when that is
  std::optional<protocol::ProductKey> sending; ///< the product that it has begun with
  /// Of a crosslink: when its partner has told to send to the ground. A product goes whole, once,
  /// and its light time and its wait behind others on the partner are left out.
  std::optional<std::vector<Opening>> onward{};
};

/// What each path sends next; null: nothing of what is ready. Products are dealt out in the order
/// in which they leave the memory. A report takes the path by which its last bit is expected to
/// leave for the ground first, behind what that path was dealt before, of equals the first; so do
/// those which no path is expected to bring down whole. A report that is being sent stays where it
/// is. Images take the first path.
[[nodiscard]] std::vector<const StoredProduct*> deal_out(const Storage& storage,
                                                         std::vector<ReportPath> paths);

} // namespace urker::spacecraft
