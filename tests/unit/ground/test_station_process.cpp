#include "base/error.hpp"
#include "ground/station_process.hpp"
#include "protocol/product_row.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <vector>

#include "support/outlooks.hpp"
#include "support/process_bench.hpp"

using namespace urker;
using namespace urker::ground;
using protocol::kind_of;
using protocol::Message;
using test::ProcessBench;

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr des::ProcessId kOwnPlanner = 1;
constexpr des::ProcessId kGuestPlanner = 2;
constexpr des::ProcessId kCentre = 3;
constexpr des::ProcessId kStation = 9;
constexpr des::ProcessId kFirstSatellite = 20;
constexpr std::uint32_t kIndex = 4;

access::StationContact contact(std::uint32_t satellite, std::int64_t aos_min) {
  access::StationContact result;
  result.satellite = satellite;
  result.station = kIndex;
  result.window = {kStart + minutes(aos_min), kStart + minutes(aos_min + 10), false, false};
  return result;
}

/// Each of two satellites passes at 10 min and at 100 min, for 10 min.
access::ContactPlan two_passes_each() {
  return {{contact(0, 10), contact(0, 100), contact(1, 10), contact(1, 100)}, {}};
}

/// Two satellites, one antenna.
StationSetup two_satellites() {
  StationSetup setup;
  setup.name = "hill";
  setup.index = kIndex;
  setup.end = kStart + minutes(200);
  setup.outlook_reach = minutes(200);
  setup.config.owner = "tr";
  setup.config.antennas = {.count = 1, .setup_time_s = 60.0, .reception = {}};
  setup.config.uplink_rate_bit_s = 1000.0;
  setup.fibre.equipment_delay_s = 0.01;
  for (std::uint32_t i = 0; i < 2; ++i) {
    StationSatellite satellite;
    satellite.process = kFirstSatellite + i;
    satellite.name = i == 0 ? "imece" : "kazstsat";
    satellite.uplink_rate_bit_s = 1000.0;
    satellite.centre = {kCentre, {}};
    satellite.range_m = [](Time) { return 600e3; };
    setup.satellites.emplace(i, satellite);
  }
  setup.planners = {{kOwnPlanner, {}}, {kGuestPlanner, {}}};
  setup.guest_priority = [](const std::string& organisation, Time) -> std::optional<std::int64_t> {
    return organisation == "kz" ? std::optional<std::int64_t>(1) : std::nullopt;
  };
  return setup;
}

protocol::Pass pass(std::uint32_t satellite, std::int64_t aos_min) {
  return {satellite, kIndex, kStart + minutes(aos_min), kStart + minutes(aos_min + 10)};
}

protocol::BookingRequest request(des::ProcessId planner, const std::string& organisation,
                                 std::vector<protocol::Pass> passes) {
  return {planner, organisation, std::move(passes)};
}

protocol::Segment segment(std::int64_t first_bit, std::int64_t bits, std::int64_t total) {
  protocol::Segment result;
  result.product.satellite = 0;
  result.product.number = 7;
  result.product.bits = total;
  result.first_bit = first_bit;
  result.bits = bits;
  return result;
}

} // namespace

TEST_CASE("a telescope serves one satellite while the antenna serves another") {
  StationSetup setup = two_satellites();
  setup.config.optical_terminal.emplace();
  StationProcess station(std::move(setup));
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  protocol::Pass light = pass(1, 10);
  light.medium = protocol::LinkMedium::optical;
  protocol::Pass too_many = pass(0, 100);
  too_many.medium = protocol::LinkMedium::optical;
  protocol::Pass as_well = pass(1, 100);
  as_well.medium = protocol::LinkMedium::optical;
  bench.put(kStart + seconds(60), kind_of(Message::booking_request),
            request(kOwnPlanner, "tr", {pass(0, 10), light, too_many, as_well}), kOwnPlanner);
  bench.run(kStart + minutes(3));
  const auto replies = bench.sent_of(kind_of(Message::booking_reply));
  REQUIRE(replies.size() == 1);
  const auto reply = unpack<protocol::BookingReply>(replies[0].payload);
  REQUIRE(reply.granted.size() == 3);
  REQUIRE(reply.refused.size() == 1); // one telescope, two satellites at once
  CHECK(reply.refused[0].aos == kStart + minutes(100));
  CHECK(reply.granted[0].medium == protocol::LinkMedium::radio);
  CHECK(reply.granted[1].medium == protocol::LinkMedium::optical);
}

