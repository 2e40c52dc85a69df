#include "orbit/numerical/numerical_orbit_maker.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace urker::orbit {

namespace {

/// The object of that key, made where there is none.
template <class Shared, class Key, class Make>
auto shared_object(Shared& objects, const Key& key, const Make& make) {
  const auto known = std::find_if(objects.begin(), objects.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  return known != objects.end() ? known->second : objects.emplace_back(key, make()).second;
}

} // namespace

NumericalOrbit NumericalOrbitMaker::make(const std::string& name, const NumericalConfig& config) {
  const ForceModelConfig& forces = config.forces;
  NumericalOrbit orbit;
  orbit.name = name;
  orbit.epoch = initial_time(config, epoch_);
  orbit.state = config.cartesian ? gcrf_state(*config.cartesian, epoch_, earth_)
                                 : to_cartesian(config.keplerian.value().elements);
  orbit.mass_kg = config.mass_kg;
  orbit.tolerance_m = config.tolerance_m;
  add_gravity(forces, orbit);
  orbit.sun = forces.sun;
  orbit.moon = forces.moon;
  orbit.relativity = forces.relativity;
  if (forces.solar_radiation) {
    const SolarRadiationConfig& light = *forces.solar_radiation;
    orbit.radiation = {light.coefficient, light.area_m2, light.shadow, light.moon_shadow};
  }
  if (forces.drag) {
    add_drag(*forces.drag, orbit);
  }
  if (forces.surfaces) {
    orbit.surfaces = std::make_shared<const SurfacesConfig>(*forces.surfaces);
  }
  orbit.burns = make_burns(forces.burns, epoch_);
  static_cast<void>(mass_after(orbit.burns, orbit.mass_kg, orbit.epoch, end_));
  return orbit;
}

void NumericalOrbitMaker::add_gravity(const ForceModelConfig& forces, NumericalOrbit& orbit) {
  const GravityConfig& config = forces.gravity;
  require(config.file.empty() == (config.field == nullptr), "the file of gravity was not read");
  const GravityField& field = config.field ? *config.field : GravityField::egm2008();
  orbit.mu_m3_s2 = field.mu_m3_s2();
  if (config.degree < 2) {
    return;
  }
  orbit.gravity = shared_object(fields_, config, [&] {
    return std::make_shared<const GravityModel>(
        field, static_cast<int>(config.degree),
        static_cast<int>(config.order.value_or(config.degree)));
  });
  if (forces.tides != TidesModel::none) {
    const PoleTide pole =
        forces.tides == TidesModel::solid_and_pole ? PoleTide::solid : PoleTide::off;
    orbit.tides = shared_object(tides_, TideKey(field.tides(), pole), [&] {
      return std::make_shared<const TideTable>(epoch_, earth_, bodies_, begin_, end_, pole,
                                               field.tides());
    });
  }
}

void NumericalOrbitMaker::add_drag(const DragConfig& drag, NumericalOrbit& orbit) {
  const auto air = shared_object(air_, drag.atmosphere, [&] {
    return std::shared_ptr<const Atmosphere>(make_atmosphere(drag.atmosphere, epoch_, earth_));
  });
  orbit.drag = {air, drag.coefficient, drag.area_m2};
}

} // namespace urker::orbit
