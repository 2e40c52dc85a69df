#include "base/error.hpp"
#include "spacecraft/satellite_process.hpp"

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::LoneRun;
using urker::test::PlainSurroundings;

namespace {

constexpr std::uint32_t kOutlookKind = protocol::kind_of(protocol::Message::outlook);
constexpr std::uint32_t kPlanKind = protocol::kind_of(protocol::Message::plan);

Bytes outlook(std::vector<access::Eclipse> eclipses) {
  return pack(access::ContactPlan{{}, std::move(eclipses)});
}

/// A satellite with one station and a link that always closes at 1 Mbit/s.
SatelliteSetup imaging_satellite(std::shared_ptr<const Surroundings> around) {
  SatelliteSetup s;
  s.identity = {3, "imece", "tr"};
  s.power.array = ArrayConfig{1000.0};
  s.power.battery = BatteryConfig{3.6e6, 1.0, 1.0, 0.8, 0.5, 0.3, 0.5};
  s.power.loads = {300.0, 0.0, 100.0};
  s.imager.emplace();
  s.imager->greatest_off_nadir_rad = 0.5;
  s.imager->power_w = 90.0;
  s.storage = StorageConfig{1e9, WhenFull::refuse, {}, {}};
  s.radio.emplace();
  s.radio->frequency_hz = 8e9;
  s.radio->transmit_power_dbw = 10.0;
  s.radio->antenna_gain_dbi = 10.0;
  s.radio->rates = {{1e6, 4.0}};
  s.radio->electrical_power_w = 50.0;
  StationLink station;
  station.station = 1;
  station.name = "akkol";
  station.process = 100;
  link::GroundAntennaConfig antenna;
  antenna.g_over_t_db_k = 30.0;
  antenna.lock_time_s = 0.0;
  station.receiver = std::make_shared<const link::Receiver>(antenna, 8e9);
  station.sky = std::make_shared<const link::StationSky>(antenna);
  s.stations = {station};
  s.surroundings = std::move(around);
  return s;
}

protocol::ImagingTask task(std::int64_t number, double begin_s, double end_s) {
  protocol::ImagingTask t;
  t.number = number;
  t.begin = at(begin_s);
  t.end = at(end_s);
  return t;
}

protocol::SatellitePlan plan(std::vector<protocol::ImagingTask> tasks,
                             std::vector<protocol::Pass> passes) {
  return {3, 1, kStart, std::move(tasks), std::move(passes)};
}

} // namespace

TEST_CASE("A satellite images what it was told and sends it in its pass") {
  SatelliteProcess satellite(imaging_satellite(std::make_shared<PlainSurroundings>()));
  LoneRun run;
  run.post(at(50), kPlanKind, pack(plan({task(1, 100, 109)}, {{3, 1, at(200), at(300)}})));
  run.run(satellite, at(1000));
  REQUIRE(run.sent.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto segment = unpack<protocol::Segment>(run.sent[i].payload);
    CHECK(run.sent[i].receiver == 100);
    CHECK(run.sent[i].kind == protocol::kind_of(protocol::Message::segment));
    CHECK(run.sent[i].departure == at(200.0 + static_cast<double>(i)));
    CHECK(segment.bits == 1'000'000);
    CHECK(segment.product.processed == segment.product.imaged);
    CHECK(segment.product.downlink_end == run.sent[i].arrival);
    CHECK_FALSE(segment.product.processed_on_board);
  }
  CHECK(run.sink.metric("bits_imaged") == 3e6);
  CHECK(run.sink.metric("bits_sent") == 3e6);
  CHECK(run.sink.metric("bits_stored") == 0.0);
  CHECK(run.sink.table("products").empty()); // handed on with their last bits
  CHECK(run.sink.metric("energy_demanded_imager") == Approx(90.0 * 9.0));
  CHECK(run.sink.metric("energy_demanded_radio") == Approx(50.0 * 3.0));
  // The fill rises with each scene's begin and falls with each transfer's end.
  const auto& storage = run.sink.table("storage");
  REQUIRE(storage.size() == 7);
  CHECK(storage[3].integer("stored_bits") == 3'000'000);
  CHECK(storage[6].integer("stored_bits") == 0);
  for (std::size_t i = 0; i < storage.size(); ++i) {
    CHECK(storage[i].integer("sequence") == static_cast<std::int64_t>(i));
  }
}

