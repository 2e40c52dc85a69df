#include "base/error.hpp"
#include "base/units.hpp"
#include "orbit/format/tle.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace urker;
using namespace urker::orbit;

namespace {

// The first case of AIAA 2006-6753.
const std::string kLine1 = "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753";
const std::string kLine2 = "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667";

std::string errors_of(const std::string& text) {
  try {
    (void)parse_tle(text, "sats.tle");
  } catch (const Error& e) {
    CHECK(e.cause() == Cause::invalid_input);
    return e.what();
  }
  return "none";
}

/// `line` with `text` from a column on.
std::string with(const std::string& line, std::size_t column, const std::string& text) {
  return line.substr(0, column - 1) + text + line.substr(column - 1 + text.size());
}

/// `line` with its checksum made right.
std::string summed(std::string line) {
  int sum = 0;
  for (const char c : line.substr(0, 68)) {
    sum += c >= '0' && c <= '9' ? c - '0' : c == '-' ? 1 : 0;
  }
  line.at(68) = static_cast<char>('0' + sum % 10);
  return line;
}

} // namespace

TEST_CASE("elements are read from their columns") {
  const auto read = parse_tle("0 VANGUARD 1\n" + kLine1 + "\n" + kLine2 + "\n", "sats.tle");
  REQUIRE(read.sets.size() == 1);
  CHECK(read.notes.empty());
  const ElementSet& set = read.sets[0];
  CHECK(set.name == "VANGUARD 1");
  CHECK(set.catalogue_number == 5);
  CHECK(set.designator == "58002B");
  const MeanElements& x = set.elements;
  CHECK(format_calendar(x.epoch) == "2000-06-27T18:50:19.733568Z");
  CHECK(x.inclination_rad == 34.2682 * unit::deg.scale);
  CHECK(x.raan_rad == 348.7242 * unit::deg.scale);
  CHECK(x.eccentricity == 0.1859667);
  CHECK(x.argument_of_perigee_rad == 331.7664 * unit::deg.scale);
  CHECK(x.mean_anomaly_rad == 19.3264 * unit::deg.scale);
  CHECK(x.mean_motion_rad_s == 10.82419157 * unit::rev_per_d.scale);
  CHECK(x.bstar_per_earth_radius == 0.28098e-4);
}

TEST_CASE("names, two lines alone, CR-LF, comments and empty lines are all usual") {
  const auto read = parse_tle("# a comment\r\nVANGUARD 1   \r\n" + kLine1 + "\r\n" + kLine2 +
                                  "\r\n\r\n" + kLine1 + "\n" + kLine2,
                              "sats.tle");
  REQUIRE(read.sets.size() == 2);
  CHECK(read.sets[0].name == "VANGUARD 1");
  CHECK(read.sets[1].name == "5");
  CHECK(read.notes.empty());
}

TEST_CASE("a missing checksum and text behind the elements are noted") {
  const auto read = parse_tle(kLine1.substr(0, 68) + "\n" + kLine2 + "  0.0 4320.0 360.0\n", "s");
  REQUIRE(read.sets.size() == 1);
  REQUIRE(read.notes.size() == 2);
  CHECK(read.notes[0] == "s:1: no checksum");
  CHECK(read.notes[1] == "s:2: \"0.0 4320.0 360.0\" behind the elements is left out");
}

TEST_CASE("catalogue numbers go on with letters, and years back to 1957") {
  const std::string one = with(with(kLine1, 3, "Z9999"), 19, "57");
  const std::string two = with(kLine2, 3, "Z9999");
  const auto read = parse_tle(summed(one) + "\n" + summed(two), "s");
  CHECK(read.sets.at(0).catalogue_number == 339999);
  CHECK(read.sets.at(0).elements.epoch.year == 1957);
}

TEST_CASE("signs of the drag term, and blanks for zeros") {
  for (const auto& [text, value] :
       {std::pair("-11606-4", -0.11606e-4), std::pair("+11606+1", 1.1606),
        std::pair(" 00000-0", 0.0), std::pair("        ", 0.0)}) {
    const std::string one = with(kLine1, 54, text);
    CHECK(parse_tle(summed(one) + "\n" + kLine2, "s").sets.at(0).elements.bstar_per_earth_radius ==
          value);
  }
}

TEST_CASE("every error is told with its place") {
  const std::string wrong_sum = with(kLine1, 69, "4");
  const std::string other_object = with(kLine2, 3, "00006");
  const std::string no_number = with(kLine2, 9, " 34.2x82");
  const std::string no_day = with(kLine1, 21, "400");
  const std::string text = wrong_sum + "\n" + kLine2 + "\n" +                 // 1, 2
                           kLine1 + "\n" + summed(other_object) + "\n" +      // 3, 4
                           kLine1 + "\n" + summed(no_number) + "\n" +         // 5, 6
                           summed(no_day) + "\n" + kLine2 + "\n" +            // 7, 8
                           kLine1.substr(0, 40) + "\n" + kLine2 + "\n" +      // 9, 10
                           kLine2 + "\n" + kLine1 + "\n" + "NAME\n" + kLine1; // 11, 12, 13, 14
  CHECK(errors_of(text) ==
        "sats.tle:1:69: the checksum is 4 but the line's digits give 3\n"
        "sats.tle:4:3: line 2 is of object 00006, line 1 of 00005\n"
        "sats.tle:6:9: \"34.2x82\" is no inclination\n"
        "sats.tle:7:19: \"00400.78495062\" is no epoch\n"
        "sats.tle:9:41: the line ends before its columns do, expected 69 of them\n"
        "sats.tle:11:1: a line 2 without a line 1 before it\n"
        "sats.tle:12:1: a line 1 without a line 2 after it\n"
        "sats.tle:14:1: a line 1 without a line 2 after it");
}

TEST_CASE("a file that is not there is a missing input") {
  try {
    (void)read_tle("no/such/file.tle");
    FAIL("not refused");
  } catch (const Error& e) {
    CHECK(e.cause() == Cause::missing_input);
  }
}
