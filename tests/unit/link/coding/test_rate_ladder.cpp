#include "link/coding/rate_ladder.hpp"
#include "link/radio_rates.hpp"

#include <catch2/catch.hpp>

using namespace urker::link;

namespace {

/// At 1 Mbaud: C/N0 is 60 dB more than Es/N0.
RadioConfig dvb(CodingStandard standard, double margin_db, double hysteresis_db) {
  RadioConfig radio;
  radio.required_margin_db = margin_db;
  radio.implementation_loss_db = 0.0;
  radio.modulation.emplace();
  radio.modulation->standard = standard;
  radio.modulation->symbol_rate_hz = 1e6;
  radio.modulation->hysteresis_db = hysteresis_db;
  return radio;
}

} // namespace

TEST_CASE("A ladder drops what carries no more than a step that needs less") {
  const RateLadder ladder(
      {{"b", 20, 5.0}, {"a", 10, 1.0}, {"worse", 9, 3.0}, {"c", 30, 9.0}, {"same need", 25, 5.0}},
      1.0, 0.5);
  REQUIRE(ladder.steps().size() == 3);
  CHECK(ladder.steps()[0].name == "a");
  CHECK(ladder.steps()[1].name == "same need");
  CHECK(ladder.steps()[2].name == "c");
}

TEST_CASE("A step is entered with margin and hysteresis and left without margin") {
  const RateLadder ladder({{"a", 1, 1.0}, {"b", 2, 5.0}, {"c", 3, 9.0}}, 1.0, 0.5);
  CHECK(ladder.leave_db_hz(1) == 6.0);
  CHECK(ladder.enter_db_hz(1) == 6.5);
  using Step = std::optional<std::size_t>;
  CHECK(ladder.first_step(1.9) == Step{});
  CHECK(ladder.first_step(6.0) == Step{1});
  CHECK(ladder.first_step(99.0) == Step{2});
  CHECK(ladder.step(6.4, 0) == Step{0}); // not yet
  CHECK(ladder.step(6.5, 0) == Step{1});
  CHECK(ladder.step(6.0, 1) == Step{1}); // held
  CHECK(ladder.step(5.9, 1) == Step{0});
  CHECK(ladder.step(1.9, 1) == Step{}); // lost
  CHECK(ladder.step(2.4, Step{}) == Step{});
  CHECK(ladder.step(2.5, Step{}) == Step{0});
  CHECK(ladder.step(20.0, 0) == Step{2}); // two at once
  CHECK(ladder.step(2.0, 2) == Step{0});
}

TEST_CASE("A ripple smaller than the hysteresis switches nothing") {
  const RateLadder ladder = rate_ladder(dvb(CodingStandard::dvb_s2x, 1.0, 0.4));
  int switches = 0;
  auto step = ladder.step(68.0, std::nullopt);
  for (int i = 0; i < 4000; ++i) {
    const double cn0 = 68.0 + i * 1e-3 + (i % 2 == 0 ? 0.19 : -0.19);
    const auto next = ladder.step(cn0, step);
    REQUIRE(next);
    REQUIRE(*next >= *step); // upwards only, in spite of the ripple
    switches += *next != *step;
    step = next;
  }
  CHECK(switches > 3);
  CHECK(switches < 15);
}

TEST_CASE("Adaptive DVB climbs from below -2 dB upwards") {
  const RateLadder s2 = rate_ladder(dvb(CodingStandard::dvb_s2, 0.0, 0.0));
  const RateLadder both = rate_ladder(dvb(CodingStandard::dvb_s2x, 0.0, 0.0));
  CHECK(s2.steps().size() < 28); // 8PSK 9/10 needs more than 16APSK 2/3, and so on
  CHECK(both.steps().front().name == "QPSK 2/9");
  CHECK(both.steps().front().least_cn0_db_hz == Approx(57.15));
  for (double cn0 = 60.0; cn0 < 80.0; cn0 += 0.1) {
    REQUIRE(both.steps()[*both.first_step(cn0)].rate_bit_s >=
            s2.steps()[*s2.first_step(cn0)].rate_bit_s);
  }
}
