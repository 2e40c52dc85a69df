#pragma once

#include <cmath>

namespace urker {

/// Of powers.
[[nodiscard]] inline double to_db(double ratio) {
  return 10.0 * std::log10(ratio);
}
[[nodiscard]] inline double from_db(double db) {
  return std::pow(10.0, db / 10.0);
}

} // namespace urker
