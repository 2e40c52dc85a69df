#pragma once

#include "access/horizon.hpp"
#include "access/track.hpp"
#include "access/windows.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/geodesy.hpp"

#include <cstdint>
#include <functional>
#include <tuple>
#include <vector>

namespace urker::access {

/// One pass of a satellite over a station: elevation at or above the station's least elevation and
/// its mask by azimuth. A mask may cut what would be one pass into several.
struct StationContact {
  std::uint32_t satellite = 0; ///< index in the scenario's bytewise order of names
  std::uint32_t station = 0;   ///< likewise
  Window window;               ///< AOS to LOS
  Time culmination = kStart;   ///< instant of the greatest elevation within the window
  double greatest_elevation_rad = 0.0;
  double least_range_m = 0.0; ///< lower bound of the range in the window, for light time
  double aos_azimuth_rad = 0.0;
  double los_azimuth_rad = 0.0;
  /// The order of a plan.
  [[nodiscard]] auto key() const { return std::tuple(satellite, station, window.begin); }
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, station, window, culmination, greatest_elevation_rad, least_range_m,
      aos_azimuth_rad, los_azimuth_rad);
  }
};

/// What stands before the Sun.
enum class EclipsingBody : std::uint8_t { earth, moon };

/// Passage of a satellite through the shadow of the Earth or the Moon: cones that touch the Sun and
/// the body. Where a trajectory dips into the umbra more than once within one penumbra, each dip is
/// an eclipse of its own, parted from the next halfway between them.
struct Eclipse {
  std::uint32_t satellite = 0;
  Window penumbra;
  Window umbra; ///< empty (begin == end == kNotYet) where only the penumbra is touched
  EclipsingBody body = EclipsingBody::earth;
  /// `umbra` is a stay in the antumbra, beyond the umbra's tip: the body stands before the Sun and
  /// leaves a ring of it.
  bool annular = false;
  [[nodiscard]] auto key() const { return std::tuple(satellite, penumbra.begin, body); }
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, penumbra, umbra, body, annular);
  }
};

/// Time in which some part of an area's enclosing cap is within the off-nadir limit in daylight.
struct AreaPass {
  std::uint32_t satellite = 0;
  std::uint32_t area = 0;
  Window window;
  [[nodiscard]] auto key() const { return std::tuple(satellite, area, window.begin); }
};

/// A ground site with its horizon: a satellite is in view at or above both the least elevation and
/// the mask.
struct Site {
  orbit::Geodetic place;
  double least_elevation_rad = 0.0;
  HorizonMask mask{}; ///< by azimuth; may be empty
};

/// Whether the mask matters.
[[nodiscard]] bool has_mask(const Site& site);

/// A spherical cap on the ground, and how it may be imaged.
struct AreaTarget {
  orbit::Geodetic centre;
  double radius_rad = 0.0; ///< Earth-central angle of the enclosing cap
  double greatest_off_nadir_rad = 0.0;
  double least_sun_elevation_rad = 0.0; ///< at the cap's centre, less its radius
};

/// The bodies that make the shadow. Light time and aberration are left out.
struct ShadowBodies {
  double earth_radius_m = orbit::kEarthEquatorialRadius_m;
  double earth_flattening = orbit::kEarthFlattening; ///< 0: a sphere
  double sun_radius_m = 695.7e6;                     ///< IAU 2015 Resolution B3
  double moon_radius_m = 1737.4e3;                   ///< mean, IAU
  /// Geocentric Sun in ITRF, metres; empty: the Earth's own.
  std::function<orbit::Vector3(Time)> sun_itrf_m;
  /// Whichever holds.
  [[nodiscard]] orbit::Vector3 sun_m(const orbit::Earth& earth, Time t) const {
    return sun_itrf_m ? sun_itrf_m(t) : earth.sun_itrf_m(t);
  }
};

/// The searches over a part of a satellite's track. Indices are left 0 and set by the caller.
/// Sorted by begin. Nothing is missed, however short, and ends are within 1 us of the model's own
/// (windows.hpp).
///
/// The windows of a site's passes.
[[nodiscard]] std::vector<Window> find_site_windows(const Track& track, const Site& site,
                                                    Time begin, Time end);
/// For satellites within 1e9 m of the Earth, where the umbra still covers the Sun.
[[nodiscard]] std::vector<Eclipse> find_eclipses(const Track& track, Time begin, Time end,
                                                 const ShadowBodies& bodies = {});
/// A little generous, by some 10 km on the ground and more on eccentric orbits: whether and when a
/// point can be imaged is for find_crossing (strip.hpp) to tell.
[[nodiscard]] std::vector<AreaPass> find_area_passes(const Track& track, const AreaTarget& target,
                                                     Time begin, Time end);

/// The windows of the Earth's penumbra and umbra; join_shadows makes eclipses of them.
struct ShadowWindows {
  std::vector<Window> penumbras, umbras;
};
[[nodiscard]] ShadowWindows find_shadows(const Track& track, Time begin, Time end,
                                         const ShadowBodies& bodies = {});

/// The passes of one satellite over one site, by PlanSearch. Sorted; indices are 0.
[[nodiscard]] std::vector<StationContact> find_station_contacts(const orbit::Trajectory& trajectory,
                                                                const orbit::Earth& earth,
                                                                const Site& site, Time begin,
                                                                Time end);
/// The same as above for a single search; several searches of one satellite had better share a
/// Track.
[[nodiscard]] std::vector<Eclipse> find_eclipses(const orbit::Trajectory& trajectory,
                                                 const orbit::Earth& earth, Time begin, Time end);
[[nodiscard]] std::vector<AreaPass> find_area_passes(const orbit::Trajectory& trajectory,
                                                     const orbit::Earth& earth,
                                                     const AreaTarget& target, Time begin,
                                                     Time end);

/// A piece of the time in which two satellites that have a crosslink see each other.
struct CrosslinkContact {
  std::uint32_t first = 0; ///< index of the one satellite
  std::uint32_t second = 0;
  Window window; ///< clipped where the piece goes on from the one before, or in the next
  double least_range_m = 0.0; ///< lower bound of the range in the window, for light time
  [[nodiscard]] auto key() const { return std::tuple(first, second, window.begin); }
  template <class Packer>
  void pack(Packer& p) {
    p(first, second, window, least_range_m);
  }
};

/// Everything that is known beforehand about who sees whom, sorted by (satellite, station or area,
/// begin).
struct ContactPlan {
  std::vector<StationContact> contacts;
  std::vector<Eclipse> eclipses;
  std::vector<CrosslinkContact> crosslinks{}; ///< likewise
  template <class Packer>
  void pack(Packer& p) {
    p(contacts, eclipses, crosslinks);
  }
};

} // namespace urker::access
