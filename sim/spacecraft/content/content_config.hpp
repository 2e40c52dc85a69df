#pragma once

#include "base/fields.hpp"
#include "protocol/content.hpp"

#include <map>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// Targets of one kind that appear on the ground and go away again.
struct ContentConfig {
  protocol::ContentKind kind = protocol::ContentKind::ship;
  std::vector<std::string> areas; ///< where; empty: everywhere
  double density_per_m2 = 0.0;    ///< mean number present at an instant, over area
  double duration_s = 0.0;        ///< mean time from coming to going
  std::vector<double> monthly;    ///< factors on the rate of coming; empty: all one
  [[nodiscard]] double greatest_factor() const;
};
void describe(FieldVisitor& v, ContentConfig& c);

/// By name: the name is the key of its random draws.
using ContentConfigs = std::map<std::string, ContentConfig>;

/// More targets than this in a cell take too long to count one by one.
inline constexpr double kMostInCell = 10e3;

} // namespace urker::spacecraft
