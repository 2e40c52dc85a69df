#include "base/error.hpp"
#include "orbit/sgp4/sgp4.hpp"

#include <catch2/catch.hpp>

#include <map>

#include "element_sets.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

std::map<std::string, Sgp4> propagators(const DataFile& sets) {
  std::map<std::string, Sgp4> result;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    result.emplace(sets.text(i, "object"), Sgp4(element_set(sets, i)));
  }
  return result;
}

/// Compares every row of `<name>_states.csv`; the position's tolerance has a part relative to |r|.
void compare(const std::string& name, double tolerance_m, double relative, double tolerance_m_s) {
  const DataFile sets("sgp4/" + name + "_elements.csv");
  const DataFile states("sgp4/" + name + "_states.csv");
  const auto objects = propagators(sets);
  for (std::size_t i = 0; i < states.size(); ++i) {
    const double minutes = states.number(i, "minutes");
    INFO("object " << states.text(i, "object") << " at " << minutes << " min");
    State state;
    const Sgp4Error error = objects.at(states.text(i, "object")).propagate(minutes, state);
    const int expected_error = std::stoi(states.text(i, "error"));
    REQUIRE(static_cast<int>(error) == expected_error);
    if (expected_error != 0) {
      continue;
    }
    const auto vector = [&](const char* x, const char* y, const char* z) {
      return Vector3(1e3 * states.number(i, x), 1e3 * states.number(i, y),
                     1e3 * states.number(i, z));
    };
    const Vector3 r_m = vector("x_km", "y_km", "z_km");
    const double error_m = (state.r_m - r_m).norm();
    const double error_m_s = (state.v_m_s - vector("vx_km_s", "vy_km_s", "vz_km_s")).norm();
    CHECK(error_m <= tolerance_m + relative * r_m.norm());
    CHECK(error_m_s <= tolerance_m_s);
  }
}

} // namespace

TEST_CASE("SGP4 reproduces the published verification set") {
  // The published figures have 1e-5 m and 1e-6 m/s as their last digit.
  compare("verification", 2e-4, 0.0, 2e-6);
}

TEST_CASE("SGP4 equals the reference program on a hundred catalogued objects") {
  compare("catalogue", 1e-3, 1e-12, 1e-6);
}
