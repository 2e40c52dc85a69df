#pragma once

#include "access/contact_plan.hpp"
#include "base/calendar.hpp"
#include "link/budget/waterfall.hpp"
#include "link/tracking/gap.hpp"
#include "orbit/earth/geodesy.hpp"
#include "scenario/scenario.hpp"
#include "time/epoch.hpp"

#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// Which downlink, and when.
struct LinkRequest {
  std::string from; ///< a satellite with a radio
  std::string to;   ///< a station
  CalendarTime at;
  bool interference = false; ///< with what other satellites in the band do (link_interference.hpp)
  bool pass = false;         ///< over the pass that `at` is in, or the next one, instead of at `at`
  /// Share of the year in which the air takes more; empty: the scenario's weather.
  std::optional<double> exceeded;
};

struct LinkInstant {
  Time time = kStart;
  std::string event; ///< "AOS", "rate", ...; empty between them
  orbit::LookAngles look;
  link::Waterfall waterfall;
  std::optional<link::GapCause> gap; ///< why no data pass, whatever the signal
};

struct LinkReport {
  std::string scenario; ///< its title, or name
  Epoch epoch;
  link::RadioConfig radio;
  std::string weather;         ///< in words
  access::StationContact pass; ///< with the instants
  std::vector<link::Gap> gaps; ///< of the pass, of an antenna that waits for it
  std::vector<LinkInstant> instants;
  std::vector<std::string> notes;
};

/// The budget of a link at one instant, or over a pass at AOS, when the demodulator has locked, at
/// culmination and LOS, wherever the rate changes, where the antenna cannot follow or may not look,
/// and at steps between. Throws `Error{usage}` for names that are not there, an
/// instant outside the scenario and weather that its model has not; `Error{invalid_input}` where
/// there is no link: no radio, no antenna for its band, not in service, or out of view, with the
/// next pass.
[[nodiscard]] LinkReport report_link(const scenario::Scenario& scenario,
                                     const LinkRequest& request);

} // namespace urker::run
