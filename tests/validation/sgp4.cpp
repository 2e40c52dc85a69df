#include "orbit/sgp4/sgp4.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "element_sets.hpp"

namespace urker::validation {

namespace {

using orbit::Sgp4;
using orbit::Sgp4Error;
using orbit::State;
using orbit::Vector3;

struct Differences {
  double position_km = 0.0; ///< beyond 1e-12 |r|, which matters for decayed objects alone
  double velocity_km_s = 0.0;
  double error_codes = 0.0; ///< rows with another one
};

Differences differences(const std::string& name) {
  const DataFile sets("sgp4/" + name + "_elements.csv");
  const DataFile states("sgp4/" + name + "_states.csv");
  std::map<std::string, Sgp4> objects;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    objects.emplace(sets.text(i, "object"), Sgp4(element_set(sets, i)));
  }
  Differences worst;
  for (std::size_t i = 0; i < states.size(); ++i) {
    State state;
    const Sgp4Error error =
        objects.at(states.text(i, "object")).propagate(states.number(i, "minutes"), state);
    const int expected = std::stoi(states.text(i, "error"));
    worst.error_codes += static_cast<int>(error) != expected ? 1.0 : 0.0;
    if (expected != 0) {
      continue;
    }
    const Vector3 r_km(states.number(i, "x_km"), states.number(i, "y_km"),
                       states.number(i, "z_km"));
    const Vector3 v_km_s(states.number(i, "vx_km_s"), states.number(i, "vy_km_s"),
                         states.number(i, "vz_km_s"));
    worst.position_km =
        std::max(worst.position_km, (1e-3 * state.r_m - r_km).norm() - 1e-12 * r_km.norm());
    worst.velocity_km_s = std::max(worst.velocity_km_s, (1e-3 * state.v_m_s - v_km_s).norm());
  }
  return worst;
}

void compare(Page& page, const std::string& name, const std::string& subject,
             const std::string& truth, double tolerance_km, double tolerance_km_s) {
  const Differences worst = differences(name);
  page.add({subject + ", position beyond 1e-12 of the radius", truth, "km", tolerance_km,
            worst.position_km});
  page.add({subject + ", velocity", truth, "km/s", tolerance_km_s, worst.velocity_km_s});
  page.add({subject + ", rows with another error code", truth, "", 0.0, worst.error_codes});
}

} // namespace

void compare_sgp4(Page& page) {
  page.begin_section("SGP4 and SDP4");
  // The published output is printed to 1e-8 km and 1e-9 km/s.
  compare(page, "verification", "Verification set of 33 cases", "AIAA 2006-6753", 1e-6, 2e-9);
  compare(page, "catalogue", "100 catalogued objects, up to a year from the epoch",
          "Vallado's program (python-sgp4 2.15)", 1e-6, 1e-9);
}

} // namespace urker::validation
