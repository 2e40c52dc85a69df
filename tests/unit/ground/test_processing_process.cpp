#include "ground/processing_process.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <vector>

#include "support/process_bench.hpp"

using namespace urker;
using namespace urker::ground;
using protocol::kind_of;
using protocol::Message;
using test::ProcessBench;

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr des::ProcessId kPlanner = 1;
constexpr des::ProcessId kOwnReader = 2;
constexpr des::ProcessId kRequestersReader = 3;
constexpr des::ProcessId kPartnersReader = 4;
constexpr des::ProcessId kCentre = 9;

/// A partner gets everything after two hours, or every other product.
class Exchange final : public ReleaseAuthority {
 public:
  explicit Exchange(bool every_other = false) : every_other_(every_other) {}
  [[nodiscard]] std::vector<Release> decide(const protocol::Product& product, Time) override {
    if (every_other_ && decided_++ % 2 == 1) {
      return {};
    }
    return {{"kz", "exchange", product.imaged + minutes(120)}};
  }
  void save(Writer& writer) const override { writer(decided_); }
  void restore(Reader& reader) override { reader(decided_); }

 private:
  bool every_other_;
  std::int64_t decided_ = 0;
};

/// 1 Mbit/s and 10 s a product.
ProcessingSetup centre() {
  ProcessingSetup setup;
  setup.name = "tr_processing";
  setup.config.owner = "tr";
  setup.config.throughput_bit_s = 1e6;
  setup.config.fixed_delay_s = 10.0;
  setup.fibre.rate_bit_s = 1e6;
  setup.fibre.equipment_delay_s = 0.5;
  setup.end = kStart + minutes(24 * 60);
  setup.readers = {{"tr", {{kOwnReader, {}}}},
                   {"az", {{kRequestersReader, {}}}},
                   {"kz", {{kPartnersReader, {}}}}};
  setup.planners = {{0, {kPlanner, {}}}};
  setup.agreements = std::make_unique<Exchange>();
  return setup;
}

protocol::Segment whole_product(std::int64_t number, const std::string& requester = "az") {
  protocol::Segment segment;
  auto& product = segment.product;
  product.satellite = 0;
  product.satellite_name = "imece";
  product.number = number;
  product.owner = "tr";
  product.requester = requester;
  product.campaign = "corridor";
  product.cells = {5, 6};
  product.cloud_truth = 0.25;
  product.raw_bits = 20'000'000;
  product.bits = 5'000'000;
  product.imaged = kStart;
  segment.bits = product.bits;
  return segment;
}

} // namespace

TEST_CASE("a product takes its time at the centre, counted in bits as imaged") {
  ProcessingProcess process(centre());
  ProcessBench bench(process, kCentre);
  bench.put(kStart + seconds(100), kind_of(Message::segment), whole_product(1));
  bench.run(kStart + minutes(60));

  const auto reports = bench.sent_of(kind_of(Message::scene_report));
  REQUIRE(reports.size() == 1);
  CHECK(reports[0].receiver == kPlanner);
  CHECK(reports[0].departure == kStart + seconds(130));
  const auto report = unpack<protocol::SceneReport>(reports[0].payload);
  CHECK(report.cells == std::vector<std::int64_t>{5, 6});
  CHECK(report.cloud_fraction == 0.25);
  CHECK(report.imaged == kStart);

  const auto deliveries = bench.sent_of(kind_of(Message::delivery));
  REQUIRE(deliveries.size() == 2); // the partner's waits
  CHECK(deliveries[0].receiver == kOwnReader);
  CHECK(deliveries[1].receiver == kRequestersReader);
  CHECK(to_seconds(deliveries[0].arrival - deliveries[0].departure) == Approx(5.5));
  const auto delivery = unpack<protocol::Delivery>(deliveries[0].payload);
  CHECK(delivery.agreement.empty());
  CHECK(delivery.product.at_centre == kStart + seconds(100));
  CHECK(delivery.product.ground_processed == kStart + seconds(130));
}

