#include "base/random.hpp"
#include "mission/imaging_planner.hpp"
#include "spacecraft/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

using namespace urker;
using namespace urker::mission;

namespace {

constexpr double kCell_m = 7000.0; // one second on the ground

Time at(double seconds) {
  return kStart + round_seconds(seconds);
}

spacecraft::ImagerConfig imager() {
  spacecraft::ImagerConfig config;
  config.swath_m = 21e3;
  config.reference_altitude_m = 700e3; // half a field of view of 0.015 rad
  config.channels["pan"] = {.gsd_m = 3.0, .bands = 1, .bit_depth = 10};
  config.greatest_off_nadir_rad = 0.5;
  return config;
}

/// One column of cells (numbered from `first_cell`) 1 s apart.
Chance column(double begin_s, int rows, double roll_rad, std::uint32_t first_cell = 0) {
  Chance chance;
  chance.window = {at(begin_s - 10.0), at(begin_s + rows + 10.0), false, false};
  chance.ground_speed_m_s = 7000.0;
  for (int row = 0; row < rows; ++row) {
    chance.looks.push_back(
        {first_cell + static_cast<std::uint32_t>(row), at(begin_s + row), roll_rad, 700e3});
  }
  return chance;
}

Need need(std::size_t cells, double weight = 1.0) {
  return {weight, std::vector<char>(cells, 1)};
}

/// Bit/s of the imager above from 700 km at 7 km/s: 7000 columns, 2333 lines a second, 10 bit.
constexpr double kRate_bit_s = 7000.0 * 7000.0 / 3.0 * 10.0;

struct World {
  spacecraft::ImagerConfig camera = imager();
  SatelliteOutlook satellite(std::vector<NeedChance> chances) const {
    SatelliteOutlook outlook;
    outlook.imager = &camera;
    outlook.agility = {.slew_rate_rad_s = 0.01, .settle_time_s = 5.0};
    outlook.until = at(10000.0);
    outlook.storage = StorageOutlook(1e15, 0.0);
    outlook.chances = std::move(chances);
    return outlook;
  }
};

} // namespace

TEST_CASE("a free column is one strip, half a cell longer at both ends") {
  const World world;
  const Chance chance = column(100.0, 20, 0.1);
  const auto plan = plan_imaging({world.satellite({{0, &chance}})}, {need(20)}, kCell_m);
  REQUIRE(plan.size() == 1);
  CHECK(plan[0].strip.begin == at(99.5));
  CHECK(plan[0].strip.end == at(119.5));
  CHECK(plan[0].strip.roll_rad == 0.1);
  CHECK(plan[0].strip.cells.size() == 20);
  CHECK(plan[0].bits == Approx(20.0 * kRate_bit_s));
}

TEST_CASE("the greater weight wins, the other gets what is left") {
  const World world;
  // Both at the same time but 0.2 rad apart: 20 s of turn and 5 s of rest lie between.
  const Chance low = column(100.0, 60, -0.1);
  const Chance high = column(100.0, 20, 0.1);
  const auto plan = plan_imaging({world.satellite({{0, &low}, {1, &high}})},
                                 {need(60, 1.0), need(20, 5.0)}, kCell_m);
  REQUIRE(plan.size() == 2);
  CHECK(plan[0].need == 1);
  CHECK(plan[0].strip.cells.size() == 20);
  CHECK(plan[1].need == 0);
  CHECK(plan[1].strip.begin >= at(119.5 + 25.0));
  // From 146 s to 159 s: at 145 s the strip would begin within the microsecond kept for rounding.
  CHECK(plan[1].strip.cells.size() == 14);
}

TEST_CASE("of equal chances the sooner is taken") {
  const World world;
  const Chance soon = column(100.0, 20, 0.1);
  const Chance later = column(6000.0, 20, 0.1);
  const auto plan = plan_imaging({world.satellite({{0, &later}, {0, &soon}})}, {need(20)}, kCell_m);
  REQUIRE(plan.size() == 1);
  CHECK(plan[0].strip.begin == at(99.5));
}

