#include "spacecraft/energy_report.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"

#include <cmath>

namespace urker::spacecraft {

void report_energy(const std::string& satellite, const EnergyAccount& account, RowSink& rows) {
  const EnergyBook& book = account.book;
  const double served_j = book.demanded.value() - book.unserved.value();
  const double open_j =
      book.generated.value() - book.shed.value() - served_j - book.lost.value() - account.stored_j;
  require(std::abs(open_j) <= 1e-9 * account.scale_j,
          "the energy book of a satellite does not close");
  const auto metric = [&](const std::string& name, double value, const char* unit) {
    rows.emit(MetricRow{"satellites", satellite, name, value, unit});
  };
  metric("energy_generated", book.generated.value(), "J");
  metric("energy_used", served_j, "J");
  metric("energy_shed", book.shed.value(), "J");
  metric("energy_unserved", book.unserved.value(), "J");
  metric("energy_lost_in_battery", book.lost.value(), "J");
  metric("energy_stored", account.stored_j, "J");
  for (std::size_t i = 0; i < kUnits; ++i) {
    const auto unit = static_cast<UnitKind>(i);
    const double demanded_j = account.by_unit[i].value();
    if (unit <= UnitKind::computer || demanded_j > 0.0) {
      metric("energy_demanded_" + std::string(unit_name(unit)), demanded_j, "J");
    }
  }
  metric("least_state_of_charge", account.least_state_of_charge, "1");
  metric("safe_modes", static_cast<double>(account.safe_modes), "1");
  metric("time_in_safe_mode", account.in_safe_mode_s, "s");
}

} // namespace urker::spacecraft