TEST_CASE("products are worked through one by one in the order of arrival") {
  ProcessingProcess process(centre());
  ProcessBench bench(process, kCentre);
  bench.put(kStart + seconds(0), kind_of(Message::segment), whole_product(1));
  bench.put(kStart + seconds(20), kind_of(Message::segment), whole_product(2));
  bench.put(kStart + seconds(200), kind_of(Message::segment), whole_product(3));
  bench.run(kStart + minutes(60));
  const auto reports = bench.sent_of(kind_of(Message::scene_report));
  REQUIRE(reports.size() == 3);
  CHECK(reports[0].sent_at == kStart + seconds(30));
  CHECK(reports[1].sent_at == kStart + seconds(60));
  CHECK(reports[2].sent_at == kStart + seconds(230));
  bench.finish();
  CHECK(bench.log.metric("busy_time") == 90.0);
  CHECK(bench.log.metric("mean_wait") == Approx(10.0 / 3.0));
}

TEST_CASE("a partner gets the product under the agreement, not before its release") {
  ProcessingProcess process(centre());
  ProcessBench bench(process, kCentre);
  bench.put(kStart + seconds(100), kind_of(Message::segment), whole_product(1));
  bench.run(kStart + minutes(180));
  const auto deliveries = bench.sent_of(kind_of(Message::delivery));
  REQUIRE(deliveries.size() == 3);
  CHECK(deliveries[2].receiver == kPartnersReader);
  CHECK(deliveries[2].departure == kStart + minutes(120));
  const auto delivery = unpack<protocol::Delivery>(deliveries[2].payload);
  CHECK(delivery.agreement == "exchange");
  CHECK(delivery.released == kStart + minutes(120));
}

TEST_CASE("an image that its owner ordered goes to the owner once") {
  ProcessingProcess process(centre());
  ProcessBench bench(process, kCentre);
  bench.put(kStart, kind_of(Message::segment), whole_product(1, "tr"));
  bench.run(kStart + minutes(60));
  CHECK(bench.sent_of(kind_of(Message::delivery)).size() == 1);
}

TEST_CASE("every product that the centre holds gets one row") {
  ProcessingSetup setup = centre();
  setup.end = kStart + seconds(125);
  ProcessingProcess process(std::move(setup));
  ProcessBench bench(process, kCentre);
  const Time t0 = kStart;
  bench.put(t0 + seconds(1), kind_of(Message::segment), whole_product(1));  // delivered at 36.5 s
  bench.put(t0 + seconds(90), kind_of(Message::segment), whole_product(2)); // off to readers
  auto part = whole_product(3);
  part.bits = 1000;
  bench.put(t0 + seconds(91), kind_of(Message::segment), part); // the rest is still on board
  part = whole_product(4);
  part.first_bit = 1000;
  part.bits -= 1000;
  bench.put(t0 + seconds(92), kind_of(Message::segment), part); // a gap, last bit here
  bench.run(t0 + seconds(110));
  bench.put(t0 + seconds(150), kind_of(Message::segment), whole_product(5)); // on its way
  bench.run(t0 + seconds(125));
  bench.finish();

  std::map<std::int64_t, std::string> statuses;
  for (const auto& row : bench.log.of("products")) {
    CHECK(statuses.emplace(row.integer("number"), row.text("status")).second);
    if (row.integer("number") == 1) {
      CHECK(seconds_since_start(Time(Duration(row.integer("delivered")))) == Approx(36.5));
    }
  }
  CHECK(statuses == std::map<std::int64_t, std::string>{
                        {1, "delivered"}, {2, "at_centre"}, {4, "in_transit"}, {5, "in_transit"}});
}

TEST_CASE("without a reader of its own a product counts as delivered with its first partner") {
  ProcessingSetup setup = centre();
  setup.readers.erase("tr");
  ProcessingProcess process(std::move(setup));
  ProcessBench bench(process, kCentre);
  bench.put(kStart, kind_of(Message::segment), whole_product(1, "tr"));
  bench.run(kStart + minutes(119));
  CHECK(bench.log.of("products").empty());
  bench.run(kStart + minutes(180));
  bench.finish();
  const auto rows = bench.log.of("products");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].text("status") == "delivered");
  CHECK(rows[0].integer("delivered") > std::chrono::nanoseconds(minutes(120)).count());
}

