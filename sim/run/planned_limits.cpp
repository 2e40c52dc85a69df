#include "run/planned_limits.hpp"

#include "spacecraft/attitude/exclusion.hpp"
#include "spacecraft/attitude/orientation.hpp"
#include "spacecraft/propulsion/flight_record.hpp"

#include <memory>
#include <numbers>

namespace urker::run {

namespace {

using spacecraft::AttitudeConfig;

/// Whether the apertures see what they must not at the begin, the middle or the end of a strip.
std::function<bool(Time, Time, double)>
exclusion_of(const AttitudeConfig& attitude, const World& world, const Satellite& satellite) {
  if (attitude.apertures.empty() || attitude.modes.imaging != spacecraft::PointingMode::target) {
    return nullptr;
  }
  const auto heavens =
      std::make_shared<const spacecraft::OrbitalHeavens>(satellite.trajectory, world.earth);
  return [attitude, heavens](Time begin, Time end, double roll_rad) {
    const auto pointing = spacecraft::Pointing::at_roll(spacecraft::PointingMode::target, roll_rad);
    for (const Time t : {begin, begin + (end - begin) / 2, end}) {
      const auto body = spacecraft::body_to_inertial(pointing, attitude, *heavens, t);
      if (!spacecraft::excluded(attitude.apertures, body, *heavens, t).empty()) {
        return true;
      }
    }
    return false;
  };
}

} // namespace

void limit_imaging(mission::PlannedSatellite& planned, const World& world, const Imager& imager) {
  const auto& satellite = world.satellites[imager.satellite];
  const auto& config = *satellite.config;
  planned.agility = config.agility;
  if (config.attitude) {
    planned.agility.slew = config.attitude->slew;
    planned.first_turn = spacecraft::manoeuvre_time(planned.agility, 0.0, std::numbers::pi);
    planned.excluded = exclusion_of(*config.attitude, world, satellite);
  }
  if (!satellite.flight) {
    return;
  }
  const Duration turn = planned.first_turn;
  for (const auto& burn : satellite.flight->ordered) {
    planned.commitments.push_back(
        {burn.decided, {std::min(burn.warm_up, burn.begin - turn), burn.end + turn}});
  }
  for (const auto& quiet : satellite.flight->quiet) {
    planned.commitments.push_back({quiet.begin, {quiet.begin, quiet.end}});
  }
}

} // namespace urker::run
