#include "base/pack.hpp"
#include "spacecraft/power_bus.hpp"
#include "spacecraft/propulsion/propulsion_unit.hpp"
#include "spacecraft/propulsion/rocket.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <memory>

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;

namespace {

struct Bench {
  ThrusterConfig thruster;
  std::shared_ptr<FlightRecord> flight = std::make_shared<FlightRecord>();
  PowerBus power{"one", PowerConfig{}, Illumination([](Time) { return 1.0; }),
                 [](Time) { return 1.0; }};
  UnitStates units;
  test::PlainSurroundings surroundings;
  test::RecordingSink rows;
  double lost_kg = 0.0;

  Bench() {
    thruster.thrust_n = 0.5;
    thruster.specific_impulse_s = 220.0;
    thruster.power_w = 20.0;
    thruster.warm_up_power_w = 7.0;
    flight->mass_kg = 20.0;
    flight->propellant_kg = 1.0;
    flight->quiet = {{at(0), at(50)}};
    const double used_kg = thruster.mass_flow_kg_s() * 100.0;
    flight->burns = {{at(100), at(160), at(260), -delta_v_m_s(thruster, 20.0, used_kg), used_kg}};
  }
  [[nodiscard]] std::unique_ptr<PropulsionUnit> make() {
    return std::make_unique<PropulsionUnit>("one", thruster, flight,
                                            [this](Time) { return 20.0 - lost_kg; });
  }
  [[nodiscard]] BusView view(double t_s) {
    return {at(t_s), rows, units, power, nullptr, surroundings};
  }
};

} // namespace

TEST_CASE("A burn takes power and the attitude, from warm-up to cut-off") {
  Bench bench;
  auto unit = bench.make();
  unit->start(bench.view(0));
  CHECK_FALSE(bench.units.works(UnitKind::imager)); // a quiet time
  struct Step {
    double t_s, load_w;
    bool imaging;
  };
  for (const Step& step :
       {Step{50, 0.0, true}, Step{100, 7.0, false}, Step{160, 20.0, false}, Step{260, 0.0, true}}) {
    INFO(step.t_s);
    CHECK(unit->next_event() == at(step.t_s));
    unit->handle(bench.view(step.t_s));
    CHECK(unit->load_w() == step.load_w);
    CHECK(bench.units.works(UnitKind::imager) == step.imaging);
    if (step.t_s == 160) { // another one takes over from a checkpoint
      const auto wish = unit->wish();
      REQUIRE(wish);
      CHECK(wish->begin == at(160));
      CHECK(wish->pointing.tnw.x() == -1.0);
      auto other = bench.make();
      Writer writer;
      writer(*unit);
      const Bytes bytes = writer.take();
      Reader reader(bytes);
      reader(*other);
      unit = std::move(other);
    }
  }
  CHECK(unit->next_event() == kNever);
  CHECK_FALSE(unit->wish());
}

TEST_CASE("The book of propellant has to close with the orbit's mass") {
  Bench bench;
  auto unit = bench.make();
  unit->start(bench.view(0));
  bench.lost_kg = bench.thruster.mass_flow_kg_s() * 100.0;
  unit->finish(bench.view(300));
  CHECK(bench.rows.metric("propellant_used") == Approx(bench.lost_kg).epsilon(1e-12));
  CHECK(bench.rows.metric("propellant_left") == Approx(1.0 - bench.lost_kg).epsilon(1e-12));
  CHECK(bench.rows.metric("delta_v") ==
        Approx(std::abs(bench.flight->burns[0].delta_v_m_s)).epsilon(1e-12));
  auto wrong = bench.make();
  bench.lost_kg += 1e-6;
  CHECK_THROWS(wrong->finish(bench.view(300)));
}
