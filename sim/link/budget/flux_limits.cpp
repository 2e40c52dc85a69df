#include "link/budget/flux_limits.hpp"

#include "base/text_lines.hpp"
#include "link/budget/terms.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <string_view>

namespace urker::data {
std::string_view flux_limits(); // sim/data/flux_limits.csv
} // namespace urker::data

namespace urker::link {

namespace {

std::vector<FluxLimit> read_limits() {
  std::vector<FluxLimit> limits;
  ShippedRows rows(data::flux_limits(), "flux_limits.csv");
  while (rows.next()) {
    FluxLimit& limit = limits.emplace_back();
    limit.lowest_frequency_hz = 1e6 * rows.number();
    limit.highest_frequency_hz = 1e6 * rows.number();
    limit.service = rows.cell();
    limit.low_dbw_m2 = rows.number();
    limit.slope_db_deg = rows.number();
    limit.high_dbw_m2 = rows.number();
    limit.bandwidth_hz = 1e3 * rows.number();
    limit.confirmed = rows.cell() == "confirmed";
  }
  return limits;
}

} // namespace

double FluxLimit::at_dbw_m2(double arrival_rad) const {
  const double degrees = std::clamp(arrival_rad * 180.0 / std::numbers::pi, 5.0, 25.0);
  return std::min(low_dbw_m2 + slope_db_deg * (degrees - 5.0), high_dbw_m2);
}

const std::vector<FluxLimit>& flux_limits() {
  static const std::vector<FluxLimit> limits = read_limits();
  return limits;
}

std::vector<FluxLimit> flux_limits_at(double frequency_hz) {
  std::vector<FluxLimit> result;
  const auto& all = flux_limits();
  std::copy_if(all.begin(), all.end(), std::back_inserter(result), [&](const FluxLimit& limit) {
    return limit.lowest_frequency_hz <= frequency_hz && frequency_hz <= limit.highest_frequency_hz;
  });
  return result;
}

double flux_dbw_m2(double eirp_dbw, double range_m, double occupied_hz, double reference_hz) {
  // A carrier narrower than the reference has all its power in it.
  const double part = std::min(reference_hz / occupied_hz, 1.0);
  return eirp_dbw - spreading_loss_db_m2(range_m) + 10.0 * std::log10(part);
}

} // namespace urker::link
