#pragma once

#include "link/budget.hpp"
#include "link/budget/flux_limits.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::link {

/// Where a satellite stands to a station, and how that changes.
struct LinkMotion {
  LineOfSight line;
  double range_rate_m_s = 0.0;
  double range_acceleration_m_s2 = 0.0;
};

/// What a term does to the level that goes down the list.
enum class TermRole {
  adds,
  takes, ///< a loss, as a positive number
  level, ///< what all above add up to
  shown, ///< stands in no sum by itself
};

/// A line of a link budget.
struct BudgetTerm {
  std::string_view key; ///< with its unit, as in transmit_power_dbw
  std::string_view name;
  std::string_view unit;
  TermRole role = TermRole::shown;
  double value = 0.0;
};

/// What a rate has and needs, per user bit.
struct RateMargin {
  double rate_bit_s = 0.0;
  double ebn0_db = 0.0;
  double implementation_loss_db = 0.0;
  double required_ebn0_db = 0.0;
  double margin_db = 0.0; ///< Eb/N0 less both
  bool holds = false;     ///< with the margin that the radio asks for
  std::string modcod;     ///< empty with plain rates
};

/// Power flux density at the station against a limit, in the limit's bandwidth.
struct FluxCheck {
  FluxLimit limit;
  double flux_dbw_m2 = 0.0;
  double limit_dbw_m2 = 0.0; ///< at the angle of arrival
  [[nodiscard]] double margin_db() const { return limit_dbw_m2 - flux_dbw_m2; }
};

/// A link budget (link_budget) with all that it is made of and all that follows from it.
struct Waterfall {
  /// From the amplifier to C/N0, with a modulation to Es/N0; then Doppler.
  std::vector<BudgetTerm> terms;
  std::vector<RateMargin> rates;   ///< as the radio lists them, or modcods as they are climbed
  std::optional<std::size_t> used; ///< the highest rate that holds
  /// The flux is that of the rate in use, of the lowest if none holds, spread evenly over as many
  /// hertz as it has bit/s: what QPSK with a code of 1/2 occupies; or over the symbol rate. In free
  /// space, as limits are meant.
  double occupied_hz = 0.0;
  std::vector<FluxCheck> flux; ///< none where no limit is known for the band
};

/// To be read, not for the search of rates over a pass: that takes link_budget. `i_over_c`:
/// interference as a part of the carrier's power, that counts in the rates; terms are without it.
[[nodiscard]] Waterfall waterfall(const Transmitter& transmitter, const Receiver& receiver,
                                  const LinkMotion& motion, const AtmosphericLoss& air,
                                  const BodiesInSky& bodies = {}, double i_over_c = 0.0);

} // namespace urker::link