TEST_CASE("satellites share the work and no cell is planned twice") {
  const World world;
  const Chance first = column(100.0, 20, 0.1);
  const Chance second = column(200.0, 30, 0.1); // ten cells more
  const auto plan = plan_imaging({world.satellite({{0, &first}}), world.satellite({{0, &second}})},
                                 {need(30)}, kCell_m);
  std::vector<int> planned(30, 0);
  for (const auto& strip : plan) {
    for (const auto cell : strip.strip.cells) {
      ++planned[cell];
    }
  }
  CHECK(std::all_of(planned.begin(), planned.end(), [](int n) { return n == 1; }));
}

TEST_CASE("a strip is cut to the memory's room and to what the passes carry") {
  const World world;
  const Chance chance = column(100.0, 20, 0.0);
  auto satellite = world.satellite({{0, &chance}});
  satellite.storage = StorageOutlook(8.1 * kRate_bit_s, 0.0);
  auto plan = plan_imaging({satellite}, {need(20)}, kCell_m);
  REQUIRE(plan.size() == 1);
  CHECK(plan[0].strip.cells.size() == 8);

  satellite.storage = StorageOutlook(1e15, 0.0);
  satellite.storage.add_pass(at(500.0), 5.1 * kRate_bit_s);
  plan = plan_imaging({satellite}, {need(20)}, kCell_m);
  REQUIRE(plan.size() == 1);
  CHECK(plan[0].strip.cells.size() == 5);

  satellite.kept = 0.5; // processing on board halves the volume
  plan = plan_imaging({satellite}, {need(20)}, kCell_m);
  REQUIRE(plan.size() == 1);
  CHECK(plan[0].strip.cells.size() == 10);
}

TEST_CASE("strips that stay from earlier plans are respected") {
  const World world;
  const Chance chance = column(100.0, 40, 0.0);
  auto satellite = world.satellite({{0, &chance}});
  satellite.fixed = {{at(90.0), at(100.0), 0.1}}; // 10 s of turn and 5 s of rest
  const auto plan = plan_imaging({satellite}, {need(40)}, kCell_m);
  REQUIRE(plan.size() == 1);
  CHECK(plan[0].strip.begin >= at(115.0));
  CHECK(plan[0].strip.cells.size() == 24);
}

TEST_CASE("nothing is planned where nothing is wanted, or no time is left") {
  const World world;
  const Chance chance = column(100.0, 20, 0.0);
  auto nothing = need(20);
  std::fill(nothing.is_open.begin(), nothing.is_open.end(), 0);
  CHECK(plan_imaging({world.satellite({{0, &chance}})}, {nothing}, kCell_m).empty());
  auto late = world.satellite({{0, &chance}});
  late.from = at(200.0);
  CHECK(plan_imaging({late}, {need(20)}, kCell_m).empty());
  CHECK(plan_imaging({}, {}, kCell_m).empty());
}

