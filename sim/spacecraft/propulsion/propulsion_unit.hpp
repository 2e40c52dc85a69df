#pragma once

#include "base/table.hpp"
#include "spacecraft/energy.hpp"
#include "spacecraft/propulsion/flight_record.hpp"
#include "spacecraft/propulsion/thruster_config.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace urker::spacecraft {

/// The thruster on board: carries out the burns that were decided, which the satellite's orbit has
/// in it. It warms up and burns also in safe mode, as burns that were not to be fed were refused
/// before. Meanwhile, and in quiet times, the attitude is not free for images.
class PropulsionUnit {
 public:
  PropulsionUnit(std::string satellite, ThrusterConfig thruster,
                 std::shared_ptr<const FlightRecord> flight);

  /// When power or attitude next change.
  [[nodiscard]] Time next_event() const;
  void handle(Time now);
  [[nodiscard]] double load_w() const;
  /// Whether it needs the attitude, or a quiet time goes on.
  [[nodiscard]] bool busy() const { return stage_ != Stage::off || quiet_; }
  /// Emits the metrics. Checks the book of propellant against the orbit's mass at the end.
  void finish(Time now, double final_mass_kg, RowSink& rows);

  template <class Packer>
  void pack(Packer& p) {
    p(stage_, quiet_, next_burn_, next_quiet_, used_kg_, delta_v_m_s_, burning_s_);
  }

 private:
  enum class Stage : std::uint8_t { off, warm_up, burn };

  std::string satellite_;
  ThrusterConfig thruster_;
  std::shared_ptr<const FlightRecord> flight_;
  Stage stage_ = Stage::off;
  bool quiet_ = false;
  std::uint64_t next_burn_ = 0;  ///< that goes on or is to come
  std::uint64_t next_quiet_ = 0; ///< likewise
  CompensatedSum used_kg_, delta_v_m_s_, burning_s_;
};

} // namespace urker::spacecraft