TEST_CASE("requests of one batch are decided together, the owner first") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart + seconds(60), kind_of(Message::booking_request),
            request(kGuestPlanner, "kz", {pass(1, 10)}), kGuestPlanner);
  bench.put(kStart + seconds(80), kind_of(Message::booking_request),
            request(kOwnPlanner, "tr", {pass(0, 10), pass(0, 100)}), kOwnPlanner);
  bench.run(kStart + minutes(3));

  const auto replies = bench.sent_of(kind_of(Message::booking_reply));
  REQUIRE(replies.size() == 2);
  CHECK(replies[0].sent_at == kStart + seconds(90));
  CHECK(replies[0].receiver == kGuestPlanner);
  const auto guest = unpack<protocol::BookingReply>(replies[0].payload);
  const auto owner = unpack<protocol::BookingReply>(replies[1].payload);
  CHECK(guest.granted.empty());
  CHECK(guest.refused.size() == 1);
  CHECK(owner.granted.size() == 2);

  bench.finish();
  const auto rows = bench.log.of("passes");
  REQUIRE(rows.size() == 3);
  CHECK(bench.log.metric("passes_granted") == 2.0);
  CHECK(bench.log.metric("antenna_time_booked") == 1200.0);
  for (const auto& row : rows) {
    if (row.text("satellite") == "kazstsat") {
      CHECK(row.text("outcome") == "refused_occupied");
      CHECK(row.text("displaced_by") == "tr");
    }
  }
}

TEST_CASE("a request after the decision opens a new batch") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart + seconds(60), kind_of(Message::booking_request),
            request(kGuestPlanner, "kz", {pass(1, 10)}));
  bench.put(kStart + seconds(91), kind_of(Message::booking_request),
            request(kOwnPlanner, "tr", {pass(0, 10)}));
  bench.run(kStart + minutes(3));
  const auto replies = bench.sent_of(kind_of(Message::booking_reply));
  REQUIRE(replies.size() == 2);
  CHECK(unpack<protocol::BookingReply>(replies[0].payload).granted.size() == 1);
  CHECK(unpack<protocol::BookingReply>(replies[1].payload).refused.size() == 1);
}

TEST_CASE("strangers, unknown passes and late requests are refused") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart, kind_of(Message::booking_request), request(kGuestPlanner, "xx", {pass(0, 10)}));
  bench.put(kStart, kind_of(Message::booking_request),
            request(kOwnPlanner, "tr", {pass(0, 11), pass(5, 10)}));
  // Decided 30 s before AOS: just too late with a notice of 30 s.
  bench.put(kStart + minutes(9), kind_of(Message::booking_request),
            request(kOwnPlanner, "tr", {pass(1, 10)}));
  bench.run(kStart + minutes(12));
  bench.finish();
  std::map<std::string, int> outcomes;
  for (const auto& row : bench.log.of("passes")) {
    ++outcomes[row.text("outcome")];
  }
  CHECK(outcomes == std::map<std::string, int>{
                        {"refused_no_access", 1}, {"refused_no_pass", 2}, {"refused_late", 1}});
}

TEST_CASE("the waiting plan goes up after lock, at the uplink rate, with light time") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart, kind_of(Message::booking_request), request(kOwnPlanner, "tr", {pass(0, 10)}));
  protocol::SatellitePlan plan;
  plan.number = 5;
  bench.put(kStart + minutes(2), kind_of(Message::plan_for_uplink),
            protocol::PlanForUplink{pass(0, 10), plan});
  bench.run(kStart + minutes(30));

  const auto sent = bench.sent_of(kind_of(Message::plan));
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].receiver == kFirstSatellite);
  CHECK(sent[0].departure == kStart + minutes(10) + seconds(10));
  // The count of models, of which there are none, does not go up.
  const double bits = static_cast<double>(sent[0].payload.size()) * 8.0 - 64.0;
  CHECK(to_seconds(sent[0].arrival - sent[0].departure) ==
        Approx(bits / 1000.0 + 600e3 / 299792458.0).margin(2e-9));
  CHECK(unpack<protocol::SatellitePlan>(sent[0].payload).number == 5);
  bench.finish();
  CHECK(bench.log.metric("plans_sent") == 1.0);
  CHECK(std::get<std::int64_t>(bench.log.of("passes")[0].cells.at("plan_bits")) ==
        static_cast<std::int64_t>(bits));
}

