#include "base/error.hpp"
#include "link/budget.hpp"
#include "link/budget/terms.hpp"
#include "spacecraft/downlink.hpp"

#include <cmath>
#include <map>

#include "drive_downlink.hpp"
#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::PlainSurroundings;
using urker::test::RecordingSink;

namespace {

/// A radio that closes its link everywhere at 1 Mbit/s.
link::RadioConfig radio() {
  link::RadioConfig c;
  c.frequency_hz = 8e9;
  c.transmit_power_dbw = 10.0;
  c.antenna_gain_dbi = 10.0;
  c.rates = {{1e6, 4.0}};
  c.electrical_power_w = 50.0;
  return c;
}

StationLink station(std::uint32_t index, const std::string& name) {
  StationLink result;
  result.station = index;
  result.name = name;
  result.process = 100 + index;
  link::GroundAntennaConfig antenna;
  antenna.g_over_t_db_k = 30.0;
  antenna.lock_time_s = 0.0;
  result.receiver = std::make_shared<const link::Receiver>(antenna, 8e9);
  result.sky = std::make_shared<const link::StationSky>(antenna);
  return result;
}

protocol::Product product(std::int64_t number, std::int64_t bits, std::int64_t priority = 0) {
  protocol::Product p;
  p.number = number;
  p.raw_bits = p.bits = bits;
  p.priority = priority;
  p.imaged = at(static_cast<double>(number));
  return p;
}

struct Bench {
  std::shared_ptr<PlainSurroundings> around = std::make_shared<PlainSurroundings>();
  Storage storage{1'000'000'000'000};
  RecordingSink rows;
  Downlink downlink;
  std::vector<Transfer> sent;
  bool may_begin = true;

  explicit Bench(link::RadioConfig config = radio())
      : Bench(std::move(config), {station(2, "golbasi"), station(1, "akkol")}) {}
  Bench(link::RadioConfig config, std::vector<StationLink> stations)
      : downlink("imece", {std::move(config), std::nullopt}, std::move(stations), around) {}
  void plan(double now_s, double valid_from_s, std::vector<protocol::Pass> passes) {
    downlink.receive({0, 1, at(valid_from_s), {}, std::move(passes)}, at(now_s));
  }
  void ready(const protocol::Product& p) {
    REQUIRE(storage.admit(p));
    storage.make_ready(p);
  }
  void handle(double now_s) {
    if (auto transfer = drive(downlink, at(now_s), may_begin, storage, rows)) {
      sent.push_back(*transfer);
    }
  }
  void run_until(double end_s) {
    while (downlink.next_event() <= at(end_s)) {
      const Time now = downlink.next_event();
      if (auto transfer = drive(downlink, now, may_begin, storage, rows)) {
        sent.push_back(*transfer);
      }
      REQUIRE(downlink.next_event() > now);
    }
  }
};

} // namespace

TEST_CASE("Products go down in a booked pass, in their order, with light time") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(200)}});
  b.ready(product(1, 5'000'000));
  b.ready(product(2, 7'000'000, 3));
  CHECK(b.downlink.next_event() == at(100));
  b.run_until(1000);
  REQUIRE(b.sent.size() == 2);
  const Transfer& first = b.sent[0];
  CHECK(first.station == 101);
  CHECK(first.segment.station == 1);
  CHECK(first.segment.product.number == 2);
  CHECK(first.segment.first_bit == 0);
  CHECK(first.segment.bits == 7'000'000);
  CHECK(first.begin == at(100));
  CHECK(first.end == at(107));
  const double light_s = 1e6 / link::kSpeedOfLight_m_s;
  CHECK(to_seconds(first.arrival - first.end) == Approx(light_s).margin(1e-9));
  CHECK(to_seconds(first.arrival - first.end) >= light_s);
  CHECK(first.segment.product.downlink_begin == at(100));
  CHECK(first.segment.product.downlink_end == first.arrival);
  CHECK(b.sent[1].begin == at(107));
  CHECK(b.sent[1].end == at(112));
  CHECK(b.storage.held_bits() == 0);
  REQUIRE(b.rows.table("links").size() == 1);
  const auto& row = b.rows.table("links")[0];
  CHECK(row.text("station") == "akkol");
  CHECK(row.integer("bits") == 12'000'000);
  CHECK(row.real("begin") == 100.0);
  CHECK(row.real("end") == 200.0);
  CHECK(row.real("transmitting") == Approx(12.0));
  CHECK(row.real("energy") == Approx(600.0));
}

