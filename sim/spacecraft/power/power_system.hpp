#pragma once

#include "access/contact_plan.hpp"
#include "base/pack.hpp"
#include "base/table.hpp"
#include "spacecraft/units.hpp"
#include "time/time.hpp"

#include <vector>

namespace urker::spacecraft {

enum class PowerMode { nominal, safe };

/// What failures have left of the power system, 0..1.
struct PowerParts {
  double array = 1.0; ///< of the generation
  double store = 1.0; ///< of the capacity
  bool operator==(const PowerParts&) const = default;
  template <class Packer>
  void pack(Packer& p) {
    p(array, store);
  }
};

/// The power system of a satellite as its other parts see it: exact between the events that
/// `next_event` announces, in whatever order its owner calls.
class PowerSystem {
 public:
  enum class Transition { none, safe_mode, recovery };

  virtual ~PowerSystem() = default;
  virtual void start(RowSink& rows) = 0;
  /// Takes eclipses that are to come, after those that are known. It reckons with sunlight beyond,
  /// and only ever announces what it would do if that were so: so it is enough to tell it of an
  /// eclipse when that begins.
  virtual void learn(const std::vector<access::Eclipse>& eclipses) = 0;
  /// Sets what one consumer wants from now on; in safe mode it takes effect at the recovery, but
  /// for the radio, which ends the transfer that it has begun, for heaters and for thrusters.
  virtual void set_load(UnitKind unit, double power_w, Time now, RowSink& rows) = 0;
  /// Sets what is left of it from now on. Strings of a store are in parallel and equally full: one
  /// that fails takes its charge along, which is lost, and one that comes back does so empty.
  /// Limits of the power are the converter's, and stay.
  virtual void set_parts(const PowerParts& parts, Time now, RowSink& rows) = 0;
  /// The satellite has begun to turn otherwise than it would have.
  virtual void turn(Time /*now*/) {}
  /// Handles what is due at `now`. Units that have to be shed, and those that may work again, are
  /// entered in `units`.
  virtual Transition handle(Time now, UnitStates& units, RowSink& rows) = 0;
  /// Earliest time after which `handle` has something to do.
  [[nodiscard]] virtual Time next_event() = 0;
  /// Carries charge and book to `now`.
  virtual void advance(Time now) = 0;
  /// Emits the last row and the metrics. Checks that the book closes.
  virtual void finish(Time now, RowSink& rows) = 0;

  [[nodiscard]] virtual PowerMode mode() const = 0;
  [[nodiscard]] virtual double state_of_charge() const = 0;
  /// Least state of charge at which a strip is begun, and at which safe mode begins.
  [[nodiscard]] virtual double charge_for_imaging() const = 0;
  [[nodiscard]] virtual double charge_for_safe_mode() const = 0;
  /// Least state of charge until `until` if a further load of `power_w` were drawn from now on and
  /// everything else stayed as it is, the pointing too. A closed form reckons without sunlight, an
  /// adaptive one with the eclipses to come.
  [[nodiscard]] virtual double least_charge(Time until, double power_w) const = 0;

  /// Everything that has changed since it was made.
  virtual void save(Writer& writer) const = 0;
  virtual void restore(Reader& reader) = 0;
  void pack(Writer& writer) const { save(writer); }
  void pack(Reader& reader) { restore(reader); }
};

} // namespace urker::spacecraft
