#include "spacecraft/faults/fault_unit.hpp"
#include "spacecraft/faults/outages.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "../part_bench.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::PartBench;

namespace {

/// A fault unit alone, with what it sees of a satellite.
struct Bench : PartBench {
  FaultUnit faults;

  explicit Bench(FaultSetup setup) : faults(std::move(setup)) { faults.start(view(kStart)); }
  void run(Time end) {
    while (faults.next_event() <= end) {
      const Time now = faults.next_event();
      faults.handle(view(now));
      for (const Strike& strike : units.take_strikes()) {
        ++strikes;
        restarts += strike.restarts;
      }
    }
  }
  int strikes = 0;
  int restarts = 0;
};

FaultSetup setup_with(FaultConfigs faults) {
  return {"sat", std::move(faults), std::nullopt,
          3,     {kStart, kNever},  Epoch(CalendarTime{2026, 1, 1})};
}

/// A place in the anomaly, or far from it, at 525 km.
RadiationAlong staying_at(double latitude_deg, double longitude_deg) {
  const double latitude = latitude_deg * unit::deg.scale;
  const double longitude = longitude_deg * unit::deg.scale;
  const double r = 6371.2e3 + 525e3;
  const orbit::Vector3 place_m(r * std::cos(latitude) * std::cos(longitude),
                               r * std::cos(latitude) * std::sin(longitude),
                               r * std::sin(latitude));
  return {[place_m](Time) { return place_m; }, [](Time) { return 2026.0; },
          [](Time) { return 0.0; }};
}

RadiationDeviceConfig memory(double bits) {
  RadiationDeviceConfig d;
  d.bits = bits;
  d.sensitivity.proton_cross_section_m2 = 1e-17;
  return d;
}

FaultSetup setup_with(const RadiationDeviceConfig& device) {
  FaultSetup setup = setup_with(FaultConfigs{});
  RadiationConfig config;
  config.devices = {{"memory", device}};
  setup.upsets.emplace(config, staying_at(-25.0, -50.0), "sat", 3);
  return setup;
}

} // namespace

TEST_CASE("A stated failure stops its unit until the restart, and the log says what that cost") {
  FaultConfig c;
  c.at = CalendarTime{2026, 1, 2};
  c.reset = RepairConfig{7200.0, 1.0};
  Bench b(setup_with(FaultConfigs{{"focal_plane", c}}));
  const Time failure = kStart + std::chrono::hours(24);
  b.run(failure);
  CHECK_FALSE(b.units.works(UnitKind::imager));
  CHECK(b.units.hindrance(UnitKind::imager) == Hindrance::fault);
  b.units.lose(UnitKind::imager, 1000);
  b.units.lose(UnitKind::imager, 0);
  b.run(failure + std::chrono::hours(3));
  CHECK(b.units.works(UnitKind::imager));
  const auto& rows = b.sink.table("faults");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].text("event") == "failed");
  CHECK(rows[0].text("cause") == "stated");
  CHECK(rows[0].text("unit") == "imager");
  CHECK(rows[0].text("name") == "focal_plane");
  CHECK(rows[0].real("part") == 0.0);
  CHECK(rows[1].text("event") == "restarted");
  CHECK(rows[2].text("event") == "restored");
  CHECK(rows[2].real("since") == 86400.0);
  CHECK(rows[2].real("time") == 86400.0 + 7200.0);
  CHECK(rows[2].integer("lost_events") == 2);
  CHECK(rows[2].integer("lost_bits") == 1000);
}

TEST_CASE("Degraded modes slow a unit down; what is lost for good is told at the end") {
  FaultConfig c;
  c.unit = FaultTarget::computer;
  c.components = 4;
  c.needed = 4;
  c.gradual = true;
  c.at = CalendarTime{2026, 1, 2};
  Bench b(setup_with(FaultConfigs{{"cores", c}}));
  b.run(kStart + std::chrono::hours(48));
  CHECK(b.units.works(UnitKind::computer));
  CHECK(b.units.pace(UnitKind::computer) == 0.75);
  b.faults.finish(b.view(kStart + std::chrono::hours(48)));
  CHECK(b.sink.table("faults").back().text("event") == "end");
  CHECK(b.sink.table("faults").back().real("part") == 0.75);
  CHECK(b.sink.metric("failures") == 1.0);
}

