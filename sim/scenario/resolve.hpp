#pragma once

#include "scenario/document.hpp"
#include "scenario/shape.hpp"

#include <string>
#include <vector>

namespace urker::scenario {

/// `--set path.to.key=value`. A `*` in the path stands for every entry that has the key: that gives
/// it, or has a default for it. A path without `*` may set what is not given, but not invent an
/// entry of a section. A map as value merges, anything else replaces.
struct Override {
  std::vector<std::string> path;
  Node value;
  Mark mark;
};

/// Reads `--set` arguments; what is wrong with them goes to `diagnostics`.
[[nodiscard]] std::vector<Override> parse_overrides(const std::vector<std::string>& sets,
                                                    Budget& budget, Diagnostics& diagnostics);

/// Applies the overrides, writes out the patterns and lays every group that starts from a named
/// description (`type:`, `from:`; chains allowed) over that description, whose keyword is then
/// gone. What is wrong goes to `diagnostics`; what is no map where one is due is left for the
/// reader.
[[nodiscard]] Node resolve(const Node& merged, const Language& language,
                           const std::vector<Override>& overrides, Budget& budget,
                           Diagnostics& diagnostics);

} // namespace urker::scenario
