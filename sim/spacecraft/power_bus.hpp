#pragma once

#include "base/metric.hpp"
#include "base/table.hpp"
#include "spacecraft/battery.hpp"
#include "spacecraft/illumination.hpp"
#include "time/time.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// What draws power.
enum class Load { bus, payload, imager, radio, computer };
inline constexpr std::size_t kLoads = 5;

enum class PowerMode { nominal, safe };

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
class PowerBus {
 public:
  enum class Transition { none, safe_mode, recovery };

  /// `sun_flux`: solar flux over that at 1 au; asked at multiples of 24 h, and kept between them
  /// (it changes by less than 6e-4 a day).
  PowerBus(std::string satellite, const PowerConfig& config, Illumination illumination,
           std::function<double(Time)> sun_flux);

  void start(RowSink& rows);
  /// Takes eclipses that are to come, after those that are known (Illumination::add). The bus
  /// reckons with sunlight beyond, and only ever announces what it would do if that were so: so it
  /// is enough to tell it of an eclipse when that begins.
  void learn(const std::vector<access::Eclipse>& eclipses);
  /// Sets what one consumer wants from now on; in safe mode it takes effect at the recovery, but
  /// for the radio, which ends the transfer that it has begun.
  void set_load(Load load, double power_w, Time now, RowSink& rows);
  /// Handles what is due at `now`; rows for corners and thresholds.
  Transition handle(Time now, RowSink& rows);
  /// Earliest time after which `handle` has something to do; `kNever` does not occur.
  [[nodiscard]] Time next_event() const;
  /// Carries charge and book to `now`.
  void advance(Time now);
  /// Emits the last row and the metrics. Checks that the book closes.
  void finish(Time now, RowSink& rows);

  [[nodiscard]] PowerMode mode() const { return mode_; }
  [[nodiscard]] double state_of_charge() const { return battery_.state_of_charge(); }
  [[nodiscard]] const Battery& battery() const { return battery_; }

  template <class Packer>
  void pack(Packer& p) {
    p(illumination_, battery_, time_, day_, flux_, mode_, safe_s_, rows_, safe_modes_);
    for (std::size_t i = 0; i < kLoads; ++i) {
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
  [[nodiscard]] double drawn_w(Load load) const;
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
  std::array<double, kLoads> wanted_w_{};
  std::array<CompensatedSum, kLoads> demanded_j_{};
  CompensatedSum safe_s_;
  std::int64_t rows_ = 0;
  std::int64_t safe_modes_ = 0;
};

} // namespace urker::spacecraft
