#pragma once

#include "base/table.hpp"
#include "spacecraft/energy.hpp"
#include "spacecraft/units.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace urker::spacecraft {

/// What became of the energy of a power system in the whole run.
struct EnergyAccount {
  const EnergyBook& book;
  const std::array<CompensatedSum, kUnits>& by_unit; ///< demanded
  double stored_j = 0.0;                             ///< more than at the start
  double scale_j = 0.0;                              ///< to which a rounding error is compared
  double least_state_of_charge = 1.0;
  std::int64_t safe_modes = 0;
  double in_safe_mode_s = 0.0;
};

/// Checks that the book closes, and emits its metrics.
void report_energy(const std::string& satellite, const EnergyAccount& account, RowSink& rows);

} // namespace urker::spacecraft
