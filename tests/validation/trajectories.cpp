#include "base/calendar.hpp"
#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/numerical/numerical_trajectory.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"

namespace urker::validation {

namespace {

using namespace std::chrono_literals;
using orbit::Earth;
using orbit::GravityField;
using orbit::GravityModel;
using orbit::kStandardGravity_m_s2;
using orbit::NumericalOrbit;
using orbit::State;
using orbit::Vector3;

/// A published trajectory, and the orbit that starts as it does.
class Flight {
 public:
  Flight(const std::string& name, const char* epoch_utc)
      : file_("orbit/trajectories/" + name + ".csv"), epoch_(parse_calendar(epoch_utc).value()),
        end_(kStart + round_seconds(file_.number(file_.size() - 1, "t_s"))),
        earth_(epoch_, kStart, end_, orbit::EarthOrientationModel::standard), bodies_(epoch_) {
    orbit_.name = name;
    orbit_.state = row(0);
    orbit_.mass_kg = file_.number(0, "mass_kg");
    orbit_.tolerance_m = 1e-7;
  }

  NumericalOrbit& orbit() { return orbit_; }
  void set_gravity(int degree, int order) {
    orbit_.gravity = std::make_shared<GravityModel>(GravityField::egm2008(), degree, order);
  }
  /// What the full-force cases of the reference have in common.
  void set_all_forces(const orbit::AtmosphereConfig& air) {
    set_gravity(70, 70);
    orbit_.sun = orbit_.moon = true;
    add_tides();
    orbit_.radiation = {1.3, 3.2};
    orbit_.drag = {orbit::make_atmosphere(air, epoch_, earth_), 2.2, 2.4};
  }
  void add_tides() {
    orbit_.tides = std::make_shared<orbit::TideTable>(epoch_, earth_, bodies_, kStart, end_,
                                                      orbit::PoleTide::solid);
  }

  /// Adds the greatest distance to the published positions and the like; where the reference has
  /// events and look angles, those too.
  void compare(Page& page, const std::string& subject, double tolerance_m,
               bool with_sites = false) {
    const auto flown =
        orbit::propagate(std::span(&orbit_, 1), epoch_, earth_, bodies_, kStart, end_).front();
    double greatest_m = 0.0, greatest_m_s = 0.0, greatest_kg = 0.0;
    for (std::size_t i = 0; i < file_.size(); ++i) {
      const Time t = kStart + round_seconds(file_.number(i, "t_s"));
      const State state = flown->state(t);
      greatest_m = std::max(greatest_m, (state.r_m - row(i).r_m).norm());
      greatest_m_s = std::max(greatest_m_s, (state.v_m_s - row(i).v_m_s).norm());
      greatest_kg = std::max(greatest_kg, std::abs(flown->mass_kg(t) - file_.number(i, "mass_kg")));
    }
    const std::string truth = "Orekit 13.1.7";
    page.add({subject + ", position", truth, "m", tolerance_m, greatest_m});
    page.add({subject + ", velocity", truth, "m/s", 2e-3 * tolerance_m, greatest_m_s});
    if (!orbit_.burns.empty()) {
      page.add({subject + ", mass", truth, "kg", 1e-7, greatest_kg});
    }
    if (with_sites) {
      compare_looks(page, subject, "orbit/look/" + orbit_.name + ".csv", *flown, earth_);
      compare_events(page, subject, "orbit/events/" + orbit_.name + ".csv", *flown, earth_, end_,
                     1.0);
    }
  }

 private:
  [[nodiscard]] State row(std::size_t i) const {
    return {{file_.number(i, "x_m"), file_.number(i, "y_m"), file_.number(i, "z_m")},
            {file_.number(i, "vx_m_s"), file_.number(i, "vy_m_s"), file_.number(i, "vz_m_s")}};
  }

