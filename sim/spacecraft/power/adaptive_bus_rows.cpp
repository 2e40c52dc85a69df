#include "base/metric.hpp"
#include "spacecraft/energy_report.hpp"
#include "spacecraft/power/adaptive_bus.hpp"
#include "spacecraft/power/orbit_clock.hpp"
#include "spacecraft/power_bus.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

void AdaptiveBus::emit(std::string_view cause, RowSink& rows) {
  const Illumination::Piece piece = illumination_.at(now_);
  const std::vector<double> state = now_state();
  const double generation_w = dynamics_.generation_w(now_, piece, state);
  constexpr Duration kLittle = std::chrono::seconds(1);
  Illumination::Piece later = piece;
  later.fraction += piece.slope_per_s * to_seconds(kLittle);
  const double slope_w_s =
      (dynamics_.generation_w(now_ + kLittle, later, state) - generation_w) / to_seconds(kLittle);
  const double charge_j = store_.charge_j(state[BusDynamics::kStore]);
  rows.emit(PowerRow{satellite_, now_, rows_++, cause,
                     off_                          ? "off"
                     : mode_ == PowerMode::nominal ? "nominal"
                                                   : "safe",
                     charge_j, store_.state_of_charge(state[BusDynamics::kStore]), generation_w,
                     slope_w_s, loads_.sum_w(), piece.fraction});
}

void AdaptiveBus::emit_temperatures(std::string_view cause, RowSink& rows) {
  const auto& network = dynamics_.network();
  if (!network) {
    return;
  }
  const std::vector<double> state = now_state();
  const std::vector<double> rates =
      dynamics_.temperature_rates(now_, illumination_.at(now_), state, loads_);
  for (std::size_t i = 0; i < network->size(); ++i) {
    rows.emit(TemperatureRow{satellite_, network->name(i), now_, temperature_rows_, cause,
                             state[BusDynamics::kFirstNode + i], rates[i]});
  }
  ++temperature_rows_;
}

void AdaptiveBus::end_orbit(RowSink& rows) {
  const auto since = [](const CompensatedSum& now, const CompensatedSum& before) {
    return now.value() - before.value();
  };
  const EnergyTotals& before = orbit_totals_;
  OrbitPowerRow row;
  row.satellite = satellite_;
  row.orbit = orbit_++;
  row.begin = orbit_begin_;
  row.end = now_;
  row.generated_j = since(totals_.generated, before.generated);
  row.shed_j = since(totals_.shed, before.shed);
  row.unserved_j = since(totals_.unserved, before.unserved);
  row.lost_j = since(totals_.lost, before.lost);
  row.stored_j = charge_j() - orbit_charge_j_;
  for (std::size_t i = 0; i < kUnits; ++i) {
    row.demanded_j[i] = since(totals_.by_unit[i], before.by_unit[i]);
  }
  row.depth_of_discharge = 1.0 - orbit_least_;
  row.capacity_j = store_.capacity_j();
  row.sunlit_s = since(totals_.sunlit_s, before.sunlit_s);
  rows.emit(row);
  orbit_totals_ = totals_;
  orbit_charge_j_ = charge_j();
  orbit_least_ = state_of_charge();
  orbit_begin_ = now_;
  orbit_end_ = next_ascending_node(dynamics_.heavens(), now_);
}

void AdaptiveBus::finish(Time now, RowSink& rows) {
  advance(now);
  commit(now);
  end_orbit(rows);
  emit("end", rows);
  emit_temperatures("end", rows);
  const double stored_j = charge_j() - store_.initial_charge_j();
  report_energy(satellite_,
                {totals_, totals_.by_unit, stored_j,
                 store_.capacity_j() + std::abs(stored_j) + totals_.generated.value(), least_,
                 safe_modes_, safe_s_.value()},
                rows);
  const auto metric = [&](const char* name, double value, const char* unit) {
    rows.emit(MetricRow{"satellites", satellite_, name, value, unit});
  };
  metric("brown_outs", static_cast<double>(offs_), "1");
  metric("time_off", off_s_.value(), "s");
  metric("units_shed", static_cast<double>(sheddings_), "1");
  metric("battery_cycles", store_.wear().cycles(), "1");
  metric("battery_lost_to_cycles", store_.wear().lost_to_cycles(), "1");
  metric("battery_lost_to_time", store_.wear().lost_to_time(), "1");
  metric("battery_capacity_at_end", store_.capacity_j(), "J");
  if (dynamics_.network()) {
    metric("temperature_limits", static_cast<double>(thermostats_.limit_changes()), "1");
  }
}

} // namespace urker::spacecraft