TEST_CASE("A product is cut at the end of a pass and goes on in the next, elsewhere") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(110.5)}, {0, 2, at(300), at(400)}});
  b.ready(product(1, 25'000'000));
  b.run_until(350);
  REQUIRE(b.sent.size() == 2);
  CHECK(b.sent[0].segment.bits == 10'500'000);
  CHECK(b.sent[0].segment.product.downlink_begin == at(100));
  CHECK(b.sent[0].segment.product.downlink_end == kNotYet);
  CHECK(b.sent[1].station == 102);
  CHECK(b.sent[1].segment.first_bit == 10'500'000);
  CHECK(b.sent[1].segment.bits == 14'500'000);
  CHECK(b.sent[1].segment.product.downlink_begin == at(100));
  CHECK(b.sent[1].segment.product.downlink_end == b.sent[1].arrival);
}

TEST_CASE("A long transfer is cut, so that a more urgent product need not wait") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(300)}});
  b.ready(product(1, 80'000'000));
  b.run_until(110);
  b.ready(product(2, 1'000'000, 9));
  b.handle(115); // while the transmitter is busy nothing begins
  CHECK(b.sent.size() == 1);
  b.run_until(400);
  REQUIRE(b.sent.size() == 4);
  CHECK(b.sent[0].segment.bits == 30'000'000);
  CHECK(b.sent[1].segment.product.number == 2);
  CHECK(b.sent[2].segment.product.number == 1);
  CHECK(b.sent[2].segment.first_bit == 30'000'000);
  CHECK(b.sent[3].segment.bits == 20'000'000);
}

TEST_CASE("With packets a product goes down packet by packet, and no bit is lost") {
  auto config = radio();
  config.packet_bits = 524'288.9; // no part of a bit is sent
  Bench b(config);
  b.plan(0, 0, {{0, 1, at(100), at(103.25)}, {0, 2, at(300), at(400)}});
  b.ready(product(1, 5'000'000));
  b.run_until(101);
  b.ready(product(2, 1'000'000, 9)); // more urgent: waits for the running packet alone
  b.run_until(1000);
  std::map<std::int64_t, std::int64_t> bits;
  Time free = at(100);
  for (const Transfer& t : b.sent) {
    const auto& segment = t.segment;
    CHECK(segment.bits <= 524'288);
    CHECK(segment.first_bit == bits[segment.product.number]);
    bits[segment.product.number] += segment.bits;
    CHECK(t.begin >= free);
    free = t.end;
  }
  CHECK(bits == std::map<std::int64_t, std::int64_t>{{1, 5'000'000}, {2, 1'000'000}});
  CHECK(b.sent[2].segment.product.number == 2);
  CHECK(b.sent[3].segment.bits == 475'712); // the product's rest
  CHECK(b.downlink.sent_bits() == 6'000'000);
  CHECK(b.storage.held_bits() == 0);
}

TEST_CASE("What becomes ready during a pass leaves at once") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(200)}});
  b.run_until(150);
  CHECK(b.downlink.next_event() == at(200));
  b.ready(product(1, 1'000'000));
  b.handle(150.25);
  REQUIRE(b.sent.size() == 1);
  CHECK(b.sent[0].begin == at(150.25));
  CHECK(b.downlink.load_w() == 50.0);
  b.run_until(160);
  CHECK(b.downlink.load_w() == 0.0);
}

