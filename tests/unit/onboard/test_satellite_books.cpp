#include "base/random.hpp"
#include "spacecraft/satellite_process.hpp"

#include <cmath>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "compute/computer.hpp"
#include "fakes.hpp"
#include "support/outlooks.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::LoneRun;
using urker::test::PlainSurroundings;

namespace {

constexpr std::uint32_t kPlanKind = protocol::kind_of(protocol::Message::plan);

/// Uniform draws of one randomised day.
class Dice {
 public:
  explicit Dice(std::uint64_t day) : key_{day, key_of("test"), key_of("days")} {}
  double between(double low, double high) {
    return low + (high - low) * random_uniform(key_, draw_++);
  }
  std::int64_t below(std::int64_t n) {
    return static_cast<std::int64_t>(between(0.0, static_cast<double>(n)));
  }

 private:
  RandomKey key_;
  std::uint64_t draw_ = 0;
};

/// A mask, a detector with many false alarms and compression, on two devices, one of which sleeps
/// and may be interrupted.
compute::ComputerSetup graph_computer(std::uint64_t day) {
  compute::ComputerConfig computer;
  computer.idle_power_w = 1.0;
  compute::DeviceConfig& npu = computer.devices["npu"];
  npu.sleeps_after_s = 30.0;
  npu.start_up_time_s = 3.0;
  npu.preemptive = true;
  npu.stages["cloud_mask"] = {60e6, 5.0, {}, {}};
  npu.stages["ships"] = {{}, {}, 0.5, 2.0};
  computer.devices["fpga"].stages["compress"] = {150e6, 3.0, {}, {}};
  compute::Models models;
  models["mask"].detection = 0.9;
  models["mask"].false_alarm = 0.05;
  models["ships"] = models["mask"];
  models["ships"].false_alarm = 0.2;
  models["ships"].tile_bit = 40e6;
  models["ships"].finds = protocol::ContentKind::ship;
  compute::PipelineConfig pipeline;
  pipeline.deadline_s = 1200.0;
  pipeline.when_late = day % 8 == 0 ? compute::WhenLate::drop : compute::WhenLate::pass_on;
  auto& mask = pipeline.stages["cloud_mask"];
  mask.kind = compute::StageKind::cloud_mask;
  mask.model = "mask";
  auto& ships = pipeline.stages["ships"];
  ships.kind = compute::StageKind::detect;
  ships.after = {"cloud_mask"};
  ships.model = "ships";
  ships.report_bit = 5000.0;
  auto& compress = pipeline.stages["compress"];
  compress.kind = compute::StageKind::compress;
  compress.after = {"cloud_mask"};
  compress.ratio = 3.0;
  return {
      "satellites",
      "imece",
      computer,
      {compute::make_pipeline(pipeline, computer, models, {}),
       compute::make_pipeline(pipeline, computer, models, {compute::StagePlace::onboard, false})},
      day};
}

SatelliteSetup random_satellite(Dice& dice, bool onboard, std::uint64_t day) {
  auto around = std::make_shared<PlainSurroundings>();
  around->raw_bits = 1'000'000 + dice.below(400'000'000);
  around->cloud = [day](Time t) {
    const RandomKey key{day, key_of("test"), key_of("clouds")};
    return random_uniform(key, static_cast<std::uint64_t>(t.time_since_epoch().count()));
  };
  around->view = [](const orbit::Geodetic&, Time t) {
    const double x = std::sin(seconds_since_start(t) / 200.0);
    return SiteView{0.7e6 + 1.5e6 * x * x, 0.2};
  };
  around->flux = [](Time t) { return 1.0 - 1e-9 * seconds_since_start(t); };
  SatelliteSetup s;
  s.identity = {3, "imece", "tr"};
  s.power.array = ArrayConfig{dice.between(200.0, 900.0), 0.05, 0.9};
  s.power.battery =
      BatteryConfig{dice.between(2e5, 3e6), 0.93, 0.95, dice.between(0.35, 1.0), 0.45, 0.3, 0.5};
  s.power.loads = {200.0, 0.0, 80.0};
  s.imager.emplace();
  s.imager->greatest_off_nadir_rad = 0.5;
  s.imager->power_w = 150.0;
  s.storage = StorageConfig{dice.between(1e9, 2e10), WhenFull::refuse, {}, {}};
  s.radio.emplace();
  s.radio->frequency_hz = 8e9;
  s.radio->transmit_power_dbw = 10.0;
  s.radio->antenna_gain_dbi = 3.0;
  s.radio->rates = {{50e6, 4.0}, {100e6, 4.0}, {200e6, 6.0}};
  s.radio->electrical_power_w = 80.0;
  for (const std::uint32_t i : {1U, 4U}) {
    StationLink station;
    station.station = i;
    station.name = i == 1 ? "akkol" : "golbasi";
    station.process = 100 + i;
    link::GroundAntennaConfig antenna;
    antenna.g_over_t_db_k = 25.0;
    antenna.lock_time_s = 0.0;
    station.receiver = std::make_shared<const link::Receiver>(antenna, 8e9);
    station.sky = std::make_shared<const link::StationSky>(antenna);
    s.stations.push_back(station);
  }
  s.surroundings = around;
  if (onboard && day % 4 == 0) {
    s.storage->when_full = WhenFull::drop_lowest;
    s.storage->longest_age_s = 20000.0;
    s.processor = std::make_unique<compute::Computer>(graph_computer(day));
  } else if (onboard) {
    const compute::ComputerConfig computer{
        2.0, compute::SimpleStagesConfig{{80e6, 9.0, {}, {}}, {150e6, 12.0, {}, {}}}, {}};
    compute::PipelineConfig pipeline;
    pipeline.discard_cloud_above = 0.6;
    pipeline.detection = 0.9;
    pipeline.false_alarm = 0.05;
    pipeline.compression_ratio = 3.7;
    s.processor = std::make_unique<compute::Computer>(compute::ComputerSetup{
        "satellites",
        "imece",
        computer,
        {compute::make_pipeline(pipeline, computer, {}, {}),
         compute::make_pipeline(pipeline, computer, {}, {compute::StagePlace::onboard, false})},
        day});
  }
  return s;
}

/// An eclipse in each turn.
access::ContactPlan eclipses() {
  access::ContactPlan plan;
  for (double t = 2000.0; t < 86400.0; t += 5760.0) {
    plan.eclipses.push_back({3, {at(t), at(t + 2000.0)}, {at(t + 11.0), at(t + 1989.0)}});
  }
  return plan;
}

/// Plans that come at random times with overlapping, late, impossible and repeated tasks.
std::vector<std::pair<Time, protocol::SatellitePlan>> random_plans(Dice& dice) {
  std::vector<std::pair<Time, protocol::SatellitePlan>> plans;
  std::int64_t number = 0;
  for (int k = 0; k < 12; ++k) {
    const double now_s = dice.between(0.0, 80000.0);
    protocol::SatellitePlan plan{3, k, at(now_s), {}, {}, {}};
    for (std::int64_t i = dice.below(60); i > 0; --i) {
      protocol::ImagingTask task;
      task.number = ++number;
      task.priority = dice.below(4);
      task.requested = task.tasked = kStart;
      task.begin = at(now_s + dice.between(-500.0, 20000.0));
      task.end = task.begin + round_seconds(dice.between(1.0, 40.0));
      task.roll_rad = dice.between(-0.55, 0.55);
      task.cells = {number};
      plan.tasks.push_back(task);
    }
    for (std::int64_t i = dice.below(12); i > 0; --i) {
      const Time aos = at(now_s + dice.between(-300.0, 20000.0));
      plan.passes.push_back(
          {3, dice.below(2) == 0 ? 1U : 4U, aos, aos + round_seconds(dice.between(20.0, 700.0))});
    }
    plans.emplace_back(at(now_s), std::move(plan));
  }
  return plans;
}

/// With the eclipses.
void post_plans(Dice& dice, LoneRun& run) {
  run.post(kStart, protocol::kind_of(protocol::Message::outlook), pack(eclipses()));
  for (const auto& [time, plan] : random_plans(dice)) {
    run.post(time, kPlanKind, pack(plan));
  }
}

void put_plans(std::uint64_t day, test::ProcessBench& bench) {
  Dice dice(day);
  for (const auto& [time, plan] : random_plans(dice)) {
    bench.put(time, kPlanKind, plan);
  }
}

/// Sums the segments by product and checks that they fit together.
std::map<std::int64_t, std::int64_t> check_segments(const LoneRun& run) {
  std::map<std::int64_t, std::int64_t> sent;
  for (const test::Sent& message : run.sent) {
    const auto segment = unpack<protocol::Segment>(message.payload);
    REQUIRE(segment.first_bit == sent[segment.product.number]);
    REQUIRE(segment.bits > 0);
    sent[segment.product.number] += segment.bits;
    const bool last = sent[segment.product.number] == segment.product.bits;
    REQUIRE((segment.product.downlink_end != kNotYet) == last);
    REQUIRE(segment.product.commanded <= segment.product.imaged);
    REQUIRE(segment.product.imaged <= segment.product.processed);
    REQUIRE(segment.product.processed <= segment.product.downlink_begin);
    REQUIRE(segment.product.downlink_begin <= message.departure);
  }
  return sent;
}

/// Works out each row's charge from the row before.
void check_power_rows(test::RecordingSink& sink, const BatteryConfig& battery) {
  const auto& rows = sink.table("power");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    BatteryConfig from = battery;
    from.initial = rows[i - 1].real("charge") / battery.capacity_j;
    Battery replay(from);
    replay.advance({rows[i - 1].real("generation"), rows[i - 1].real("generation_slope")},
                   rows[i - 1].real("load"), rows[i].real("time") - rows[i - 1].real("time"));
    REQUIRE(replay.charge_j() == Approx(rows[i].real("charge")).margin(1e-9 * battery.capacity_j));
  }
}

} // namespace

