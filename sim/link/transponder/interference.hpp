#pragma once

#include "base/fields.hpp"

#include <array>
#include <string_view>

namespace urker::link {

enum class WavePolarisation { horizontal, vertical, left, right };

/// What an antenna for one polarisation takes of a wave of another, below what it takes of its own,
/// dB: nothing of the same, the antenna's cross polarisation of the opposite one, 3 dB between
/// linear and circular.
[[nodiscard]] double polarisation_isolation_db(WavePolarisation antenna, WavePolarisation wave,
                                               double cross_polarisation_db);
/// Tilt of its linear polarisation for the laws of rain: 0, 90 or, circular, 45 deg.
[[nodiscard]] double tilt_rad(WavePolarisation polarisation);

/// A band around a centre.
struct Band {
  double centre_hz = 0.0;
  double width_hz = 0.0;
};

/// Part of the power of `other`, evenly spread over its band, that falls into `own`; 0 to 1.
[[nodiscard]] double overlap(const Band& own, const Band& other);

} // namespace urker::link

template <>
struct urker::EnumNames<urker::link::WavePolarisation> {
  static constexpr std::array<std::string_view, 4> names{"horizontal", "vertical", "left", "right"};
};
