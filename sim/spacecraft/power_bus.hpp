#pragma once

#include "base/metric.hpp"
#include "base/table.hpp"
#include "spacecraft/battery.hpp"
#include "spacecraft/illumination.hpp"
#include "spacecraft/power/power_system.hpp"
#include "time/time.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// State of the power system right after something changed. Until the next row, generation changes
/// at its slope and the load is constant, so that the rows alone tell the charge at any time.
struct PowerRow {
  static constexpr TableInfo kTable{"power", "Change point of a satellite's power system", 3};
  std::string satellite;
  Time time = kStart;
  std::int64_t sequence = 0;
  std::string_view cause;
  std::string_view mode;
  double charge_j = 0.0;
  double state_of_charge = 0.0;
  double generation_w = 0.0;
  double generation_slope_w_s = 0.0;
  double load_w = 0.0;
  double illumination = 0.0;
  void columns(ColumnVisitor& v) const;
};

/// Array, battery and loads of one satellite. Exact between the events that `next_event` announces,
/// in whatever order its owner calls: corners of the illumination, the daily mark at which the
/// Sun's distance is renewed, and thresholds of the battery.
class PowerBus final : public PowerSystem {
 public:
  /// `sun_flux`: solar flux over that at 1 au; asked at multiples of 24 h, and kept between them
  /// (it changes by less than 6e-4 a day).
  PowerBus(std::string satellite, const PowerConfig& config, Illumination illumination,
           std::function<double(Time)> sun_flux);

  void start(RowSink& rows) override;
  void learn(const std::vector<access::Eclipse>& eclipses) override;
  void set_load(UnitKind unit, double power_w, Time now, RowSink& rows) override;
  void set_parts(const PowerParts& parts, Time now, RowSink& rows) override;
  /// Rows for corners and thresholds; no unit is shed but by safe mode.
  Transition handle(Time now, UnitStates& units, RowSink& rows) override;
  /// `kNever` does not occur.
  [[nodiscard]] Time next_event() override;
  void advance(Time now) override;
  void finish(Time now, RowSink& rows) override;

  [[nodiscard]] PowerMode mode() const override { return mode_; }
  [[nodiscard]] double state_of_charge() const override { return battery_.state_of_charge(); }
  [[nodiscard]] double charge_for_imaging() const override { return config_.battery->for_imaging; }
  [[nodiscard]] double charge_for_safe_mode() const override { return config_.battery->safe_mode; }
  [[nodiscard]] double least_charge(Time until, double power_w) const override;
  [[nodiscard]] const Battery& battery() const { return battery_; }
  void save(Writer& writer) const override { writer(*this); }
  void restore(Reader& reader) override { reader(*this); }

  template <class Packer>
  void pack(Packer& p) {
    p(illumination_, battery_, time_, day_, flux_, mode_, safe_s_, rows_, safe_modes_, parts_);
    for (std::size_t i = 0; i < kUnits; ++i) {
      p(wanted_w_[i], demanded_j_[i]);
    }
  }

 private:
  /// Generation from `time_` on, and how long it stays linear.
  struct Span {
    LinearPower generation;
    double illumination = 1.0;
    Time until = kNever;
  };
  [[nodiscard]] Span span() const;
  [[nodiscard]] double drawn_w(UnitKind unit) const;
  [[nodiscard]] double load_w() const;
  [[nodiscard]] bool safe_mode_due() const;
  [[nodiscard]] bool recovery_due() const;
  void emit(std::string_view cause, RowSink& rows);

  std::string satellite_;
  PowerConfig config_;
  Illumination illumination_;
  std::function<double(Time)> sun_flux_;
  Battery battery_;
  Time time_ = kStart;
  Time day_ = kStart; ///< last mark of the Sun's distance
  double flux_ = 1.0;
  PowerMode mode_ = PowerMode::nominal;
  PowerParts parts_;
  std::array<double, kUnits> wanted_w_{};
  std::array<CompensatedSum, kUnits> demanded_j_{};
  CompensatedSum safe_s_;
  std::int64_t rows_ = 0;
  std::int64_t safe_modes_ = 0;
};

} // namespace urker::spacecraft
