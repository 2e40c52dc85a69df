#pragma once

#include "base/pack.hpp"
#include "base/table.hpp"
#include "protocol/product.hpp"
#include "spacecraft/attitude/pointing.hpp"
#include "spacecraft/power/power_system.hpp"
#include "spacecraft/surroundings.hpp"
#include "spacecraft/units.hpp"
#include "time/time.hpp"

#include <optional>
#include <vector>

namespace urker::spacecraft {

class AttitudeControl;

/// What a further part of a satellite sees of it, and the switches that it may use.
struct BusView {
  Time now;
  RowSink& rows;
  UnitStates& units;
  const PowerSystem& power;
  const AttitudeControl* attitude; ///< null: not modelled, every pointing holds
  const Surroundings& surroundings;
};

/// A further part of a satellite: propulsion, faults, a receiver. It keeps its own state and says
/// when it is next due; the satellite asks it for load and pointing after every event.
class Subsystem {
 public:
  virtual ~Subsystem() = default;
  virtual void start(const BusView&) {}
  /// When `handle` is next due; kNever if nothing is to come.
  [[nodiscard]] virtual Time next_event() const = 0;
  virtual void handle(const BusView& bus) = 0;
  /// Called after each event of the satellite, before loads are set: sees what has changed.
  virtual void refresh(const BusView&) {}
  /// Power drawn from now on, by which unit. It is not drawn while the unit does not work.
  [[nodiscard]] virtual UnitKind unit() const = 0;
  [[nodiscard]] virtual double load_w() const { return 0.0; }
  /// The pointing that it has or wants next.
  [[nodiscard]] virtual std::optional<PointingWish> wish() const { return std::nullopt; }
  /// What it leaves of the power system.
  [[nodiscard]] virtual PowerParts power_parts() const { return {}; }
  /// Data that it has made since the last call, for the memory; asked for when it has handled
  /// something or has finished.
  [[nodiscard]] virtual std::vector<protocol::Product> take_products() { return {}; }
  /// Last rows and metrics.
  virtual void finish(const BusView& bus) = 0;
  /// Everything that has changed since it was made.
  virtual void save(Writer& writer) const = 0;
  virtual void restore(Reader& reader) = 0;
  void pack(Writer& writer) const { save(writer); }
  void pack(Reader& reader) { restore(reader); }
};

} // namespace urker::spacecraft
