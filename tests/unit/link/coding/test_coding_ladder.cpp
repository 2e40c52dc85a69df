#include "link/coding/coding_ladder.hpp"
#include "link/coding/dvb.hpp"

#include <catch2/catch.hpp>

using namespace urker::link;

TEST_CASE("A ladder drops what carries no more than a step that needs less") {
  const CodingLadder ladder({{"b", 2.0, 5.0},
                             {"a", 1.0, 1.0},
                             {"worse", 0.9, 3.0},
                             {"c", 3.0, 9.0},
                             {"same need", 2.5, 5.0}},
                            1.0, 0.5);
  REQUIRE(ladder.steps().size() == 3);
  CHECK(ladder.steps()[0].name == "a");
  CHECK(ladder.steps()[1].name == "same need");
  CHECK(ladder.steps()[2].name == "c");
}

TEST_CASE("A step is entered with margin and hysteresis and left without margin") {
  const CodingLadder ladder({{"a", 1.0, 1.0}, {"b", 2.0, 5.0}, {"c", 3.0, 9.0}}, 1.0, 0.5);
  CHECK(ladder.leave_db(1) == 6.0);
  CHECK(ladder.enter_db(1) == 6.5);
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
  const CodingLadder ladder(dvb_waveforms(DvbStandard::s2x, true), 1.0, 0.4);
  int switches = 0;
  auto step = ladder.step(8.0, std::nullopt);
  for (int i = 0; i < 4000; ++i) {
    const double esn0 = 8.0 + i * 1e-3 + (i % 2 == 0 ? 0.19 : -0.19);
    const auto next = ladder.step(esn0, step);
    REQUIRE(next);
    REQUIRE(*next >= *step); // upwards only, in spite of the ripple
    switches += *next != *step;
    step = next;
  }
  CHECK(switches > 3);
  CHECK(switches < 15);
}

TEST_CASE("Adaptive DVB climbs from below -2 dB to 5.9 bits a symbol") {
  const CodingLadder s2(dvb_waveforms(DvbStandard::s2, false), 0.0, 0.0);
  const CodingLadder both(dvb_waveforms(DvbStandard::s2x, false), 0.0, 0.0);
  CHECK(s2.steps().size() < 28); // 8PSK 9/10 needs more than 16APSK 2/3, and so on
  CHECK(both.steps().front().least_esn0_db == -2.85);
  CHECK(both.steps().back().bits_per_symbol == Approx(5.900855).epsilon(1e-6));
  for (double esn0 = 0.0; esn0 < 20.0; esn0 += 0.1) {
    REQUIRE(both.steps()[*both.first_step(esn0)].bits_per_symbol >=
            s2.steps()[*s2.first_step(esn0)].bits_per_symbol);
  }
}
