#include "link/antenna/antenna_config.hpp"

#include "base/decibel.hpp"
#include "link/antenna/dish.hpp"
#include "link/antenna/small_antennas.hpp"
#include "link/antenna/tabulated_pattern.hpp"
#include "link/budget/terms.hpp"

#include <fmt/format.h>

#include <initializer_list>

namespace urker::link {

namespace {

using Types = std::initializer_list<AntennaType>;
using enum AntennaType;

bool holds(const Types& types, AntennaType type) {
  for (const AntennaType t : types) {
    if (t == type) {
      return true;
    }
  }
  return false;
}

/// A key that is of some types only, and which of them cannot do without.
void check_key(FieldVisitor& v, const AntennaConfig& c, std::string_view key, bool given,
               const Types& of, const Types& needed_by) {
  const auto name = EnumNames<AntennaType>::names[static_cast<std::size_t>(c.type)];
  v.check(!given || holds(of, c.type), key,
          fmt::format("is not of an antenna of `type: {}`", name));
  v.check(given || !holds(needed_by, c.type), key,
          fmt::format("an antenna of `type: {}` needs it", name));
}

void check_keys(FieldVisitor& v, const AntennaConfig& c) {
  const auto check = [&](std::string_view key, bool given, const Types& of, const Types& needed) {
    check_key(v, c, key, given, of, needed);
  };
  check("diameter", c.diameter_m.has_value(), {parabolic, gaussian, uniform_aperture},
        {uniform_aperture});
  check("gain", c.gain_dbi.has_value(), {parabolic, gaussian}, {});
  check("beamwidth", c.beamwidth_rad.has_value(), {parabolic, gaussian}, {});
  check("beamwidth_across", c.beamwidth_across_rad.has_value(), {gaussian}, {});
  check("efficiency", c.efficiency.has_value(),
        {parabolic, gaussian, uniform_aperture, patch, isoflux, helix}, {});
  check("floor", c.floor_dbi.has_value(), {parabolic, gaussian, uniform_aperture, patch, helix},
        {});
  check("length", c.length_m.has_value(), {patch}, {patch});
  check("width", c.width_m.has_value(), {patch}, {patch});
  check("turns", c.turns.has_value(), {helix}, {helix});
  check("circumference", c.circumference_m.has_value(), {helix}, {helix});
  check("spacing", c.spacing_m.has_value(), {helix}, {helix});
  check("altitude", c.altitude_m.has_value(), {isoflux}, {isoflux});
  check("edge", c.edge_rad.has_value(), {isoflux}, {isoflux});
  check("roll_off", c.roll_off_rad.has_value(), {isoflux}, {isoflux});
  check("off_axis", !c.off_axis_rad.empty(), {tabulated}, {tabulated});
  check("around", !c.around_rad.empty(), {tabulated}, {});
  check("gains", !c.gains_dbi.empty(), {tabulated}, {tabulated});
  const bool beam = c.type == parabolic || c.type == gaussian;
  v.check(!beam || c.gain_dbi.has_value() != c.diameter_m.has_value(), "gain",
          "a beam has either a gain or a diameter");
  v.check(!c.efficiency || !c.gain_dbi, "efficiency", "is in the gain already");
  v.check(!c.beamwidth_across_rad || c.beamwidth_rad, "beamwidth_across",
          "needs the other beamwidth, too");
}

bool rises(const std::vector<double>& axis) {
  for (std::size_t i = 1; i < axis.size(); ++i) {
    if (axis[i] <= axis[i - 1]) {
      return false;
    }
  }
  return axis.empty() || axis.front() == 0.0;
}

void check_table(FieldVisitor& v, const AntennaConfig& c) {
  v.check(rises(c.off_axis_rad), "off_axis", "the angles rise from 0 deg");
  v.check(rises(c.around_rad), "around", "the angles rise from 0 deg");
  const std::size_t around = c.around_rad.empty() ? 1 : c.around_rad.size();
  v.check(c.gains_dbi.size() == c.off_axis_rad.size() * around, "gains",
          fmt::format("there are {} for {} angles off the axis by {} around it", c.gains_dbi.size(),
                      c.off_axis_rad.size(), around));
}

} // namespace

void describe(FieldVisitor& v, AntennaConfig& c) {
  v.required("type", c.type,
             "parabolic: a beam whose gain falls by 12 dB (angle / beamwidth)^2; gaussian: the "
             "same in power, with a beamwidth of its own across the flight; uniform_aperture: "
             "(2 J1(u) / u)^2; patch: two slots on a ground plane; isoflux: even flux on the "
             "ground up to an edge; helix: in axial mode; tabulated: gains by direction");
  v.optional("diameter", c.diameter_m, between(0.001, 100.0, unit::m), "Of the aperture");
  v.optional("gain", c.gain_dbi, between(-10.0, 80.0, unit::dBi), "On the axis");
  v.optional("beamwidth", c.beamwidth_rad, between(0.001, 180.0, unit::deg),
             "Full width at half power; that of a dish of the gain or diameter unless given");
  v.optional("beamwidth_across", c.beamwidth_across_rad, between(0.001, 180.0, unit::deg),
             "Likewise across the direction of flight; as along it unless given");
  v.optional("efficiency", c.efficiency, between(0.01, 1.0, unit::one),
             "Of the aperture, or of all but the pattern; 0.6 of a dish, 0.9 of others unless "
             "given");
  v.optional("floor", c.floor_dbi, between(-60.0, 30.0, unit::dBi),
             "Gain of side lobes and back, below which it does not fall; -10 dBi unless given");
  v.optional("length", c.length_m, between(1e-4, 10.0, unit::m),
             "Of a patch, along its electric field and the flight");
  v.optional("width", c.width_m, between(1e-4, 10.0, unit::m), "Of a patch");
  v.optional("turns", c.turns, between(1.0, 100.0, unit::one), "Of a helix");
  v.optional("circumference", c.circumference_m, between(1e-4, 30.0, unit::m), "Of a helix's turn");
  v.optional("spacing", c.spacing_m, between(1e-5, 30.0, unit::m), "Between turns of a helix");
  v.optional("altitude", c.altitude_m, between(100.0, 1e5, unit::km),
             "Of the orbit for which an isoflux antenna was made");
  v.optional("edge", c.edge_rad, between(1.0, 80.0, unit::deg),
             "Nadir angle up to which its flux on the ground is even");
  v.optional("roll_off", c.roll_off_rad, between(0.1, 90.0, unit::deg),
             "Beyond the edge the gain falls by 12 dB (angle / roll_off)^2");
  v.optional("off_axis", c.off_axis_rad, between(0.0, 180.0, unit::deg),
             "Angles of a table off the axis; beyond the last its gains hold");
  v.optional("around", c.around_rad, between(0.0, 359.9999, unit::deg),
             "Angles of a table around the axis, from the direction of flight to the right; none: "
             "the same all around");
  v.optional("gains", c.gains_dbi, between(-60.0, 80.0, unit::dBi),
             "Of a table, by the angles off the axis, and at each by those around it");
  check_keys(v, c);
  check_table(v, c);
  v.optional("pointing", c.pointing,
             "nadir: the axis stays on the nadir, by the satellite's attitude; station: it follows "
             "the station");
  v.optional("steering_limit", c.steering_limit_rad, between(0.0, 180.0, unit::deg),
             "Greatest angle off the nadir to which an antenna follows a station; none unless "
             "given");
  v.check(!c.steering_limit_rad || c.pointing == AntennaPointing::station, "steering_limit",
          "is of an antenna with `pointing: station`");
  v.optional("pointing_error", c.pointing_error_rad, between(0.0, 45.0, unit::deg),
             "By which the axis is off, to whichever side costs more");
  v.optional("polarisation", c.polarisation,
             "If both ends of a link tell theirs, the loss by mismatch follows");
}

std::unique_ptr<const AntennaPattern> make_pattern(const AntennaConfig& c, double frequency_hz) {
  const double wavelength_m = kSpeedOfLight_m_s / frequency_hz;
  const double aperture = c.efficiency.value_or(AntennaConfig::kApertureEfficiency);
  const double other = c.efficiency.value_or(AntennaConfig::kOtherEfficiency);
  const double floor_dbi = c.floor_dbi.value_or(AntennaConfig::kFloor_dbi);
  const double gain_dbi = c.gain_dbi     ? *c.gain_dbi
                          : c.diameter_m ? dish_gain_dbi(*c.diameter_m, frequency_hz, aperture)
                                         : 0.0;
  const double width_rad =
      c.beamwidth_rad ? *c.beamwidth_rad
      : c.diameter_m
          ? dish_width_rad(*c.diameter_m, frequency_hz)
          : dish_width_of_gain_rad(from_db(gain_dbi), AntennaConfig::kApertureEfficiency);
  switch (c.type) {
  case parabolic:
    return std::make_unique<ParabolicBeam>(gain_dbi, width_rad, floor_dbi);
  case gaussian:
    return std::make_unique<GaussianBeam>(gain_dbi, width_rad,
                                          c.beamwidth_across_rad.value_or(width_rad), floor_dbi);
  case uniform_aperture:
    return std::make_unique<UniformAperture>(c.diameter_m.value(), frequency_hz, aperture,
                                             floor_dbi);
  case patch:
    return std::make_unique<PatchAntenna>(c.length_m.value() / wavelength_m,
                                          c.width_m.value() / wavelength_m, other, floor_dbi);
  case isoflux:
    return std::make_unique<IsofluxAntenna>(c.altitude_m.value(), c.edge_rad.value(),
                                            c.roll_off_rad.value(), other);
  case helix:
    return std::make_unique<HelixAntenna>(static_cast<int>(c.turns.value()),
                                          c.circumference_m.value() / wavelength_m,
                                          c.spacing_m.value() / wavelength_m, other, floor_dbi);
  case tabulated:
    break;
  }
  return std::make_unique<TabulatedPattern>(
      c.off_axis_rad, c.around_rad.empty() ? std::vector<double>{0.0} : c.around_rad, c.gains_dbi);
}

} // namespace urker::link