TEST_CASE("What is still on board at the end is the satellite's to report") {
  SatelliteProcess satellite(imaging_satellite(std::make_shared<PlainSurroundings>()));
  LoneRun run;
  run.post(at(50), kPlanKind, pack(plan({task(1, 100, 109)}, {{3, 1, at(200), at(201.5)}})));
  run.run(satellite, at(1000));
  REQUIRE(run.sink.table("products").size() == 2);
  const auto& partly = run.sink.table("products")[0];
  CHECK(partly.text("status") == "stored");
  CHECK(partly.integer("number") == 2);
  CHECK(partly.integer("bits_sent") == 500'000);
  CHECK(partly.real("downlink_begin") == 201.0);
  CHECK(std::isnan(partly.real("downlink_end")));
  CHECK(run.sink.table("products")[1].integer("bits_sent") == 0);
  CHECK(run.sink.metric("bits_stored") == 1.5e6);
}

TEST_CASE("A flat battery breaks off imaging and downlink until it has recovered") {
  auto setup = imaging_satellite(std::make_shared<PlainSurroundings>());
  setup.power.battery->initial = 0.301; // 3.6 kJ above safe mode
  setup.power.battery->for_imaging = 0.0;
  setup.power.array = ArrayConfig{500.0};
  SatelliteProcess satellite(std::move(setup));
  LoneRun run;
  // Dark until 100 s: 300 W of bus and 90 W of imager from 5 s on.
  run.post(kStart, kOutlookKind, outlook({{3, {at(0), at(100), true}, {at(0), at(100), true}}}));
  run.post(at(1), kPlanKind,
           pack(plan({task(1, 5, 50), task(2, 60, 70), task(3, 3000, 3003)},
                     {{3, 1, at(20), at(4000)}})));
  run.run(satellite, at(5000));
  // 3600 J = 5 s x 300 W + t x 390 W: safe mode at 10.38 s, in the second scene.
  const auto& tasks = run.sink.table("tasks");
  CHECK(tasks[0].text("outcome") == "interrupted");
  CHECK(tasks[1].text("outcome") == "safe_mode");
  CHECK(tasks[2].text("outcome") == "done");
  CHECK(run.sink.metric("scenes_interrupted") == 1.0);
  CHECK(run.sink.metric("safe_modes") == 1.0);
  // Recovery needs 0.2 x 3.6 MJ and what was lost until 100 s, at 400 W.
  double recovered_s = 0.0;
  for (const auto& row : run.sink.table("power")) {
    if (row.text("cause") == "recovery") {
      recovered_s = row.real("time");
    }
  }
  const double safe_s = 5.0 + 2100.0 / 390.0;
  CHECK(recovered_s == Approx(100.0 + (720e3 + 100.0 * (100.0 - safe_s)) / 400.0).epsilon(1e-9));
  REQUIRE(run.sent.size() == 2);
  CHECK(seconds_since_start(run.sent[0].departure) == Approx(recovered_s).margin(1e-8));
  CHECK(run.sink.metric("bits_imaged") == 2e6);
}

TEST_CASE("A satellite without imager is a power budget with eclipses") {
  SatelliteSetup setup;
  setup.identity = {0, "azerspace_1", "az"};
  setup.power.array = ArrayConfig{6000.0};
  setup.power.battery = BatteryConfig{30e6, 0.95, 0.95, 1.0, 0.5, 0.3, 0.5};
  setup.power.loads = {400.0, 4000.0, 300.0};
  setup.surroundings = std::make_shared<PlainSurroundings>();
  SatelliteProcess satellite(std::move(setup));
  LoneRun run;
  run.post(kStart, kOutlookKind, outlook({{0, {at(1000), at(5000)}, {at(1100), at(4900)}}}));
  run.run(satellite, at(86400));
  CHECK(run.sent.empty());
  CHECK(run.sink.table("storage").empty());
  CHECK(run.sink.metric("energy_demanded_payload") == Approx(4000.0 * 86400.0));
  CHECK(run.sink.metric("energy_generated") == Approx(6000.0 * (86400.0 - 3900.0)));
  const double balance = run.sink.metric("energy_generated") - run.sink.metric("energy_used") -
                         run.sink.metric("energy_shed") -
                         run.sink.metric("energy_lost_in_battery") -
                         run.sink.metric("energy_stored");
  CHECK(balance == Approx(0.0).margin(1e-3));
  CHECK(run.handled < 20);
}

TEST_CASE(
    "Another satellite's plan or eclipse, a late eclipse or an unknown message is a mistake") {
  for (const auto& [begin_s, index] : {std::pair(150.0, 4U), std::pair(50.0, 3U)}) {
    SatelliteProcess satellite(imaging_satellite(std::make_shared<PlainSurroundings>()));
    LoneRun run;
    run.post(at(90), kPlanKind, pack(plan({task(1, 100, 101)}, {})));
    run.post(at(150), kOutlookKind,
             outlook({{index, {at(begin_s), at(900)}, {at(begin_s), at(900)}}}));
    CHECK_THROWS_AS(run.run(satellite, at(1000)), Error);
  }
  {
    SatelliteProcess satellite(imaging_satellite(std::make_shared<PlainSurroundings>()));
    LoneRun run;
    run.post(at(1), kPlanKind, pack(protocol::SatellitePlan{4, 1, kStart, {}, {}, {}}));
    CHECK_THROWS_AS(run.run(satellite, at(10)), Error);
  }
  SatelliteProcess satellite(imaging_satellite(std::make_shared<PlainSurroundings>()));
  LoneRun run;
  run.post(at(1), 1, {});
  CHECK_THROWS_AS(run.run(satellite, at(10)), Error);
}
