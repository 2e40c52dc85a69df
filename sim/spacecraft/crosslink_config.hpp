#pragma once

#include "base/fields.hpp"
#include "link/optical/optical_terminal_config.hpp"
#include "link/radio_config.hpp"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// Links between satellites, all alike: each satellite has a terminal for each of its partners, so
/// that no two links compete. They carry reports.
struct CrosslinkConfig {
  std::vector<std::string> satellites;
  std::vector<std::string> partners; ///< of each of them; empty: the satellites are each other's
  double greatest_range_m = std::numeric_limits<double>::infinity();
  std::optional<link::RadioConfig> radio; ///< of both ends; or
  std::optional<link::OpticalTerminalConfig> optical_terminal;
  std::optional<double> g_over_t_db_k;         ///< of both ends, with a radio
  std::optional<double> partner_gain_dbi;      ///< of the partners' radio, where it is another
  std::optional<double> partner_g_over_t_db_k; ///< likewise
  double acquisition_time_s = 5.0;             ///< with a radio, at the begin of a contact
};
void describe(FieldVisitor& v, CrosslinkConfig& c);

} // namespace urker::spacecraft
