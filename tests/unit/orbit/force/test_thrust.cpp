#include "base/error.hpp"
#include "orbit/force/thrust.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

namespace {

const CalendarTime kScenarioStart = parse_calendar("2024-03-10T06:00:00Z").value();

BurnConfig burn_at(const char* start, double duration_s) {
  BurnConfig burn;
  burn.start = parse_calendar(start).value();
  burn.duration_s = duration_s;
  burn.thrust_n = 0.4;
  burn.specific_impulse_s = 220.0;
  return burn;
}

} // namespace

TEST_CASE("a burn points along the axes of its frame") {
  const State state{{7.0e6, 1.0e5, -2.0e5}, {100.0, 5.0e3, 5.6e3}};
  Burn burn;
  burn.thrust_n = 0.4;
  const auto direction = [&](ThrustFrame frame, const Vector3& axis) {
    burn.frame = frame;
    burn.direction = axis;
    const Vector3 a = thrust_acceleration(burn, state, 200.0);
    CHECK(a.norm() == Approx(0.4 / 200.0).epsilon(1e-14));
    return Vector3(a.normalized());
  };
  const Vector3 w = state.r_m.cross(state.v_m_s).normalized();
  const auto close = [](const Vector3& a, const Vector3& b) { return (a - b).norm() < 1e-14; };
  CHECK(close(direction(ThrustFrame::gcrf, Vector3::UnitY()), Vector3::UnitY()));
  CHECK(close(direction(ThrustFrame::tnw, Vector3::UnitX()), state.v_m_s.normalized()));
  CHECK(close(direction(ThrustFrame::tnw, Vector3::UnitZ()), w));
  CHECK(direction(ThrustFrame::tnw, Vector3::UnitY()).dot(state.r_m) < 0.0);
  CHECK(close(direction(ThrustFrame::rtn, Vector3::UnitX()), state.r_m.normalized()));
  CHECK(close(direction(ThrustFrame::rtn, Vector3::UnitZ()), w));
  CHECK(direction(ThrustFrame::rtn, Vector3::UnitY()).dot(state.v_m_s) > 0.0);
}

TEST_CASE("burns use propellant as the rocket equation says") {
  const Epoch epoch(kScenarioStart);
  const std::vector<BurnConfig> configs{burn_at("2024-03-10T08:00:00Z", 600.0),
                                        burn_at("2024-03-10T07:00:00Z", 300.0)};
  const std::vector<Burn> burns = make_burns(configs, epoch);
  REQUIRE(burns.size() == 2);
  CHECK(burns[0].begin == Time(1h));
  CHECK(switch_times(burns) ==
        std::vector<Time>{Time(1h), Time(1h + 5min), Time(2h), Time(2h + 10min)});
  CHECK(mass_after(burns, 200.0, Time{}, Time(1h)) == 200.0);
  const double left_kg = mass_after(burns, 200.0, Time{}, Time(3h));
  CHECK(left_kg == Approx(200.0 - 900.0 * 0.4 / (9.80665 * 220.0)).epsilon(1e-15));
  CHECK(mass_after(burns, 200.0, Time(1h + 2min), Time(1h + 3min)) ==
        Approx(200.0 - 60.0 * burns[0].mass_flow_kg_s));
  CHECK_THROWS_WITH(mass_after(burns, 0.1, Time{}, Time(3h)), Catch::Contains("more than the 0.1"));
}

TEST_CASE("burns that overlap are refused") {
  const std::vector<BurnConfig> burns{burn_at("2024-03-10T07:00:00Z", 300.0),
                                      burn_at("2024-03-10T07:04:59Z", 300.0)};
  CHECK_THROWS_WITH(make_burns(burns, Epoch(kScenarioStart)),
                    Catch::Contains("2024-03-10T07:04:59") && Catch::Contains("before"));
}
