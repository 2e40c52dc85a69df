#pragma once

#include "orbit/analytic/keplerian_elements.hpp"
#include "orbit/earth/earth.hpp"
#include "time/epoch.hpp"

#include <cstdint>
#include <vector>

/// Orbits by their purpose. All give mean elements in GCRF for j2_rates, but for the geostationary
/// state. Altitudes are those of the semi-major axis above the equatorial radius of WGS84.
namespace urker::orbit {

inline constexpr double kEquatorialRadius_m = 6378137.0;

/// Inclination whose node follows the mean Sun: one turn in a sidereal year. Throws
/// `Error{invalid_input}` where there is none (above some 5970 km).
[[nodiscard]] double sun_synchronous_inclination_rad(double semi_major_axis_m, double eccentricity);

/// Right ascension of the fictitious mean Sun in GCRF, which is the Earth's mean longitude of Simon
/// et al., Astron. Astrophys. 282 (1994), table 5.8, plus half a turn, on the equinox of J2000.
[[nodiscard]] double mean_sun_rad(const Epoch& epoch, Time t);

/// Node whose mean solar local time is `local_time_s` (seconds after midnight) at `t`. Equinox and
/// equator are those of GCRF; those of date change the local time by some 10 s in 2026.
[[nodiscard]] double node_at_local_time_rad(double local_time_s, const Epoch& epoch, Time t);

/// Semi-major axis whose ground track closes after `revolutions` (node to node) and `days` turns of
/// the Earth under the orbit's plane, J2 included. Throws `Error{invalid_input}` if the orbit would
/// have its perigee in the Earth or be beyond ten Earth radii.
[[nodiscard]] double repeat_semi_major_axis_m(std::int64_t revolutions, std::int64_t days,
                                              double eccentricity, double inclination_rad);

/// State in GCRF at `t` of a satellite that stands over `longitude_rad` of the equator of that
/// instant, moving with the Earth on a two-body orbit. The equator's later motion (precession: 20"
/// a year) moves it in latitude; what perturbs real satellites is left out.
[[nodiscard]] State geostationary_state(double longitude_rad, const Earth& earth, Time t);

/// Circular orbits in evenly spaced planes: J. G. Walker, Satellite constellations, J. British
/// Interplanetary Soc. 37 (1984). `delta`: nodes around the whole equator; `star`: around half.
enum class WalkerKind { delta, star };
struct WalkerPattern {
  WalkerKind kind = WalkerKind::delta;
  std::int64_t satellites = 1; ///< T, a multiple of P
  std::int64_t planes = 1;     ///< P
  std::int64_t phasing = 0;    ///< F, from 0 to P - 1, in units of 360 deg / T from plane to plane
};

/// The satellites, plane by plane; `first` is the first one's. Throws `Error{invalid_input}` for
/// numbers that make no pattern.
[[nodiscard]] std::vector<KeplerianElements> walker_elements(const WalkerPattern& pattern,
                                                             const KeplerianElements& first);

} // namespace urker::orbit