TEST_CASE("On random days every bit and every joule is accounted for") {
  double discarded = 0.0;
  double refused = 0.0;
  double safe_modes = 0.0;
  double sent_bits = 0.0;
  double stored = 0.0;
  double dropped = 0.0;
  double reported = 0.0;
  for (std::uint64_t day = 0; day < 40; ++day) {
    INFO("day " << day);
    Dice dice(day);
    SatelliteSetup setup = random_satellite(dice, day % 2 == 0, day);
    const BatteryConfig battery = *setup.power.battery;
    SatelliteProcess satellite(std::move(setup));
    LoneRun run;
    post_plans(dice, run);
    run.run(satellite, at(86400)); // the process checks both books itself

    check_power_rows(run.sink, battery);
    const auto sent = check_segments(run);
    // Every scene that was taken or refused has exactly one fate.
    std::map<std::int64_t, std::int64_t> raw_bits;
    for (const auto& row : run.sink.table("images")) {
      if (row.text("outcome") != "interrupted") {
        raw_bits[row.integer("number")] = row.integer("raw_bits");
      }
    }
    std::set<std::int64_t> ended;
    for (const auto& row : run.sink.table("products")) {
      if (row.text("kind") == "report") {
        REQUIRE(row.integer("number") < 0);
        continue;
      }
      REQUIRE(ended.insert(row.integer("number")).second);
      REQUIRE(row.integer("raw_bits") == raw_bits.at(row.integer("number")));
      const auto known = sent.find(row.integer("number"));
      REQUIRE(row.integer("bits_sent") == (known == sent.end() ? 0 : known->second));
    }
    for (const test::Sent& message : run.sent) {
      const auto segment = unpack<protocol::Segment>(message.payload);
      if (segment.product.downlink_end != kNotYet && segment.product.number > 0) {
        REQUIRE(ended.insert(segment.product.number).second);
      }
    }
    REQUIRE(ended.size() == raw_bits.size());

    auto& sink = run.sink;
    REQUIRE(sink.metric("bits_imaged") + sink.metric("bits_of_reports") ==
            sink.metric("bits_refused") + sink.metric("bits_discarded") +
                sink.metric("bits_dropped") + sink.metric("bits_saved_by_compression") +
                sink.metric("bits_stored") + sink.metric("bits_sent"));
    dropped += sink.metric("bits_dropped");
    reported += sink.metric("bits_of_reports");
    double in_links = 0.0;
    for (const auto& row : sink.table("links")) {
      in_links += static_cast<double>(row.integer("bits"));
    }
    REQUIRE(in_links == sink.metric("bits_sent"));
    double demanded_j = 0.0;
    for (const char* load : {"bus", "payload", "imager", "radio", "computer"}) {
      demanded_j += sink.metric(std::string("energy_demanded_") + load);
    }
    REQUIRE(demanded_j ==
            Approx(sink.metric("energy_used") + sink.metric("energy_unserved")).epsilon(1e-12));
    discarded += sink.metric("bits_discarded");
    refused += sink.metric("bits_refused");
    safe_modes += sink.metric("safe_modes");
    sent_bits += sink.metric("bits_sent");
    stored += sink.metric("bits_stored");
  }
  // The days reach into every corner.
  CHECK(discarded > 0.0);
  CHECK(refused > 0.0);
  CHECK(safe_modes > 10.0);
  CHECK(sent_bits > 0.0);
  CHECK(stored > 0.0);
  CHECK(dropped > 0.0);
  CHECK(reported > 0.0);
}