  DataFile file_;
  Epoch epoch_;
  Time end_;
  Earth earth_;
  orbit::SunMoon bodies_;
  NumericalOrbit orbit_;
};

constexpr const char* kLeoEpoch = "2024-03-10T06:30:00Z";

void compare_low_orbits(Page& page) {
  Flight two_body("leo_twobody", kLeoEpoch);
  two_body.orbit().tolerance_m = 1e-8;
  two_body.compare(page, "LEO, two bodies, 3 d", 1e-3);
  Flight celestial("leo_j2_gcrfz", kLeoEpoch);
  celestial.set_gravity(2, 0);
  celestial.orbit().axes = orbit::GravityAxes::gcrf;
  celestial.orbit().tolerance_m = 1e-8;
  celestial.compare(page, "LEO, J2 about the axis of GCRF, 3 d", 1e-3);
  Flight terrestrial("leo_j2_itrf", kLeoEpoch);
  terrestrial.set_gravity(2, 0);
  terrestrial.orbit().tolerance_m = 1e-8;
  terrestrial.compare(page, "LEO, J2 about the axis of ITRF, 3 d", 1e-3);
  Flight field("leo_20x20", kLeoEpoch);
  field.set_gravity(20, 20);
  field.compare(page, "LEO, 20x20, 3 d", 0.01);
  Flight burn("leo_burn", "2024-01-20T15:00:00Z");
  burn.set_gravity(20, 20);
  burn.orbit().sun = burn.orbit().moon = true;
  constexpr double kThrust_n = 0.5, kSpecificImpulse_s = 220.0;
  burn.orbit().burns.push_back({kStart + 3000s, kStart + 3600s, kThrust_n,
                                kThrust_n / (kStandardGravity_m_s2 * kSpecificImpulse_s)});
  burn.compare(page, "LEO, 20x20, Sun, Moon, a burn of 600 s, 1 d", 0.05);
}

/// 70x70, Sun, Moon, tides, sunlight and drag by every model of the air.
void compare_drag(Page& page) {
  const auto fly = [&page](const std::string& name, const char* epoch, const std::string& subject,
                           const orbit::AtmosphereConfig& air, double tolerance_m,
                           bool with_sites = false) {
    Flight flight(name, epoch);
    flight.set_all_forces(air);
    flight.compare(page, subject, tolerance_m, with_sites);
  };
  orbit::AtmosphereConfig exponential, harris_priester, constant, weather;
  exponential.exponential = orbit::ExponentialAtmosphereConfig{3.614e-14, 700e3, 88667.0};
  harris_priester.harris_priester.emplace();
  constant.nrlmsise00.emplace().indices = kConstantIndices;
  weather.nrlmsise00.emplace();
  constexpr const char* kVleoEpoch = "2023-12-12T03:00:00Z";
  fly("leo_full_exp", kLeoEpoch, "LEO, all forces, exponential air, 3 d", exponential, 0.05);
  fly("leo_full_hp", kLeoEpoch, "LEO, all forces, Harris-Priester, 1 d", harris_priester, 0.05);
  fly("leo_full_msisconst", kLeoEpoch, "LEO, all forces, NRLMSISE-00 with constant indices, 1 d",
      constant, 0.05);
  fly("leo_full_msis", kLeoEpoch, "LEO, all forces, NRLMSISE-00 with space weather, 3 d", weather,
      0.2, true);
  fly("vleo_350_msisconst", kVleoEpoch,
      "350 km, all forces, NRLMSISE-00 with constant indices, 1 d", constant, 0.5);
  fly("vleo_350", kVleoEpoch, "350 km, all forces, NRLMSISE-00 with space weather, 1 d", weather,
      0.5, true);
}

} // namespace

void compare_trajectories(Page& page) {
  page.begin_section("Numerical orbits");
  compare_low_orbits(page);
  compare_drag(page);
  Flight meo("meo_20200", "2023-10-01T00:00:00Z");
  meo.set_gravity(12, 12);
  meo.orbit().sun = meo.orbit().moon = true;
  meo.add_tides();
  meo.orbit().radiation = {1.3, 3.2};
  meo.compare(page, "MEO, 12x12, Sun, Moon, tides, sunlight, 1 d", 0.01, true);
  Flight heo("heo_molniya", "2023-06-15T12:00:00Z");
  orbit::AtmosphereConfig air;
  air.harris_priester = orbit::HarrisPriesterConfig{2.0};
  heo.set_all_forces(air);
  heo.set_gravity(20, 20);
  heo.compare(page, "Molniya orbit, 20x20, Sun, Moon, tides, sunlight, Harris-Priester, 1 d", 0.05,
              true);
  Flight geo("geo_46e", "2024-03-15T00:00:00Z");
  geo.set_gravity(8, 8);
  geo.orbit().sun = geo.orbit().moon = true;
  geo.orbit().radiation = {1.4, 45.0};
  geo.compare(page, "GEO, 8x8, Sun, Moon, sunlight, 7 d", 0.05, true);
}

} // namespace urker::validation
