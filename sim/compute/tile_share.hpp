#pragma once

#include "base/fields.hpp"

#include <cstdint>

namespace urker::compute {

/// Which tiles of a frame are a satellite's, where several take the same frame and split its tiles
/// among them: by place on the ground, so that they agree however their frames lie. B. Denby and
/// B. Lucia 2020, Orbital Edge Computing (ASPLOS), section 5.
struct TileShare {
  std::int64_t part = 1; ///< 1 to `of`
  std::int64_t of = 1;

  /// Whether the tile of a place, which is a number in [0, 1) to all satellites, is one of them.
  [[nodiscard]] bool holds(double place) const {
    return static_cast<std::int64_t>(place * static_cast<double>(of)) == part - 1;
  }
  /// Of a frame's volume; over all parts it sums up to it.
  [[nodiscard]] std::int64_t bits(std::int64_t of_frame) const {
    return of_frame / of + (part <= of_frame % of ? 1 : 0);
  }
};
void describe(FieldVisitor& v, TileShare& c);

} // namespace urker::compute
