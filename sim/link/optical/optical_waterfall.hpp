#pragma once

#include "link/budget/waterfall.hpp"
#include "link/optical/optical_link.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace urker::link {

/// What an optical rate has and needs.
struct OpticalMargin {
  double rate_bit_s = 0.0;
  double photons_per_bit = 0.0; ///< received
  double required_photons_per_bit = 0.0;
  double margin_db = 0.0;
  bool holds = false; ///< with the margin that the terminal asks for
};

/// An optical budget (optical_levels) with all that it is made of and all that follows from it.
struct OpticalWaterfall {
  std::vector<BudgetTerm> terms; ///< from the laser to the power received, then what goes with it
  std::vector<OpticalMargin> rates; ///< as the terminal lists them
  std::optional<std::size_t> used;  ///< the highest that holds in a free line of sight
};

/// To be read; the range rate is for the Doppler shift.
[[nodiscard]] OpticalWaterfall optical_waterfall(const OpticalTerminalConfig& terminal,
                                                 const OpticalReceiver& receiver,
                                                 const OpticalPath& path, double range_rate_m_s);

} // namespace urker::link