TEST_CASE("measured cloud cover errs by keyed draws within 0 and 1") {
  double sum = 0.0;
  std::vector<double> first;
  for (int repetition = 0; repetition < 2; ++repetition) {
    ProcessingSetup setup = centre();
    setup.config.cloud_error = 0.3;
    setup.seed = 5;
    ProcessingProcess process(std::move(setup));
    ProcessBench bench(process, kCentre);
    for (std::int64_t i = 0; i < 200; ++i) {
      bench.put(kStart + seconds(i), kind_of(Message::segment), whole_product(i));
    }
    bench.run(kStart + minutes(24 * 60));
    std::vector<double> measured;
    for (const auto& sent : bench.sent_of(kind_of(Message::scene_report))) {
      measured.push_back(unpack<protocol::SceneReport>(sent.payload).cloud_fraction);
      CHECK(measured.back() >= 0.0);
      CHECK(measured.back() <= 1.0);
      sum += measured.back();
    }
    CHECK((repetition == 0 || measured == first));
    first = measured;
  }
  CHECK(sum / 400.0 == Approx(0.3).margin(0.06)); // clipped at 0, so above the truth of 0.25
}

TEST_CASE("the centre promises its queue's next end, or the fixed time of a newcomer") {
  ProcessingProcess process(centre());
  ProcessBench bench(process, kCentre);
  bench.run(kStart + seconds(1));
  CHECK(bench.promises.at(kOwnReader) == kStart + seconds(10));
  bench.put(kStart + seconds(100), kind_of(Message::segment), whole_product(1));
  bench.run(kStart + seconds(101));
  CHECK(bench.promises.at(kPlanner) == kStart + seconds(110));
}

TEST_CASE("a processing centre goes on from what it has saved") {
  const auto make = [] {
    ProcessingSetup setup = centre();
    setup.agreements = std::make_unique<Exchange>(true);
    setup.readers.erase("az"); // products for "az" wait for the partner
    setup.readers.erase("tr");
    return std::make_unique<ProcessingProcess>(std::move(setup));
  };
  const auto prepare = [](ProcessBench& bench) {
    for (std::int64_t i = 0; i < 40; ++i) {
      auto segment = whole_product(i);
      segment.bits -= 1000;
      segment.first_bit = i % 7 == 3 ? 1 : 0; // some never become whole
      segment.bits -= segment.first_bit;
      bench.put(kStart + seconds(25 * i), kind_of(Message::segment), segment);
      segment.first_bit += segment.bits;
      segment.bits = 1000;
      bench.put(kStart + seconds(25 * i + 60), kind_of(Message::segment), segment);
    }
  };
  CHECK(test::require_restartable(make, prepare, kStart + minutes(119)) > 100);
  CHECK(test::require_restartable(make, prepare, kStart + minutes(150)) > 130);
}

