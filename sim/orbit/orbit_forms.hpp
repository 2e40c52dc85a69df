#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"
#include "orbit/analytic/keplerian_elements.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

/// Forms in which a scenario states an orbit that is an ellipse. All but `cartesian` are in GCRF;
/// without an epoch they hold at the scenario's start.
namespace urker::orbit {

/// Elements at an epoch: of `keplerian` osculating and two-body, of `j2_secular` mean.
struct KeplerianConfig {
  std::optional<CalendarTime> epoch;
  KeplerianElements elements;
};
void describe(FieldVisitor& v, KeplerianConfig& c);

struct CartesianConfig {
  std::optional<CalendarTime> epoch;
  Frame frame = Frame::gcrf;
  State state;
};
void describe(FieldVisitor& v, CartesianConfig& c);
/// `earth` covers the epoch unless the frame is GCRF.
[[nodiscard]] State gcrf_state(const CartesianConfig& c, const Epoch& epoch, const Earth& earth);

/// A circular orbit whose node keeps its mean solar local time.
struct SunSynchronousConfig {
  std::optional<CalendarTime> epoch;
  double altitude_m = 0.0;
  std::optional<double> ascending_node_time_s; ///< local time after midnight; one of both
  std::optional<double> descending_node_time_s;
  double argument_of_latitude_rad = 0.0;
};
void describe(FieldVisitor& v, SunSynchronousConfig& c);

/// A circular orbit whose ground track closes.
struct RepeatGroundTrackConfig {
  std::optional<CalendarTime> epoch;
  std::int64_t revolutions = 0;
  std::int64_t days = 0;
  double inclination_rad = 0.0;
  double raan_rad = 0.0;
  double argument_of_latitude_rad = 0.0;
};
void describe(FieldVisitor& v, RepeatGroundTrackConfig& c);

struct GeostationaryConfig {
  double longitude_rad = 0.0;
};
void describe(FieldVisitor& v, GeostationaryConfig& c);

/// The scenario's start unless an epoch is given.
[[nodiscard]] Time time_of(const std::optional<CalendarTime>& at, const Epoch& epoch);

// Each throws `Error{invalid_input}` for what is no orbit above the Earth's surface.
[[nodiscard]] std::unique_ptr<Trajectory> two_body(const KeplerianConfig& c, const Epoch& epoch);
[[nodiscard]] std::unique_ptr<Trajectory> j2_secular(const KeplerianConfig& c, const Epoch& epoch);
[[nodiscard]] std::unique_ptr<Trajectory> make(const CartesianConfig& c, const Epoch& epoch,
                                               const Earth& earth);
[[nodiscard]] std::unique_ptr<Trajectory> make(const SunSynchronousConfig& c, const Epoch& epoch);
[[nodiscard]] std::unique_ptr<Trajectory> make(const RepeatGroundTrackConfig& c,
                                               const Epoch& epoch);
[[nodiscard]] std::unique_ptr<Trajectory> make(const GeostationaryConfig& c, const Earth& earth);

} // namespace urker::orbit

template <>
struct urker::EnumNames<urker::orbit::Frame> {
  static constexpr std::array<std::string_view, 7> names{"teme", "gcrf", "itrf", "eme2000",
                                                         "mod",  "tod",  "cirs"};
};
