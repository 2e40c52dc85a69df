#include "spacecraft/propulsion/rocket.hpp"

#include <catch2/catch.hpp>

using namespace urker::spacecraft;

namespace {

ThrusterConfig thruster(double thrust_n, double specific_impulse_s) {
  ThrusterConfig c;
  c.thrust_n = thrust_n;
  c.specific_impulse_s = specific_impulse_s;
  return c;
}

} // namespace

TEST_CASE("The propellant of a 20 kg 12U gives the published change of velocity") {
  // Cold gas, green mono-propellant, FEEP and small Hall thruster, by hand from ln(m0/m1) g0 Isp.
  CHECK(delta_v_m_s(thruster(0.01, 65.0), 20.0, 1.0) == Approx(32.7).epsilon(1e-3));
  CHECK(delta_v_m_s(thruster(0.5, 220.0), 20.0, 1.5) == Approx(168.2).epsilon(1e-3));
  CHECK(delta_v_m_s(thruster(3.5e-4, 3000.0), 20.0, 0.25) == Approx(370.1).epsilon(1e-3));
  CHECK(delta_v_m_s(thruster(7e-3, 1000.0), 20.0, 1.0) == Approx(503.0).epsilon(1e-3));
}

TEST_CASE("Propellant and burning time lead back to the change of velocity") {
  const auto feep = thruster(3.5e-4, 3000.0);
  const double used_kg = propellant_kg(feep, 20.0, 12.5);
  CHECK(delta_v_m_s(feep, 20.0, used_kg) == Approx(12.5).epsilon(1e-12));
  CHECK(burn_time_s(feep, 20.0, 12.5) * feep.mass_flow_kg_s() == Approx(used_kg).epsilon(1e-12));
  // Small against the mass: thrust times time is mass times velocity.
  CHECK(burn_time_s(feep, 20.0, 0.01) == Approx(0.01 * 20.0 / 3.5e-4).epsilon(1e-5));
}
