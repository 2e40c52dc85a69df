#include "base/calendar.hpp"
#include "orbit/earth/sun_moon.hpp"
#include "orbit/force/accelerations.hpp"
#include "orbit/force/gravity.hpp"

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
  compare(page, "Sunlight behind a sphere", "srp", 1e-11, [](const ForceRow& row) -> Vector3 {
    constexpr double kReflectiveArea_m2_kg = 1.5 * 4.0 / 500.0;
    return orbit::sunlight_behind_sphere(row.state.r_m, row.sun_m).visible_fraction *
           orbit::solar_radiation_acceleration(row.state.r_m, row.sun_m, kReflectiveArea_m2_kg);
  });
  compare(page, "Relativity, Schwarzschild's term", "relativity", 1e-11, [](const ForceRow& row) {
    return orbit::relativity_acceleration(row.state, 3.986004415e14);
  });
}

} // namespace urker::validation
