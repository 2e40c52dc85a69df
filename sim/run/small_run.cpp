#include "run/small_run.hpp"

#include "base/units.hpp"

#include <algorithm>

namespace urker::run {

bool is_small(const scenario::Scenario& scenario) {
  constexpr double kSmall_s = 0.2;
  constexpr double kPair_s = 1e-4, kImager_s = 1e-2; // a day
  const auto takes_long = [](const auto& entry) {
    const onboard::SatelliteConfig& satellite = entry.second;
    return satellite.orbit.numerical || satellite.orbit.oem ||
           (satellite.radio && satellite.radio->packet_bits);
  };
  const auto& satellites = scenario.satellites;
  if (!scenario.services.empty() ||
      scenario.environment.propagation.model != link::AirModel::shell ||
      std::any_of(satellites.begin(), satellites.end(), takes_long)) {
    return false;
  }
  const auto imagers = std::count_if(satellites.begin(), satellites.end(), [](const auto& entry) {
    return entry.second.imager.has_value();
  });
  const auto pairs = satellites.size() * (scenario.stations.size() + scenario.areas.size());
  const double a_day_s =
      kPair_s * static_cast<double>(pairs) + kImager_s * static_cast<double>(imagers);
  return a_day_s * scenario.duration_s / unit::d.scale < kSmall_s;
}

} // namespace urker::run
