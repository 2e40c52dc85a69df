#pragma once

#include "orbit/numerical/numerical_config.hpp"
#include "orbit/numerical/numerical_orbit.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace urker::orbit {

/// Makes of a scenario's orbits what `propagate` takes. Orbits with equal fields, tides and air
/// share the objects, so that they can be computed together.
class NumericalOrbitMaker {
 public:
  /// For the times from `begin` to `end`, which `earth` covers. The references must outlive it.
  NumericalOrbitMaker(const Epoch& epoch, const Earth& earth, const SunMoon& bodies, Time begin,
                      Time end)
      : epoch_(epoch), earth_(earth), bodies_(bodies), begin_(begin), end_(end) {}

  /// `name` leads the messages about the orbit. Files that the configuration names have been read.
  /// Throws `Error{invalid_input}` for burns that overlap or use up the satellite.
  [[nodiscard]] NumericalOrbit make(const std::string& name, const NumericalConfig& config);

 private:
  template <class Key, class Object>
  using Shared = std::vector<std::pair<Key, std::shared_ptr<const Object>>>;
  using TideKey = std::pair<TideSystem, PoleTide>;

  void add_gravity(const ForceModelConfig& forces, NumericalOrbit& orbit);
  void add_drag(const DragConfig& drag, NumericalOrbit& orbit);

  const Epoch& epoch_;
  const Earth& earth_;
  const SunMoon& bodies_;
  Time begin_, end_;
  Shared<GravityConfig, GravityModel> fields_;
  Shared<TideKey, TideTable> tides_;
  Shared<AtmosphereConfig, Atmosphere> air_;
};

} // namespace urker::orbit