TEST_CASE("a late plan and one that is too long stay on the ground") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart, kind_of(Message::booking_request),
            request(kOwnPlanner, "tr", {pass(0, 10), pass(1, 100)}));
  bench.put(kStart + minutes(11), kind_of(Message::plan_for_uplink),
            protocol::PlanForUplink{pass(0, 10), {}});
  protocol::SatellitePlan long_plan;
  long_plan.tasks.resize(1);
  long_plan.tasks[0].cells.resize(10000); // 640 kbit at 1 kbit/s in 10 min
  bench.put(kStart + minutes(12), kind_of(Message::plan_for_uplink),
            protocol::PlanForUplink{pass(1, 100), long_plan});
  bench.run(kStart + minutes(120));
  CHECK(bench.sent_of(kind_of(Message::plan)).empty());
  bench.finish();
  CHECK(bench.log.metric("plans_not_sent") == 2.0);
}

TEST_CASE("a plan for a pass that was not granted is an internal error") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart, kind_of(Message::plan_for_uplink), protocol::PlanForUplink{pass(0, 10), {}});
  CHECK_THROWS_AS(bench.run(kStart + minutes(1)), Error);
}

TEST_CASE("segments go on to the centre in order, the last bit is stamped") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart, kind_of(Message::booking_request), request(kOwnPlanner, "tr", {pass(0, 10)}));
  const Time first = kStart + minutes(12);
  bench.put(first, kind_of(Message::segment), segment(0, 2'000'000'000, 3'000'000'000),
            kFirstSatellite);
  bench.put(first + seconds(1), kind_of(Message::segment),
            segment(2'000'000'000, 1'000'000'000, 3'000'000'000), kFirstSatellite);
  bench.run(kStart + minutes(30));

  const auto sent = bench.sent_of(kind_of(Message::segment));
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].receiver == kCentre);
  CHECK(to_seconds(sent[0].arrival - first) == Approx(2.01));
  CHECK(sent[1].departure == first + seconds(2)); // behind the first, at 1 Gbit/s
  CHECK(unpack<protocol::Segment>(sent[0].payload).product.downlink_end == kNotYet);
  const auto last = unpack<protocol::Segment>(sent[1].payload);
  CHECK(last.product.downlink_end == first + seconds(1));
  CHECK(last.station == kIndex);
  bench.finish();
  CHECK(bench.log.metric("bits_received") == 3e9);
}

TEST_CASE("a last bit on its way down at the end makes the product's row, others do not") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart, kind_of(Message::booking_request), request(kOwnPlanner, "tr", {pass(0, 10)}));
  bench.run(kStart + minutes(12));
  bench.put(kStart + minutes(12), kind_of(Message::segment), segment(0, 10, 30), kFirstSatellite);
  bench.put(kStart + minutes(13), kind_of(Message::segment), segment(10, 20, 30), kFirstSatellite);
  bench.finish();
  const auto rows = bench.log.of("products");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].text("status") == "in_transit");
  CHECK(rows[0].integer("bits_sent") == 30);
}

TEST_CASE("promises follow the passes that can still be used") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart, kind_of(Message::booking_request), request(kOwnPlanner, "tr", {pass(0, 10)}));
  bench.run(kStart + minutes(1));
  CHECK(bench.promises.at(kFirstSatellite) == kStart + minutes(10) + seconds(10));
  CHECK(bench.promises.at(kCentre) == kStart + minutes(10));
  CHECK(bench.promises.at(kOwnPlanner) >= kStart + seconds(30));

  bench.run(kStart + minutes(10)); // booking for the first passes is over
  CHECK(bench.promises.at(kFirstSatellite + 1) == kStart + minutes(100) + seconds(10));
  bench.run(kStart + minutes(12)); // the uplink is over as well
  CHECK(bench.promises.at(kFirstSatellite) == kStart + minutes(100) + seconds(10));
  CHECK(bench.promises.at(kCentre) == kStart + minutes(10));
  bench.run(kStart + minutes(21));
  CHECK(bench.promises.at(kCentre) == kStart + minutes(100));
  bench.run(kStart + minutes(200));
  CHECK(bench.promises.at(kFirstSatellite) == kNever);
  CHECK(bench.promises.at(kCentre) == kNever);
}

