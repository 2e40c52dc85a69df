#pragma once

#include "access/windows.hpp"
#include "link/optical/optical_waterfall.hpp"
#include "orbit/earth/geodesy.hpp"
#include "run/link_report.hpp"
#include "scenario/scenario.hpp"
#include "time/epoch.hpp"

#include <optional>
#include <string>
#include <vector>

namespace urker::run {

struct OpticalInstant {
  Time time = kStart;
  std::string event;                     ///< as in LinkInstant; also what comes in the way
  std::optional<orbit::LookAngles> look; ///< at the station; none between satellites
  double range_m = 0.0;
  double range_rate_m_s = 0.0;
  link::OpticalWaterfall waterfall;    ///< in a free line of sight
  double sun_at_receiver_rad = 0.0;    ///< between partner and Sun; pi in the umbra
  double sun_at_transmitter_rad = 0.0; ///< likewise
  std::string hindrance;               ///< empty: the line of sight is free
  std::optional<double> mean_open;     ///< share of the time without clouds; none in space
};

struct OpticalReport {
  std::string scenario; ///< its title, or name
  Epoch epoch;
  link::OpticalTerminalConfig terminal; ///< that transmits
  bool between_satellites = false;
  double acquisition_time_s = 0.0; ///< of the slower end
  access::Window window;           ///< in which both see each other
  std::vector<OpticalInstant> instants;
  std::vector<std::string> notes;
};

/// Whether a request means an optical link: it goes to a satellite, or nothing but optical
/// terminals fit together.
[[nodiscard]] bool is_optical(const scenario::Scenario& scenario, const LinkRequest& request);

/// The optical budget at one instant, or over a pass or a contact of two satellites: at its ends,
/// wherever the line of sight is blocked or freed and the rate changes, and at steps between.
/// Contacts of satellites are sought a day around the instant. Errors as those of `report_link`.
[[nodiscard]] OpticalReport report_optical_link(const scenario::Scenario& scenario,
                                                const LinkRequest& request);

} // namespace urker::run
