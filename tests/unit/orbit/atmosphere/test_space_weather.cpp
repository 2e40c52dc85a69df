#include "base/error.hpp"
#include "orbit/atmosphere/space_weather.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace urker;
using namespace urker::orbit;

namespace {

// Rows of SpaceWeather-All-v1.2 of 2025-03-21.
const std::string kRows = R"(DATATYPE CssiSpaceWeather
VERSION 1.2
NUM_OBSERVED_POINTS 2
BEGIN OBSERVED
2025 03 19 2613  9 23 40 40 27 30 33 47 30 270   9  27  27  12  15  18  39  15  20 1.0 5 169 177.9 0 168.9 177.8 179.5 170.5 182.4
2025 03 20 2613 10 20 17 20  7 13  3 10 20 110   7   6   7   3   5   2   4   7   5 0.2 1 167 168.8 0 168.9 177.3 170.2 170.5 181.8
END OBSERVED

NUM_DAILY_PREDICTED_POINTS 1
BEGIN DAILY_PREDICTED
2025 03 21 2613 11 13 13 13 13 13 13 13 13 104   5   5   5   5   5   5   5   5   5 0.2 1 150 170.0 0 167.7 177.0 171.3 168.9 181.5
END DAILY_PREDICTED

NUM_MONTHLY_FIT_POINTS 1
BEGIN MONTHLY_FIT
2025 06 01 2616  2 29 29 29 29 29 29 29 29 232  14  14  14  14  14  14  14  14  14 0.8 4 146 170.4 0 164.6 164.7 165.7 160.9 163.5
END MONTHLY_FIT
)";

} // namespace

TEST_CASE("space weather takes the flux of the day before") {
  const SpaceWeather table = SpaceWeather::from_cssi(kRows, "sw.txt");
  constexpr double kMarch20 = 60754.0;
  const SolarIndices x = table.at(kMarch20 + 0.999);
  CHECK(x.f107 == 179.5);
  CHECK(x.f107a == 170.5);
  CHECK(x.ap == 5.0);
  CHECK(table.at(kMarch20 + 1.0).f107 == 170.2);
  CHECK(table.at(kMarch20 + 1.0).f107a == 168.9);
}

TEST_CASE("space weather has Ap by 3 h and its past") {
  const SpaceWeather table = SpaceWeather::from_cssi(kRows, "sw.txt");
  constexpr double kMarch20 = 60754.0;
  const ApHistory x = table.ap_history(kMarch20 + 0.3); // in the third 3 h
  CHECK(x.now == 7.0);
  CHECK(x.before_3h == 6.0);
  CHECK(x.before_6h == 7.0);
  CHECK(x.before_9h == 15.0);
  CHECK(x.mean_12_to_33h == (39.0 + 18.0 + 15.0 + 12.0 + 27.0 + 27.0 + 9.0 + 15.0) / 8.0);
  // Before its first row the table repeats that.
  CHECK(x.mean_36_to_57h == (39.0 + 18.0 + 15.0 + 12.0 + 27.0 + 27.0 + 9.0 + 15.0) / 8.0);
}

TEST_CASE("space weather holds its ends outside the table") {
  const SpaceWeather table = SpaceWeather::from_cssi(kRows, "sw.txt");
  CHECK_FALSE(table.covers(60752.9));
  CHECK(table.covers(60753.0));
  CHECK(table.covers(60755.9));
  CHECK_FALSE(table.covers(60756.0));
  CHECK(table.at(50000.0).ap == 20.0);
  CHECK(table.at(60756.0).f107 == 171.3);
  CHECK(table.at(90000.0).f107 == 171.3);
}

TEST_CASE("damaged space weather is refused with its place") {
  const auto broken = [](const std::string& from, const std::string& to) {
    std::string text = kRows;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  CHECK_THROWS_WITH(SpaceWeather::from_cssi(broken("179.5", "179,5"), "sw.txt"),
                    Catch::StartsWith("sw.txt:5:113: "));
  CHECK_THROWS_WITH(SpaceWeather::from_cssi(broken("2025 03 20", "2025 03 18"), "sw.txt"),
                    Catch::StartsWith("sw.txt:6:1: "));
  CHECK_THROWS_WITH(SpaceWeather::from_cssi(broken("2025 03 20", "2025 02 30"), "sw.txt"),
                    Catch::StartsWith("sw.txt:6:1: no such date"));
  CHECK_THROWS_AS(SpaceWeather::from_cssi("", "sw.txt"), Error);
}

TEST_CASE("the shipped space weather has the published figures") {
  const SpaceWeather& table = SpaceWeather::shipped();
  const SolarIndices x = table.at(60754.5);
  CHECK(x.f107 == 179.5);
  CHECK(x.f107a == 170.5);
  CHECK(x.ap == 5.0);
  CHECK(table.ap_history(60754.5).before_6h == 7.0);
  CHECK(table.covers(51179.0));
  CHECK(table.covers(61041.0));            // 2026
  CHECK(table.at(60837.5).f107a == 160.9); // June 2025 is predicted as a month
}