TEST_CASE("what is certain to go up is posted at once, and nothing else before the next planning") {
  StationProcess station(two_satellites());
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.put(kStart, kind_of(Message::booking_request),
            request(kOwnPlanner, "tr", {pass(0, 10), pass(0, 100)}));
  const Time told = kStart + minutes(2), next = kStart + minutes(50);
  bench.put(told, kind_of(Message::plan_for_uplink), protocol::PlanForUplink{pass(0, 10), {}});
  bench.put(told, kind_of(Message::plan_for_uplink), protocol::PlanForUplink{pass(0, 100), {}});
  bench.run(told + seconds(1));
  CHECK(bench.sent_of(kind_of(Message::plan)).empty()); // another may come in its place
  bench.put(told + seconds(1), kind_of(Message::planning_over), protocol::PlanningOver{{0}, next});
  bench.run(told + seconds(2));
  const auto plans = bench.sent_of(kind_of(Message::plan));
  REQUIRE(plans.size() == 1); // that for the later pass may still be replaced
  CHECK(plans[0].receiver == kFirstSatellite);
  CHECK(plans[0].departure == kStart + minutes(10) + seconds(10));
  CHECK(bench.promises.at(kFirstSatellite) == kStart + minutes(100) + seconds(10));
  CHECK(bench.promises.at(kFirstSatellite + 1) == kStart + minutes(10) + seconds(10));
  bench.run(kStart + minutes(200));
  CHECK(bench.sent_of(kind_of(Message::plan)).size() == 2);
  bench.finish();
  CHECK(bench.log.metric("plans_sent") == 2.0);
}