TEST_CASE("As many upsets come as the rate says, felt or not") {
  RadiationDeviceConfig d = memory(1e8);
  d.used_part = 0.25;
  Bench b(setup_with(d));
  const Time end = kStart + std::chrono::hours(100);
  b.run(end - Duration(1));
  b.faults.finish(b.view(end));
  const double expected = b.sink.metric("upsets_expected");
  const double rate = upset_rate_per_s(d.sensitivity, staying_at(-25.0, -50.0).at(kStart));
  CHECK(expected == Approx(1e8 * rate * 360000.0).epsilon(1e-9));
  REQUIRE(expected > 1000.0);
  const double felt = b.sink.metric("upsets_flip");
  const double all = felt + b.sink.metric("upsets_harmless");
  CHECK(all == Approx(expected).margin(4.0 * std::sqrt(expected)));
  CHECK(felt == Approx(0.25 * expected).margin(4.0 * std::sqrt(0.25 * expected)));
  CHECK(b.strikes == static_cast<int>(felt));
  CHECK(b.restarts == 0);
}

TEST_CASE("Scrubbing and voting take the flips, and cost power and pace") {
  RadiationDeviceConfig d = memory(1e8);
  d.multiple_part = 0.0122;
  d.scrubbing = ScrubbingConfig{60.0, 64.0, {}, 0.5, 0.1};
  Bench scrubbed(setup_with(d));
  scrubbed.run(kStart + std::chrono::hours(100) - Duration(1));
  scrubbed.faults.finish(scrubbed.view(kStart + std::chrono::hours(100)));
  const double expected = scrubbed.sink.metric("upsets_expected");
  CHECK(scrubbed.sink.metric("upsets_flip") ==
        Approx(0.0122 * expected).margin(4.0 * std::sqrt(0.0122 * expected)));
  CHECK(scrubbed.faults.load_w() == 0.5);
  CHECK(scrubbed.units.pace(UnitKind::computer) == Approx(0.9));

  d.scrubbing.reset();
  d.voting = VotingConfig{3, true};
  Bench voted(setup_with(d));
  voted.run(kStart + std::chrono::hours(100) - Duration(1));
  CHECK(voted.strikes == 0);
  CHECK(voted.units.pace(UnitKind::computer) == 1.0); // the work is three times as much instead
  RadiationConfig config;
  config.devices = {{"memory", d}};
  CHECK(voted_work(config).time == 3.0);
  CHECK(voted_work(config).power == 1.0);
  config.devices.at("memory").voting->in_time = false;
  CHECK(voted_work(config).time == 1.0);
  CHECK(voted_work(config).power == 3.0);

  // A second flip in a word before it is scrubbed: at 1e-6 a bit and second, 64 x 30 s x 1e-6.
  RadiationDeviceConfig slow = memory(1.0);
  slow.scrubbing = ScrubbingConfig{60.0, 64.0, {}, 0.0, 0.0};
  CHECK(felt_part(slow, 1e-6) == Approx(64.0 * 30.0 * 1e-6));
}

TEST_CASE(
    "A hang lasts until the watchdog, or people, restart the unit; a latch-up may destroy it") {
  RadiationDeviceConfig d = memory(1e6);
  d.hang_part = 1.0;
  d.watchdog = WatchdogConfig{10.0, 0.1};
  d.restart_s = 50.0;
  Bench watched(setup_with(d));
  watched.run(kStart + std::chrono::hours(1000));
  CHECK(watched.restarts == watched.strikes);
  double down_s = 0.0;
  int restored = 0;
  for (const auto& row : watched.sink.table("faults")) {
    if (row.text("event") == "restored") {
      down_s += row.real("time") - row.real("since");
      ++restored;
    }
  }
  REQUIRE(restored > 50);
  CHECK(down_s / restored == Approx(60.0).epsilon(0.02)); // rarely two in one outage
  d.hang_part = 0.0;
  d.latch_up_part = 1.0;
  d.latch_up_protected = false;
  Bench burnt(setup_with(d));
  burnt.run(kStart + std::chrono::hours(1000));
  CHECK_FALSE(burnt.units.works(UnitKind::computer));
  CHECK(burnt.sink.table("faults")[0].text("event") == "destroyed");
}

