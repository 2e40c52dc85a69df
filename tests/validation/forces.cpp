#include "base/calendar.hpp"
#include "orbit/earth/sun_moon.hpp"
#include "orbit/force/accelerations.hpp"
#include "orbit/force/gravity.hpp"
#include "orbit/force/solid_tides.hpp"
#include "orbit/numerical/atmospheric_drag.hpp"

#include <algorithm>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "force/force_rows.hpp"

namespace urker::validation {

namespace {

using orbit::Vector3;

constexpr const char* kTruth = "Orekit 13.1.7";

template <class Force>
void compare(Page& page, const std::string& subject, const std::string& name, double tolerance,
             const Force& force) {
  double worst = 0.0;
  for (const ForceRow& row : force_rows(name)) {
    worst = std::max(worst, (force(row) - row.expected_m_s2).norm() / row.expected_m_s2.norm());
  }
  page.add({subject + ", relative", kTruth, "", tolerance, worst});
}

/// Without the central term, which is not in the table.
void compare_gravity(Page& page) {
  const DataFile table("orbit/gravity.csv");
  double worst = 0.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Epoch epoch(parse_calendar(table.text(i, "utc")).value());
    const orbit::Earth earth(epoch, kStart, kStart, orbit::EarthOrientationModel::standard);
    const orbit::Matrix3 to_itrf = earth.rotation_to_itrf(orbit::Frame::gcrf, kStart);
    const Vector3 r_m =
        to_itrf * Vector3(table.number(i, "x_m"), table.number(i, "y_m"), table.number(i, "z_m"));
    const orbit::GravityModel model(orbit::GravityField::egm2008(),
                                    static_cast<int>(table.number(i, "degree")),
                                    static_cast<int>(table.number(i, "order")));
    const double r = r_m.norm();
    const Vector3 found =
        to_itrf.transpose() * (model.acceleration(r_m) + model.mu_m3_s2() / (r * r * r) * r_m);
    const Vector3 expected(table.number(i, "ax_m_s2"), table.number(i, "ay_m_s2"),
                           table.number(i, "az_m_s2"));
    worst = std::max(worst, ((found - expected).norm() - 1e-14) / expected.norm());
  }
  page.add({"EGM2008 beyond the central term, relative", kTruth, "", 3e-9, worst});
}

Vector3 tide_acceleration(const ForceRow& row, orbit::PoleTide pole_tide) {
  constexpr double kArcsecond_rad = 4.84813681109536e-6;
  const Epoch epoch(parse_calendar(row.utc).value());
  orbit::TideInput input;
  input.sun_itrf_m = row.gcrf_to_itrf * row.sun_m;
  input.moon_itrf_m = row.gcrf_to_itrf * row.moon_m;
  input.tt = epoch.tt(kStart);
  input.ut1 = epoch.ut1(kStart, row.ut1_minus_utc_s);
  input.pole_x_rad = row.pole_x_as * kArcsecond_rad;
  input.pole_y_rad = row.pole_y_as * kArcsecond_rad;
  input.pole_tide = pole_tide;
  return row.gcrf_to_itrf.transpose() *
         tide_acceleration_itrf(solid_tides(input), row.gcrf_to_itrf * row.state.r_m);
}

/// 4 m2 at a coefficient of 2.2 on 500 kg.
void compare_drag(Page& page, const std::string& subject, const std::string& name,
                  const orbit::AtmosphereConfig& air) {
  compare(page, subject, name, 5e-7, [&](const ForceRow& row) -> Vector3 {
    const Epoch epoch(parse_calendar(row.utc).value());
    const orbit::Earth earth(epoch, kStart, kStart, orbit::EarthOrientationModel::standard);
    const orbit::ForcePoint point{kStart,           row.state.r_m, row.state.v_m_s, 500.0,
                                  row.gcrf_to_itrf, row.sun_m,     row.moon_m};
    orbit::DensityPoint place = density_point(point);
    if (air.harris_priester) {
      place.place.height_m = height_along_radius_m(place.r_itrf_m);
    }
    const double density = make_atmosphere(air, epoch, earth)->density_kg_m3(place);
    orbit::NumericalOrbit orbit;
    orbit.drag = {nullptr, 2.2, 4.0};
    return drag_acceleration(orbit, point, density);
  });
}

} // namespace

void compare_forces(Page& page) {
  page.begin_section("Forces, one at a time");
  compare_gravity(page);
  compare(page, "Sun's attraction", "sun", 1e-11, [](const ForceRow& row) {
    return orbit::third_body_acceleration(row.state.r_m, row.sun_m, orbit::kSunMu_m3_s2);
  });
  compare(page, "Moon's attraction", "moon", 1e-11, [](const ForceRow& row) {
    return orbit::third_body_acceleration(row.state.r_m, row.moon_m, orbit::kMoonMu_m3_s2);
  });
  compare(page, "Solid tides without the pole's", "solid_tides_nopole", 2e-10,
          [](const ForceRow& row) { return tide_acceleration(row, orbit::PoleTide::off); });
  compare(page, "Solid tides", "solid_tides_full", 5e-10,
          [](const ForceRow& row) { return tide_acceleration(row, orbit::PoleTide::solid); });
  compare(page, "Sunlight behind a sphere", "srp", 1e-11, [](const ForceRow& row) -> Vector3 {
    constexpr double kReflectiveArea_m2_kg = 1.5 * 4.0 / 500.0;
    return orbit::sunlight_behind_sphere(row.state.r_m, row.sun_m).visible_fraction *
           orbit::solar_radiation_acceleration(row.state.r_m, row.sun_m, kReflectiveArea_m2_kg);
  });
  compare(page, "Relativity, Schwarzschild's term", "relativity", 1e-11, [](const ForceRow& row) {
    return orbit::relativity_acceleration(row.state, 3.986004415e14);
  });
  orbit::AtmosphereConfig constant, weather, harris_priester;
  constant.nrlmsise00.emplace().indices = kConstantIndices;
  weather.nrlmsise00.emplace();
  harris_priester.harris_priester.emplace();
  compare_drag(page, "Drag by NRLMSISE-00 with constant indices", "drag_msis_const", constant);
  compare_drag(page, "Drag by NRLMSISE-00 with space weather", "drag_msis_cssi", weather);
  compare_drag(page, "Drag by Harris-Priester, height along the radius", "drag_hp",
               harris_priester);
}

} // namespace urker::validation