namespace {

/// A mask and a detector, each 20 s on a scene, and a model that errs as it is told.
ProcessingSetup centre_with_computer(double detection, double false_alarm) {
  ProcessingSetup setup = centre();
  compute::ComputerConfig computer;
  computer.devices["cpu"].stages["cloud_mask"] = {1e6, 100.0, {}, {}};
  computer.devices["cpu"].cost_per_hour = 0.36;
  computer.devices["gpu"].stages["ships"] = {1e6, 200.0, {}, {}};
  compute::PipelineConfig pipeline;
  pipeline.stages["cloud_mask"].kind = compute::StageKind::cloud_mask;
  pipeline.stages["cloud_mask"].model = "mask";
  pipeline.stages["ships"].kind = compute::StageKind::detect;
  pipeline.stages["ships"].model = "ships";
  pipeline.stages["ships"].report_bit = 1000.0;
  compute::Models models;
  models["mask"].detection = detection;
  models["mask"].false_alarm = false_alarm;
  models["ships"].detection = 1.0;
  models["ships"].false_alarm = 0.0;
  models["ships"].finds = protocol::ContentKind::ship;
  setup.config.computer = computer;
  std::vector<compute::Pipeline> pipelines;
  for (const bool processes : {false, true}) {
    pipelines.push_back(compute::make_pipeline(pipeline, computer, models,
                                               {compute::StagePlace::ground, processes}));
  }
  setup.computer = std::make_unique<compute::Computer>(
      compute::ComputerSetup{"processing", "tr_processing", computer, pipelines, 1});
  setup.pipelines = {{0, {0, 1}}};
  setup.expects_reports = true;
  return setup;
}

protocol::Segment with_ships(protocol::Segment segment, std::int64_t ships) {
  segment.product.contents.push_back({protocol::ContentKind::ship, ships, ships});
  return segment;
}

} // namespace

TEST_CASE("a centre with a computer runs what was not run on board, and reports go ahead") {
  ProcessingProcess process(centre_with_computer(1.0, 0.0));
  ProcessBench bench(process, kCentre);
  bench.put(kStart + seconds(100), kind_of(Message::segment), with_ships(whole_product(1), 3));
  auto onboard = whole_product(2);
  onboard.product.processed_on_board = true;
  bench.put(kStart + seconds(500), kind_of(Message::segment), onboard);
  bench.run(kStart + minutes(60));
  const auto deliveries = bench.sent_of(kind_of(Message::delivery));
  REQUIRE(deliveries.size() == 6);
  const auto report = unpack<protocol::Delivery>(deliveries[0].payload).product;
  CHECK(report.kind == protocol::ProductKind::report);
  CHECK(report.scene == 1);
  CHECK(report.found == 3);
  CHECK(report.bits == 3000);
  CHECK(deliveries[0].departure == kStart + seconds(121));
  const auto image = unpack<protocol::Delivery>(deliveries[2].payload).product;
  CHECK(image.kind == protocol::ProductKind::image);
  CHECK(deliveries[2].departure == kStart + seconds(150)); // 20 s on the computer, then as ever
  CHECK(deliveries[4].departure == kStart + seconds(530)); // straight to the queue
  bench.finish();
  CHECK(bench.log.metric("cost_of_computing") == Approx(20.0 / 3600.0 * 0.36));
  CHECK(bench.log.of("compute").size() == 2);
}

TEST_CASE("what a centre throws away is told to the planner, and is a loss where it errs") {
  ProcessingProcess process(centre_with_computer(1.0, 1.0));
  ProcessBench bench(process, kCentre);
  bench.put(kStart + seconds(100), kind_of(Message::segment), whole_product(1));
  bench.run(kStart + minutes(60));
  bench.finish();
  CHECK(bench.sent_of(kind_of(Message::delivery)).empty());
  const auto reports = bench.sent_of(kind_of(Message::scene_report));
  REQUIRE(reports.size() == 1);
  CHECK(reports[0].departure == kStart + seconds(121));
  CHECK(bench.log.of("products").size() == 1);
  CHECK(bench.log.of("losses").size() == 1);
  CHECK(bench.log.metric("scenes_wrongly_discarded") == 1.0);
}

TEST_CASE("a centre with a computer goes on from what it has saved") {
  const auto make = [] {
    return std::make_unique<ProcessingProcess>(centre_with_computer(0.9, 0.2));
  };
  const auto prepare = [](ProcessBench& bench) {
    for (int n = 1; n <= 20; ++n) {
      auto segment = with_ships(whole_product(n), n % 3);
      segment.product.cloud_truth = n % 2 == 0 ? 0.9 : 0.1;
      bench.put(kStart + seconds(15 * n), kind_of(Message::segment), segment);
    }
  };
  CHECK(test::require_restartable(make, prepare, kStart + minutes(600)) > 30);
}
