#pragma once

#include "base/fields.hpp"
#include "onboard/satellite_config.hpp"
#include "orbit/design/walker_config.hpp"
#include "scenario/shape.hpp"

namespace urker::scenario {

/// Satellites that are alike, in a pattern of orbits.
struct ConstellationConfig {
  orbit::WalkerConfig walker;
  onboard::SatelliteConfig satellite; ///< each of them but for its orbit's elements
};
void describe(FieldVisitor& v, ConstellationConfig& c);

/// The section `constellations`. Its entry `kite` becomes entries of `satellites`: `kite_01_01` is
/// the first satellite of the first plane, numbers have as many digits as the largest, at least
/// two. What the scenario itself says of such an entry goes over it. A shown name gets the numbers
/// behind it.
[[nodiscard]] Patterns constellation_patterns();

} // namespace urker::scenario