TEST_CASE("whatever the chances, the plan keeps turns, memory and single tasking") {
  const World world;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto draw = [seed](std::uint64_t i) {
      return random_uniform({.seed = seed, .entity = 7, .purpose = 8}, i);
    };
    std::vector<Chance> chances;
    for (std::uint64_t c = 0; c < 12; ++c) {
      Chance chance;
      const double begin_s = 50.0 + 250.0 * static_cast<double>(c % 6);
      chance.window = {at(begin_s), at(begin_s + 100.0), false, false};
      chance.ground_speed_m_s = 7000.0;
      for (std::uint32_t i = 0; i < 80; ++i) {
        chance.looks.push_back({i, at(begin_s + 2.0 + 96.0 * draw(1000 * c + 2 * i)),
                                0.2 * (draw(1000 * c + 2 * i + 1) - 0.5), 700e3});
      }
      std::sort(chance.looks.begin(), chance.looks.end(),
                [](const Look& a, const Look& b) { return a.time < b.time; });
      chances.push_back(std::move(chance));
    }
    std::vector<SatelliteOutlook> satellites;
    for (std::size_t s = 0; s < 2; ++s) {
      auto satellite = world.satellite({});
      for (std::size_t c = 6 * s; c < 6 * s + 6; ++c) {
        satellite.chances.push_back({c % 2, &chances[c]});
      }
      satellite.storage = StorageOutlook(40.0 * kRate_bit_s, 0.0);
      satellite.storage.add_pass(at(800.0), 30.0 * kRate_bit_s);
      satellites.push_back(std::move(satellite));
    }
    const auto plan = plan_imaging(satellites, {need(80), need(80, 2.0)}, kCell_m);
    CHECK(plan.size() >= 4);
    std::map<std::pair<std::size_t, std::uint32_t>, int> covered;
    for (std::size_t i = 0; i < plan.size(); ++i) {
      for (const auto cell : plan[i].strip.cells) {
        CHECK(++covered[{plan[i].need, cell}] == 1);
      }
      for (std::size_t j = 0; j < i; ++j) {
        if (plan[j].satellite == plan[i].satellite) {
          const Duration turn = spacecraft::manoeuvre_time(
              satellites[0].agility, plan[j].strip.roll_rad, plan[i].strip.roll_rad);
          CHECK(plan[j].strip.end + turn <= plan[i].strip.begin);
        }
      }
    }
    for (std::size_t s = 0; s < 2; ++s) {
      StorageOutlook storage = satellites[s].storage;
      double before_pass = 0.0;
      for (const auto& strip : plan) {
        if (strip.satellite == s) {
          storage.add_strip(strip.strip.begin, strip.bits);
          before_pass += strip.strip.begin < at(800.0) ? strip.bits : 0.0;
        }
      }
      CHECK(before_pass <= 30.0 * kRate_bit_s * (1 + 1e-9));
      CHECK(storage.stored_at(at(10000.0)) <= 40.0 * kRate_bit_s * (1 + 1e-9));
    }
  }
}

TEST_CASE("no strip is planned in a busy time, nor into it") {
  const World world;
  const Chance chance = column(100.0, 60, 0.1);
  auto satellite = world.satellite({{0, &chance}});
  satellite.busy = {{at(120.0), at(140.0)}, {at(5000.0), at(6000.0)}};
  const auto plan = plan_imaging({satellite}, {need(60)}, kCell_m);
  REQUIRE(plan.size() == 2); // before it and after it, at one roll
  CHECK(plan[0].strip.end <= at(120.0));
  CHECK(plan[0].strip.cells.size() == 20);
  CHECK(plan[1].strip.begin >= at(140.0));
  CHECK(plan[1].strip.cells.size() == 19);
}

TEST_CASE("strips keep to the duty limit together, with those that are planned already") {
  World world;
  world.camera.duty = spacecraft::DutyConfig{30.0, 1000.0};
  const Chance first = column(100.0, 60, 0.1);
  const Chance second = column(800.0, 60, 0.1, 60);
  const Chance third = column(1500.0, 60, 0.1, 120);
  auto satellite = world.satellite({{0, &first}, {0, &second}, {0, &third}});
  satellite.fixed = {{at(400.0), at(412.0), 0.1}};
  const auto plan = plan_imaging({satellite}, {need(180)}, kCell_m);
  REQUIRE_FALSE(plan.empty());
  std::vector<std::pair<Time, Time>> on{{at(400.0), at(412.0)}};
  for (const auto& strip : plan) {
    on.emplace_back(strip.strip.begin, strip.strip.end);
  }
  double most_s = 0.0;
  for (double end_s = 0.0; end_s < 4000.0; end_s += 0.5) {
    double used_s = 0.0;
    for (const auto& [begin, end] : on) {
      used_s +=
          std::max(0.0, to_seconds(std::min(end, at(end_s)) - std::max(begin, at(end_s - 1000.0))));
    }
    most_s = std::max(most_s, used_s);
  }
  CHECK(most_s <= 30.0 + 1e-6);
  CHECK(most_s > 28.0); // what it allows is used
}

TEST_CASE("a chance whose apertures would be blinded is left") {
  const World world;
  const Chance first = column(100.0, 20, 0.1);
  const Chance second = column(5000.0, 20, 0.1);
  auto satellite = world.satellite({{0, &first}, {0, &second}});
  satellite.excluded = [](Time begin, Time, double) { return begin < at(1000.0); };
  const auto plan = plan_imaging({satellite}, {need(20)}, kCell_m);
  REQUIRE(plan.size() == 1);
  CHECK(plan[0].strip.begin > at(1000.0));
}