TEST_CASE("a station goes on from what it has saved") {
  const auto make = [] { return std::make_unique<StationProcess>(two_satellites()); };
  const auto prepare = [](ProcessBench& bench) {
    test::put_outlooks(bench, two_passes_each(), minutes(40), minutes(100), kStart + minutes(120));
    bench.put(kStart + seconds(60), kind_of(Message::booking_request),
              request(kGuestPlanner, "kz", {pass(1, 10), pass(1, 100)}), kGuestPlanner);
    bench.put(kStart + seconds(80), kind_of(Message::booking_request),
              request(kOwnPlanner, "tr", {pass(0, 10), pass(0, 77)}), kOwnPlanner);
    bench.put(kStart + minutes(2), kind_of(Message::plan_for_uplink),
              protocol::PlanForUplink{pass(0, 10), {}}, kOwnPlanner);
    bench.put(kStart + minutes(2), kind_of(Message::plan_for_uplink),
              protocol::PlanForUplink{pass(1, 100), {0, 3, kStart, {}, {}, {}}}, kGuestPlanner);
    bench.put(kStart + minutes(3), kind_of(Message::planning_over),
              protocol::PlanningOver{{0}, kStart + minutes(95)}, kOwnPlanner);
    bench.put(kStart + minutes(12), kind_of(Message::segment),
              segment(0, 2'000'000'000, 3'000'000'000), kFirstSatellite);
    bench.put(kStart + minutes(12) + seconds(1), kind_of(Message::segment),
              segment(2'000'000'000, 1'000'000'000, 3'000'000'000), kFirstSatellite);
    bench.put(kStart + minutes(90), kind_of(Message::booking_request),
              request(kOwnPlanner, "tr", {pass(0, 100)}), kOwnPlanner);
    bench.put(kStart + minutes(101), kind_of(Message::plan_for_uplink),
              protocol::PlanForUplink{pass(1, 100), {}}, kGuestPlanner);
  };
  CHECK(test::require_restartable(make, prepare, kStart + minutes(120)) >= 17);
}

TEST_CASE("a station does the same whether it is told of all passes at once or as it needs them") {
  constexpr Duration kDay = std::chrono::hours(24);
  constexpr Duration kFarthestRequest = std::chrono::hours(3);
  access::ContactPlan plan;
  for (std::uint32_t satellite = 0; satellite < 2; ++satellite) {
    for (std::int64_t aos_min = 7 + 5 * satellite; aos_min < 24 * 60;
         aos_min += 43 + 8 * satellite) {
      plan.contacts.push_back(contact(satellite, aos_min));
    }
  }
  const auto play = [&](Duration horizon) {
    StationSetup setup = two_satellites();
    setup.end = kStart + kDay;
    setup.outlook_reach = horizon + kFarthestRequest;
    StationProcess station(std::move(setup));
    ProcessBench bench(station, kStation);
    test::put_outlooks(bench, plan, horizon, kFarthestRequest, kStart + kDay);
    for (const auto& c : plan.contacts) {
      const protocol::Pass wanted{c.satellite, kIndex, c.window.begin, c.window.end};
      const bool guest = c.satellite == 1;
      const Time asked = std::max(kStart, c.window.begin - kFarthestRequest);
      bench.put(asked, kind_of(Message::booking_request),
                request(guest ? kGuestPlanner : kOwnPlanner, guest ? "kz" : "tr", {wanted}));
      bench.put(c.window.end - minutes(3), kind_of(Message::booking_request),
                request(kOwnPlanner, "tr", {wanted})); // too late
      bench.put(c.window.end + minutes(3), kind_of(Message::booking_request),
                request(kOwnPlanner, "tr", {wanted})); // too late for any pass
    }
    bench.run(kStart + kDay);
    bench.finish();
    CHECK(bench.log.of("passes").size() == plan.contacts.size());
    CHECK(bench.log.metric("passes_granted") > 20.0);
    CHECK(bench.promises.at(kCentre) == kNever);
    return bench.told();
  };
  const auto at_once = play(kDay);
  CHECK((play(std::chrono::hours(6)) == at_once));
  CHECK((play(minutes(31)) == at_once));
}

TEST_CASE("a station that does not know how far its outlooks reach promises what it was told") {
  StationSetup setup = two_satellites();
  setup.outlook_reach = Duration::zero();
  StationProcess station(std::move(setup));
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, two_passes_each());
  bench.run(kStart + minutes(150));
  CHECK(bench.promises.at(kFirstSatellite) == kStart + minutes(100) + seconds(10));
  CHECK(bench.promises.at(kCentre) == kStart + minutes(100));
}

TEST_CASE("a late antenna is told to the planner, delays the plan and is reported") {
  auto setup = two_satellites();
  setup.config.antennas.setup_time_s = 0.0;
  setup.config.lock_time_s = 10.0;
  auto& mount = setup.config.antennas.reception.mount.emplace();
  mount.azimuth_rate_rad_s = mount.elevation_rate_rad_s = 3.0 * unit::deg.scale;
  for (auto& [index, satellite] : setup.satellites) {
    satellite.look = [azimuth = index * 180.0 * unit::deg.scale](Time) {
      return link::Direction{azimuth, 0.1};
    };
  }
  StationProcess station(std::move(setup));
  ProcessBench bench(station, kStation);
  test::put_outlook(bench, {{contact(0, 10), contact(1, 20)}, {}});
  bench.put(kStart + seconds(60), kind_of(Message::booking_request),
            request(kOwnPlanner, "tr", {pass(0, 10), pass(1, 20)}), kOwnPlanner);
  bench.run(kStart + minutes(5));
  const auto replies = bench.sent_of(kind_of(Message::booking_reply));
  REQUIRE(replies.size() == 1);
  const auto reply = unpack<protocol::BookingReply>(replies[0].payload);
  REQUIRE(reply.granted.size() == 2);
  CHECK(reply.granted[0].aos == kStart + minutes(10));
  const protocol::Pass late = reply.granted[1];
  CHECK(to_seconds(late.aos - (kStart + minutes(20))) == Approx(60.0).margin(2e-6));
  CHECK(late.los == kStart + minutes(30));
  protocol::PlanForUplink plan;
  plan.pass = late;
  plan.plan.satellite = 1;
  bench.put(kStart + minutes(6), kind_of(Message::plan_for_uplink), plan);
  bench.run(kStart + minutes(200));
  const auto plans = bench.sent_of(kind_of(Message::plan));
  REQUIRE(plans.size() == 1);
  CHECK(plans[0].departure == late.aos + seconds(10));
  bench.finish();
  const auto gaps = bench.log.of("link_gaps");
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0].text("cause") == "slewing");
  CHECK(gaps[0].text("satellite") == "kazstsat");
}
