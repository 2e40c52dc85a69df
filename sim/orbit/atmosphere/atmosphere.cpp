#include "orbit/atmosphere/atmosphere.hpp"

#include "base/error.hpp"
#include "orbit/atmosphere/exponential.hpp"
#include "orbit/atmosphere/harris_priester.hpp"
#include "orbit/atmosphere/nrlmsise00_atmosphere.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

namespace urker::orbit {

double hour_angle_rad(const Vector3& r_m, const Vector3& sun_m) {
  return std::atan2(r_m.y() * sun_m.x() - r_m.x() * sun_m.y(),
                    r_m.x() * sun_m.x() + r_m.y() * sun_m.y());
}

void describe(FieldVisitor& v, ExponentialAtmosphereConfig& x) {
  constexpr Unit kDensity{"kg/m3", {.length = -3, .mass = 1}};
  v.required("density", x.density_kg_m3, positive(kDensity), "Density at the reference height");
  v.required("height", x.height_m, between(0.0, 2000.0, unit::km), "Reference height above WGS84");
  v.required("scale_height", x.scale_height_m, positive(unit::km),
             "Height over which the density falls by the factor e");
}

void describe(FieldVisitor& v, HarrisPriesterConfig& x) {
  v.optional("exponent", x.exponent, between(2.0, 6.0, unit::one),
             "Exponent of the day bulge: 2 for orbits near the equator to 6 for polar ones");
}

void describe(FieldVisitor& v, SolarIndices& x) {
  v.required("f107", x.f107, between(50.0, 500.0, unit::one),
             "Observed 10.7 cm solar flux of the previous day, solar flux units");
  v.required("f107_average", x.f107a, between(50.0, 500.0, unit::one),
             "Its centred 81-day mean, solar flux units");
  v.required("ap", x.ap, between(0.0, 400.0, unit::one), "Daily geomagnetic index Ap");
}

void describe(FieldVisitor& v, Nrlmsise00Config& x) {
  v.optional("indices", x.indices, "Constant indices of activity in place of those of the day");
  v.optional("space_weather_file", x.space_weather_file,
             "CSSI file SpaceWeather-All instead of the table that ships with Urker");
  v.check(!x.indices || x.space_weather_file.empty(), "space_weather_file",
          "does not go with constant indices");
  v.optional("activity", x.activity, "Geomagnetic index of the day, or of each 3 h and their past");
  v.check(!x.indices || x.activity == MagneticActivity::daily, "activity",
          "must be `daily` where `indices` are constant");
}

void describe(FieldVisitor& v, AtmosphereConfig& x) {
  static constexpr std::array<std::string_view, 3> kKinds{"exponential", "harris_priester",
                                                          "nrlmsise00"};
  v.optional("exponential", x.exponential, "Exponential of the height, for comparison");
  v.optional("harris_priester", x.harris_priester,
             "Harris-Priester for mean solar activity, with a day bulge; zero above 1000 km");
  v.optional("nrlmsise00", x.nrlmsise00, "NRLMSISE-00 with daily space weather");
  v.exactly_one_of(kKinds);
}

std::unique_ptr<Atmosphere> make_atmosphere(const AtmosphereConfig& config, const Epoch& epoch,
                                            const Earth& earth) {
  if (config.exponential) {
    return std::make_unique<ExponentialAtmosphere>(*config.exponential);
  }
  if (config.harris_priester) {
    return std::make_unique<HarrisPriester>(config.harris_priester->exponent);
  }
  require(config.nrlmsise00.has_value(), "an atmosphere has no model");
  return std::make_unique<Nrlmsise00Atmosphere>(*config.nrlmsise00, epoch, earth);
}

} // namespace urker::orbit