TEST_CASE("The same day gives the same rows") {
  const auto metrics = [](std::uint64_t day) {
    Dice dice(day);
    SatelliteProcess satellite(random_satellite(dice, true, day));
    LoneRun run;
    post_plans(dice, run);
    run.run(satellite, at(86400));
    std::vector<double> values;
    for (const auto& row : run.sink.table("power")) {
      values.push_back(row.real("charge"));
    }
    return values;
  };
  CHECK(metrics(2) == metrics(2));
  CHECK(metrics(2) != metrics(4));
}

TEST_CASE("A satellite goes on from what it has saved") {
  for (std::uint64_t day = 0; day < 6; ++day) {
    INFO("day " << day);
    const auto make = [day] {
      Dice dice(day);
      SatelliteSetup setup = random_satellite(dice, day % 2 == 0, day);
      setup.power.array->power_w *= 0.45; // into safe mode, in the middle of strips and jobs
      return std::make_unique<SatelliteProcess>(std::move(setup));
    };
    const auto prepare = [day](test::ProcessBench& bench) {
      test::put_outlooks(bench, eclipses(), std::chrono::hours(6), Duration::zero(), at(86400));
      put_plans(day, bench);
    };
    CHECK(test::require_restartable(make, prepare, at(86400)) > 200);
  }
}

TEST_CASE("A satellite does the same whether it is told of its eclipses at once or as they begin") {
  for (std::uint64_t day = 0; day < 10; ++day) {
    INFO("day " << day);
    const auto play = [day](const auto& put_eclipses) {
      Dice dice(day);
      SatelliteProcess satellite(random_satellite(dice, day % 2 == 0, day));
      test::ProcessBench bench(satellite, 7);
      put_eclipses(bench);
      put_plans(day, bench);
      bench.run(at(86400));
      bench.finish();
      CHECK(bench.log.of("power").size() > 30);
      return bench.told();
    };
    const auto at_once = play([](auto& bench) { test::put_outlook(bench, eclipses()); });
    for (const double horizon_s : {21600.0, 5000.0, 720.0}) {
      const auto in_pieces = play([horizon_s](auto& bench) {
        test::put_outlooks(bench, eclipses(), round_seconds(horizon_s), Duration::zero(),
                           at(86400));
      });
      CHECK((in_pieces == at_once));
    }
  }
}
