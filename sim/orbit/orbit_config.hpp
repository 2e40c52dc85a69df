#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"
#include "orbit/numerical/numerical_config.hpp"
#include "orbit/orbit_files.hpp"
#include "orbit/orbit_forms.hpp"
#include "orbit/sgp4/sgp4.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace urker::orbit {

/// The orbit of a satellite, as one of several models.
struct OrbitConfig {
  std::optional<MeanElements> sgp4;
  std::optional<std::vector<std::string>> tle; ///< the two lines of an element set
  std::optional<ElementFileConfig> tle_file;
  std::optional<ElementFileConfig> omm;
  std::optional<EphemerisFileConfig> oem;
  std::optional<KeplerianConfig> keplerian;
  std::optional<KeplerianConfig> j2_secular;
  std::optional<CartesianConfig> cartesian;
  std::optional<SunSynchronousConfig> sun_synchronous;
  std::optional<RepeatGroundTrackConfig> repeat_ground_track;
  std::optional<GeostationaryConfig> geostationary;
  std::optional<NumericalConfig> numerical;
};
void describe(FieldVisitor& v, MeanElements& elements);
void describe(FieldVisitor& v, OrbitConfig& orbit);

/// Of every form but `numerical`, whose orbits are integrated together (numerical_orbit_maker.hpp),
/// and `oem`, which is made for a span (orbit_files.hpp). `earth` covers the orbit's `state_time`.
[[nodiscard]] std::unique_ptr<Trajectory> make_trajectory(const OrbitConfig& orbit,
                                                          const Epoch& epoch, const Earth& earth);

/// When the initial state holds, of the forms that need the Earth's attitude for it.
[[nodiscard]] std::optional<Time> state_time(const OrbitConfig& orbit, const Epoch& epoch);

/// Epoch of elements that were published and age, where the orbit is stated by such.
[[nodiscard]] std::optional<CalendarTime> published_epoch(const OrbitConfig& orbit);

} // namespace urker::orbit
