#pragma once

#include "base/table.hpp"
#include "time/time.hpp"

#include <string_view>

namespace urker {

/// One column of a result row: an instant, or NaN in the file for kNotYet.
inline void instant(ColumnVisitor& v, std::string_view name, Time t, std::string_view long_name) {
  v.instant(name, t.time_since_epoch().count(), long_name);
}

} // namespace urker
