#pragma once

#include "spacecraft/energy.hpp"
#include "spacecraft/propulsion/flight_record.hpp"
#include "spacecraft/propulsion/thruster_config.hpp"
#include "spacecraft/subsystem.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace urker::spacecraft {

/// The thruster on board: carries out the burns that were decided, which the satellite's orbit has
/// in it. Burns that were not to be fed were refused before; so it warms up and burns in safe mode
/// too. From warm-up to cut-off, and in quiet times, the imager may not be used.
class PropulsionUnit final : public Subsystem {
 public:
  /// `mass_kg`: of the satellite, as its orbit has it.
  PropulsionUnit(std::string satellite, ThrusterConfig thruster,
                 std::shared_ptr<const FlightRecord> flight, std::function<double(Time)> mass_kg);

  void start(const BusView& bus) override { handle(bus); }
  /// When power or attitude next change, or a burn is missed.
  [[nodiscard]] Time next_event() const override;
  void handle(const BusView& bus) override;
  [[nodiscard]] UnitKind unit() const override { return UnitKind::propulsion; }
  [[nodiscard]] double load_w() const override;
  /// For the burn that goes on or comes next: the thrust along the velocity, or against it.
  [[nodiscard]] std::optional<PointingWish> wish() const override;
  /// Emits the metrics. Checks the book of propellant against the orbit's mass.
  void finish(const BusView& bus) override;
  void save(Writer& writer) const override;
  void restore(Reader& reader) override;

 private:
  enum class Stage : std::uint8_t { off, warm_up, burn };
  /// Of stage or quiet.
  [[nodiscard]] Time next_change() const;
  void advance(Time now);

  std::string satellite_;
  ThrusterConfig thruster_;
  std::shared_ptr<const FlightRecord> flight_;
  std::function<double(Time)> mass_kg_;
  Stage stage_ = Stage::off;
  bool quiet_ = false;
  std::uint64_t next_burn_ = 0;  ///< that goes on or is to come
  std::uint64_t next_quiet_ = 0; ///< likewise
  std::uint64_t next_lost_ = 0;  ///< that is to come
  CompensatedSum used_kg_, delta_v_m_s_, burning_s_;
};

} // namespace urker::spacecraft
