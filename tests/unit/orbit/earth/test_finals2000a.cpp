#include "base/error.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/finals2000a.hpp"

#include <catch2/catch.hpp>
#include <erfam.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace urker;
using namespace urker::orbit;

namespace {

std::string contents(const std::string& name) {
  std::ifstream file(std::string(URKER_TEST_DATA) + "/orbit/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Against the shipped table, which was made from the same file by another program.
void check_as_shipped(const EarthOrientationTable& table) {
  const EarthOrientationTable& shipped = EarthOrientationTable::shipped();
  for (double day = table.first_day(); day <= table.last_day(); day += 1.0) {
    INFO(day);
    const EarthOrientation a = table.at(day);
    const EarthOrientation b = shipped.at(day);
    CHECK(a.pole_x_rad == Approx(b.pole_x_rad).epsilon(1e-12));
    CHECK(a.pole_y_rad == Approx(b.pole_y_rad).epsilon(1e-12));
    CHECK(a.ut1_minus_tai_s == Approx(b.ut1_minus_tai_s).margin(5.1e-8).epsilon(0.0));
    CHECK(a.offset_x_rad == Approx(b.offset_x_rad).epsilon(1e-12));
    CHECK(a.offset_y_rad == Approx(b.offset_y_rad).epsilon(1e-12));
  }
}

std::string message(const std::string& text) {
  try {
    static_cast<void>(read_finals2000a(text, "eop"));
  } catch (const Error& error) {
    CHECK(error.cause() == Cause::invalid_input);
    return error.what();
  }
  return "";
}

} // namespace

TEST_CASE("finals2000A is read with Bulletin B before A, through a leap second") {
  const EarthOrientationTable leap = read_finals2000a(contents("finals2000a_leap.txt"), "leap");
  CHECK(leap.first_day() == 57751.0);
  CHECK(leap.last_day() == 57757.0);
  // Bulletin B for 2017-01-01; A has 0.080504" and 0.5912821 s.
  CHECK(leap.at(57754.0).pole_x_rad / ERFA_DAS2R == Approx(0.080450).epsilon(1e-12));
  CHECK(leap.at(57754.0).ut1_minus_tai_s == Approx(0.5912975 - 37.0).epsilon(1e-14));
  check_as_shipped(leap);
  check_as_shipped(read_finals2000a(contents("finals2000a_rapid.txt"), "rapid"));
}

TEST_CASE("finals2000A ends with the last prediction") {
  const std::string text = contents("finals2000a_end.txt");
  const EarthOrientationTable end = read_finals2000a(text, "end");
  CHECK(end.last_day() == 61638.0);
  for (double day = end.first_day(); day <= end.last_day(); day += 1.0) {
    CHECK(end.at(day).pole_x_rad == EarthOrientationTable::shipped().at(day).pole_x_rad);
    CHECK(end.at(day).offset_x_rad == 0.0); // none is predicted that far, and none came before
  }
}

TEST_CASE("an Earth may be given a table of its own") {
  const auto table = std::make_shared<const EarthOrientationTable>(
      read_finals2000a(std::string(URKER_TEST_DATA) + "/orbit/finals2000a_leap.txt"));
  const Epoch epoch({2016, 12, 31, 12, 0, 0.0});
  const Time end = kStart + std::chrono::hours(24);
  const Earth own(epoch, kStart, end, table);
  const Earth shipped(epoch, kStart, end, EarthOrientationModel::standard);
  CHECK(
      (own.rotation_to_itrf(Frame::gcrf, end) - shipped.rotation_to_itrf(Frame::gcrf, end)).norm() <
      1e-11);
  CHECK(own.covers(kStart));
  CHECK_FALSE(own.covers(kStart + std::chrono::hours(24 * 7)));
}

TEST_CASE("what is wrong with a finals2000A is said with its place") {
  const std::string good = contents("finals2000a_leap.txt");
  std::string bad = good;
  bad.replace(bad.find("0.081318"), 8, "0.08l318");
  CHECK(message(bad) == "eop:3:135: '0.08l318' is no pole x, arc seconds");
  bad = good;
  bad.replace(bad.find("57753.00"), 8, "57754.00");
  CHECK(message(bad) == "eop:3:8: day 57754 follows day 57752");
  bad = good;
  bad.replace(bad.find("57751.00"), 8, "57751.50");
  CHECK(message(bad) == "eop:1:8: 57751.5 is no whole day since 1972");
  bad = good;
  bad.replace(bad.find("0.081318"), 8, "9.081318");
  CHECK(message(bad) == "eop:3:135: '9.081318' is no pole x, arc seconds");
  CHECK(message("161229 57751.00\n161230 57752.00\n" + good.substr(0, good.find('\n'))) ==
        "eop:3:19: figures after a day without");
  CHECK(message("") == "eop: fewer than four days of Earth orientation");
  CHECK(message("no such file") == "eop:1:8: 'file' is no modified Julian date");
  CHECK_THROWS_AS(read_finals2000a(std::filesystem::path("/nowhere/finals2000A.all")), Error);
}