TEST_CASE("Rates switch within a pass, and every bit fits its rate") {
  auto config = radio();
  config.rates = {{1e6, 4.0}, {2e6, 4.0}};
  Bench b(config);
  // C/N0 passes the higher rate's need at 120 s and 180 s; below 105 s and above 195 s nothing.
  const auto receiver = station(1, "").receiver;
  const link::Transmitter transmitter(config);
  link::StationSky shell(receiver->antenna());
  const auto needed_db = [&](double range_m) {
    return link::link_budget(transmitter, *receiver, SiteView{range_m, 1.0},
                             shell.loss(kStart, 1.0))
               .cn0_db_hz -
           10.0 * std::log10(2e6) - 4.0 - config.implementation_loss_db - config.required_margin_db;
  };
  const double far_m = 1e6 * std::pow(10.0, needed_db(1e6) / 20.0);
  b.around->view = [far_m](const orbit::Geodetic&, Time t) {
    const double x = std::abs(seconds_since_start(t) - 150.0) / 30.0;
    // At x = 1 the higher rate just holds; at 1.5 the lower one, 3.01 dB further on.
    return SiteView{far_m * std::pow(2.0, x - 1.0), 1.0};
  };
  b.plan(0, 0, {{0, 1, at(100), at(200)}});
  b.ready(product(1, 1'000'000'000));
  b.run_until(1000);
  const auto& rows = b.rows.table("links");
  REQUIRE(rows.size() == 3);
  std::int64_t sum = 0;
  std::int64_t sent_nbit = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(rows[i].real("rate") == (i == 1 ? 2e6 : 1e6));
    CHECK(rows[i].real("begin") == Approx(i == 0 ? 105.0 : i == 1 ? 120.0 : 180.0).margin(1e-6));
    CHECK(rows[i].real("end") == Approx(i == 0 ? 120.0 : i == 1 ? 180.0 : 195.0).margin(1e-6));
    const std::int64_t ns = round_seconds(rows[i].real("end") - rows[i].real("begin")).count();
    sent_nbit += static_cast<std::int64_t>(rows[i].real("rate")) * ns;
    // Full use, to the bit: what was begun before a switch counts where it ends.
    CHECK(sum + rows[i].integer("bits") == sent_nbit / 1'000'000'000);
    CHECK(rows[i].real("least_margin") >= 3.0 - 1e-9);
    sum += rows[i].integer("bits");
  }
  std::int64_t in_segments = 0;
  for (const Transfer& t : b.sent) {
    CHECK(t.segment.first_bit == in_segments);
    in_segments += t.segment.bits;
    CHECK(t.end - t.begin <= std::chrono::seconds(30));
  }
  CHECK(sum == in_segments);
  CHECK(b.downlink.sent_bits() == sum);
}

TEST_CASE("A plan that comes during its own pass uses the rest of it") {
  Bench b;
  b.plan(130, 120, {{0, 1, at(100), at(200)}});
  b.ready(product(1, 1'000'000'000));
  b.handle(130);
  REQUIRE(b.sent.size() == 1);
  CHECK(b.sent[0].begin == at(130));
  b.run_until(1000);
  CHECK(b.downlink.sent_bits() == 70'000'000);
  CHECK(b.rows.table("links")[0].real("begin") == 130.0);
}

TEST_CASE("A new plan replaces passes to come; the running one goes on") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(200)}, {0, 2, at(300), at(400)}});
  b.ready(product(1, 1'000'000'000));
  b.run_until(150);
  b.plan(150, 90, {{0, 1, at(100), at(200)}, {0, 2, at(500), at(510)}});
  b.run_until(1000);
  CHECK(b.downlink.sent_bits() == 110'000'000);
  CHECK(b.rows.table("links").size() == 2);
}

TEST_CASE("Overlapping passes are served one after the other; one that is over is missed") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(200)}, {0, 2, at(110), at(150)}, {0, 2, at(160), at(250)}});
  b.ready(product(1, 1'000'000'000));
  b.run_until(1000);
  CHECK(b.downlink.sent_bits() == 150'000'000);
  b.downlink.finish(at(1000), b.rows);
  CHECK(b.rows.metric("passes_used") == 2.0);
  CHECK(b.rows.metric("passes_missed") == 1.0);
}

TEST_CASE("Without leave no transfer begins, but a running one ends") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(200)}});
  b.ready(product(1, 1'000'000'000));
  b.run_until(110);
  b.may_begin = false;
  b.run_until(150);
  CHECK(b.downlink.sent_bits() == 30'000'000);
  CHECK(b.downlink.load_w() == 0.0);
  b.may_begin = true;
  b.handle(160);
  CHECK(b.sent.back().begin == at(160));
}

TEST_CASE("A transfer that runs beyond the end of the run counts its bits, but no later energy") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(200)}});
  b.ready(product(1, 1'000'000'000));
  b.run_until(125);
  b.downlink.finish(at(125), b.rows);
  CHECK(b.downlink.sent_bits() == 30'000'000);
  CHECK(b.rows.table("links")[0].real("transmitting") == Approx(25.0));
  CHECK(b.rows.table("links")[0].real("end") == Approx(125.0));
  CHECK(b.rows.metric("time_transmitting") == Approx(25.0));
}

TEST_CASE("A pass over a station that is never seen is a mistake") {
  Bench b;
  b.plan(0, 0, {{0, 9, at(100), at(200)}});
  CHECK_THROWS_AS(b.run_until(200), Error);
}

TEST_CASE("Nothing is sent before the demodulator has locked") {
  StationLink slow = station(1, "akkol");
  auto antenna = slow.receiver->antenna();
  antenna.lock_time_s = 2.5;
  slow.receiver = std::make_shared<const link::Receiver>(antenna, 8e9);
  Bench b(radio(), {slow});
  b.plan(0, 0, {{0, 1, at(100), at(200)}});
  b.ready(product(1, 1'000'000'000));
  b.run_until(1000);
  CHECK(b.sent[0].begin == at(102.5));
  CHECK(b.downlink.sent_bits() == 97'500'000);
  CHECK(b.rows.table("links")[0].real("begin") == 102.5);
}

TEST_CASE("Variable coding keeps to the plan's modcods, adaptive coding to the link's") {
  auto config = radio();
  config.rates.clear();
  config.modulation.emplace();
  config.modulation->symbol_rate_hz = 50e6;
  StationLink over = station(1, "akkol");
  auto planned = over.receiver->antenna();
  planned.zenith_attenuation_db += 2.0;
  over.planned_sky = std::make_shared<const link::StationSky>(planned);
  const auto modcod_of = [&](link::CodingMode mode, double worse_db) {
    config.modulation->mode = mode;
    auto flown = over.receiver->antenna();
    flown.zenith_attenuation_db += worse_db;
    over.sky = std::make_shared<const link::StationSky>(flown);
    Bench b(config, {over});
    b.around->view = [](const orbit::Geodetic&, Time) { return SiteView{3.2e6, 1.5}; };
    b.plan(0, 0, {{0, 1, at(100), at(200)}});
    b.ready(product(1, 1'000'000));
    b.run_until(1000);
    const auto& rows = b.rows.table("links");
    return rows.empty() ? "" : rows[0].text("modcod");
  };
  using link::CodingMode;
  const auto chosen = modcod_of(CodingMode::variable, 2.0);
  CHECK(chosen == modcod_of(CodingMode::adaptive, 2.0)); // as planned
  CHECK(chosen != modcod_of(CodingMode::adaptive, 0.0)); // more would go
  CHECK(chosen == modcod_of(CodingMode::variable, 0.0));
  CHECK(chosen == modcod_of(CodingMode::variable, 4.0)); // of the margin of 3 dB
  CHECK(chosen != modcod_of(CodingMode::adaptive, 4.0));
  CHECK(modcod_of(CodingMode::variable, 6.0).empty());
}

TEST_CASE("What a failing radio would have sent is lost, once and no more than waited") {
  Bench b;
  b.plan(0, 0, {{0, 1, at(100), at(200)}});
  b.ready(product(1, 45'000'000));
  CHECK_FALSE(b.downlink.set_failing(true, at(50))); // no pass yet
  CHECK(b.downlink.take_lost_bits(at(60), b.storage) == 0);
  b.handle(100); // a transfer of 30 s, which goes on
  CHECK(b.downlink.set_failing(true, at(110)));
  b.may_begin = false;
  CHECK(b.downlink.take_lost_bits(at(130), b.storage) == 0);
  b.handle(130);
  CHECK_FALSE(b.downlink.set_failing(true, at(130))); // told of
  CHECK(b.downlink.take_lost_bits(at(140), b.storage) == 10'000'000);
  CHECK(b.downlink.take_lost_bits(at(180), b.storage) == 5'000'000); // all that is left
  CHECK_FALSE(b.downlink.set_failing(false, at(180)));
  CHECK(b.downlink.take_lost_bits(at(190), b.storage) == 0);
}
