#include "mission/reader_process.hpp"

#include <catch2/catch.hpp>

#include <memory>

#include "support/process_bench.hpp"

using namespace urker;
using namespace urker::mission;
using protocol::kind_of;
using protocol::Message;
using test::ProcessBench;

namespace {

using std::chrono::seconds;

ReaderSetup reader() {
  ReaderSetup setup;
  setup.name = "az_reader";
  setup.config.owner = "az";
  setup.requests = {{"corridor", {{5, {}}, {6, {}}}}, {"shelf", {{6, {}}}}};
  return setup;
}

protocol::Delivery delivery(std::int64_t number, const std::string& agreement) {
  protocol::Delivery result;
  result.product.satellite_name = "imece";
  result.product.number = number;
  result.product.bits = 1000;
  result.product.imaged = kStart + seconds(10);
  result.agreement = agreement;
  return result;
}

} // namespace

TEST_CASE("a reader asks every planner for each campaign once, at the start") {
  ReaderProcess process(reader());
  ProcessBench bench(process, 1);
  bench.run(kStart + seconds(1000));
  const auto requests = bench.sent_of(kind_of(Message::request));
  REQUIRE(requests.size() == 3);
  std::map<des::ProcessId, std::vector<std::string>> asked;
  for (const auto& request : requests) {
    CHECK(request.sent_at == kStart);
    const auto message = unpack<protocol::ImagingRequest>(request.payload);
    CHECK(message.requested == kStart);
    asked[request.receiver].push_back(message.campaign);
  }
  CHECK(asked[5] == std::vector<std::string>{"corridor"});
  CHECK(asked[6] == std::vector<std::string>{"corridor", "shelf"});
  CHECK(bench.promises.at(5) == kNever);
  CHECK(bench.promises.at(6) == kNever);
}

TEST_CASE("each delivery is a row, with its latency from the shutter") {
  ReaderProcess process(reader());
  ProcessBench bench(process, 1);
  bench.put(kStart + seconds(110), kind_of(Message::delivery), delivery(1, ""));
  bench.put(kStart + seconds(210), kind_of(Message::delivery), delivery(2, "exchange"));
  bench.run(kStart + seconds(1000));
  bench.finish();
  const auto rows = bench.log.of("deliveries");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].real("latency") == 100.0);
  CHECK(rows[0].text("receiver") == "az");
  CHECK(rows[1].text("agreement") == "exchange");
  CHECK(rows[1].integer("delivered") == 210'000'000'000);
  CHECK(bench.log.metric("deliveries") == 2.0);
  CHECK(bench.log.metric("deliveries_under_agreements") == 1.0);
  CHECK(bench.log.metric("mean_latency") == 150.0);
  CHECK(bench.log.metric("greatest_latency") == 200.0);
}

TEST_CASE("a reader goes on from what it has saved") {
  const auto make = [] { return std::make_unique<ReaderProcess>(reader()); };
  const auto prepare = [](ProcessBench& bench) {
    for (std::int64_t i = 0; i < 20; ++i) {
      bench.put(kStart + seconds(110 + 70 * (i % 7)), kind_of(Message::delivery),
                delivery(i, i % 3 == 0 ? "exchange" : ""));
    }
  };
  CHECK(test::require_restartable(make, prepare, kStart + seconds(1000)) == 21);
}
