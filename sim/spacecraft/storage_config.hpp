#pragma once

#include "base/fields.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace urker::spacecraft {

/// What a full memory does with a new scene: refuses it, or drops others of which nothing was sent,
/// the oldest, or the least urgent below its own priority.
enum class WhenFull { refuse, drop_oldest, drop_lowest };

struct StorageConfig {
  double capacity_bit = 0.0;
  WhenFull when_full = WhenFull::refuse;
  std::optional<double> longest_age_s;        ///< after which what is unsent is dropped
  std::optional<double> kept_after_sending_s; ///< none: freed as it leaves
};
void describe(FieldVisitor& v, StorageConfig& c);

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::WhenFull> {
  static constexpr std::array<std::string_view, 3> names{"refuse", "drop_oldest", "drop_lowest"};
};