TEST_CASE("A latch-up draws its power until it is cleared, then the unit starts anew") {
  RadiationDeviceConfig d = memory(1e6);
  d.latch_up_part = 1.0;
  d.latch_up_power_w = 4.0;
  d.latch_up_clearing_s = 20.0;
  d.restart_s = 30.0;
  Bench b(setup_with(d));
  b.run(kStart + std::chrono::hours(1));
  while (b.sink.table("faults").empty()) {
    b.run(b.faults.next_event());
  }
  const Time struck = kStart + round_seconds(b.sink.table("faults")[0].real("time"));
  CHECK(b.faults.load_w() == 4.0);
  CHECK_FALSE(b.units.works(UnitKind::computer));
  b.run(struck + round_seconds(20.0));
  CHECK(b.faults.load_w() == 0.0);
  CHECK_FALSE(b.units.works(UnitKind::computer));
  b.run(struck + round_seconds(50.0));
  CHECK(b.units.works(UnitKind::computer));
}

TEST_CASE("Check bits and copies take their part of the mass memory") {
  RadiationConfig config;
  RadiationDeviceConfig& d = config.devices["dram"];
  d.unit = RadiationTarget::storage;
  CHECK(data_part_of_storage(config) == 1.0);
  d.scrubbing = ScrubbingConfig{};
  CHECK(data_part_of_storage(config) == Approx(64.0 / 72.0)); // as in memory modules with ECC
  d.scrubbing->word_bits = 32.0;
  CHECK(data_part_of_storage(config) == Approx(32.0 / 39.0));
  d.scrubbing->word_bits = 16.0;
  CHECK(data_part_of_storage(config) == Approx(16.0 / 22.0));
  d.scrubbing->check_bits = 16.0;
  CHECK(data_part_of_storage(config) == 0.5);
  d.voting = VotingConfig{3, false};
  CHECK(data_part_of_storage(config) == Approx(0.5 / 3.0));
  d.unit = RadiationTarget::bus;
  CHECK(data_part_of_storage(config) == 1.0);
}

TEST_CASE("A restored fault unit goes on with the same upsets and failures") {
  RadiationDeviceConfig d = memory(1e8);
  d.reset_part = 0.3;
  FaultConfig c;
  c.constant = ConstantRateConfig{30.0 * 3600.0};
  c.reset = RepairConfig{600.0, 0.9};
  const auto setup = [&] {
    FaultSetup s = setup_with(d);
    s.faults = {{"optics", c}};
    return s;
  };
  const Time half = kStart + std::chrono::minutes(1234);
  const Time end = kStart + std::chrono::hours(60);
  Bench whole(setup());
  whole.run(end);
  Bench first(setup());
  first.run(half);
  Bench second(setup());
  Writer writer;
  writer(first.faults, first.units);
  const Bytes bytes = writer.take();
  Reader reader(bytes);
  reader(second.faults, second.units);
  second.run(end);
  const auto& rows = whole.sink.table("faults");
  const std::size_t before = first.sink.table("faults").size();
  REQUIRE(rows.size() == before + second.sink.table("faults").size());
  for (std::size_t i = before; i < rows.size(); ++i) {
    const auto& other = second.sink.table("faults")[i - before];
    CHECK(rows[i].real("time") == other.real("time"));
    CHECK(rows[i].text("event") == other.text("event"));
    CHECK(rows[i].integer("sequence") == other.integer("sequence"));
  }
}

TEST_CASE("Outages are known ahead as the log will have them") {
  FaultConfig c;
  c.unit = FaultTarget::propulsion;
  c.constant = ConstantRateConfig{20.0 * 3600.0};
  c.reset = RepairConfig{3600.0, 0.9};
  FaultConfig late = c;
  late.constant.reset();
  late.reset.reset();
  late.at = CalendarTime{2026, 1, 20};
  FaultConfig other = c;
  other.unit = FaultTarget::imager;
  const FaultConfigs faults{{"valve", c}, {"driver", late}, {"camera", other}};
  Bench b(setup_with(faults));
  const Time end = kStart + std::chrono::hours(24 * 30);
  std::vector<Outage> seen;
  while (b.faults.next_event() < end) {
    const Time now = b.faults.next_event();
    b.faults.handle(b.view(now));
    const bool works = b.units.works(UnitKind::propulsion);
    const bool failed = !seen.empty() && seen.back().end == kNever;
    if (works && failed) {
      seen.back().end = now;
    } else if (!works && !failed) {
      seen.push_back({now, kNever});
    }
  }
  const auto known =
      outages_of(FaultTarget::propulsion, faults, {"sat", 3, Epoch(CalendarTime{2026, 1, 1})}, end);
  REQUIRE(known.size() == seen.size());
  REQUIRE(known.size() > 3);
  for (std::size_t i = 0; i < known.size(); ++i) {
    CHECK(known[i].begin == seen[i].begin);
    CHECK(known[i].end == seen[i].end);
  }
  CHECK(known.back().end == kNever);
}
