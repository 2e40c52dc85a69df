#include "base/error.hpp"
#include "base/units.hpp"
#include "orbit/format/omm.hpp"
#include "orbit/format/tle.hpp"
#include "orbit/sgp4/sgp4.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "data_file.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

const std::string kFolder = URKER_TEST_DATA "/orbit/format/";

std::string errors_of(const std::string& text) {
  try {
    (void)parse_omm(text, "f");
  } catch (const Error& e) {
    CHECK(e.cause() == Cause::invalid_input);
    return e.what();
  }
  return "none";
}

bool same(const MeanElements& a, const MeanElements& b) {
  return a.epoch == b.epoch && a.mean_motion_rad_s == b.mean_motion_rad_s &&
         a.eccentricity == b.eccentricity && a.inclination_rad == b.inclination_rad &&
         a.raan_rad == b.raan_rad && a.argument_of_perigee_rad == b.argument_of_perigee_rad &&
         a.mean_anomaly_rad == b.mean_anomaly_rad &&
         a.bstar_per_earth_radius == b.bstar_per_earth_radius;
}

std::string summed(std::string line) {
  int sum = 0;
  for (const char c : line) {
    sum += c >= '0' && c <= '9' ? c - '0' : c == '-' ? 1 : 0;
  }
  return line + static_cast<char>('0' + sum % 10);
}

/// 0.00028098 as " 28098-3".
std::string tle_exponential(double value) {
  if (value == 0.0) {
    return " 00000-0";
  }
  const int exponent = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  const auto digits = std::lround(std::abs(value) * std::pow(10.0, 5 - exponent));
  return fmt::format("{}{:05d}{}{}", value < 0.0 ? '-' : ' ', digits, exponent > 0 ? '+' : '-',
                     std::abs(exponent));
}

/// The two lines of a row of tests/data/sgp4, whose figures are those of such lines.
std::string tle_of(const DataFile& sets, std::size_t row) {
  using namespace std::chrono;
  const auto utc = parse_calendar(sets.text(row, "epoch_utc")).value();
  const sys_days day = year(utc.year) / utc.month / utc.day;
  const auto day_number = (day - sys_days(year(utc.year) / January / 1)).count() + 1;
  const double of_day = ((utc.hour * 60 + utc.minute) * 60 + utc.second) / 86400.0;
  const auto number = [&](const char* column) { return sets.number(row, column); };
  return summed(fmt::format("1 {:05d}U 26001A   {:02d}{:012.8f}  .00000000  00000-0 {} 0  999", row,
                            utc.year % 100, static_cast<double>(day_number) + of_day,
                            tle_exponential(number("bstar_per_earth_radius")))) +
         "\n" +
         summed(fmt::format("2 {:05d} {:8.4f} {:8.4f} {:07d} {:8.4f} {:8.4f} {:11.8f}{:5d}", row,
                            number("inclination_deg"), number("raan_deg"),
                            std::lround(number("eccentricity") * 1e7),
                            number("argument_of_perigee_deg"), number("mean_anomaly_deg"),
                            number("mean_motion_rev_d"), 1)) +
         "\n";
}

/// The same as an object of JSON, the digits as they stand in the table.
std::string json_of(const DataFile& sets, std::size_t row) {
  const auto text = [&](const char* column) { return sets.text(row, column); };
  std::string epoch = text("epoch_utc");
  epoch.pop_back();
  return fmt::format(
      R"({{"OBJECT_NAME":"X","OBJECT_ID":"2026-001A","EPOCH":"{}","MEAN_MOTION":{},)"
      R"("ECCENTRICITY":{},"INCLINATION":{},"RA_OF_ASC_NODE":{},"ARG_OF_PERICENTER":{},)"
      R"("MEAN_ANOMALY":{},"NORAD_CAT_ID":"{}","BSTAR":{}}})",
      epoch, text("mean_motion_rev_d"), text("eccentricity"), text("inclination_deg"),
      text("raan_deg"), text("argument_of_perigee_deg"), text("mean_anomaly_deg"), row,
      text("bstar_per_earth_radius"));
}

} // namespace

TEST_CASE("mean elements are the same in keywords, XML and JSON") {
  const auto kvn = read_omm(kFolder + "omm.kvn");
  REQUIRE(kvn.sets.size() == 2);
  CHECK(kvn.sets[0].name == "VANGUARD 1 [TEST]");
  CHECK(kvn.sets[0].catalogue_number == 5);
  CHECK(kvn.sets[0].designator == "1958-002B");
  CHECK(kvn.sets[1].catalogue_number == 799501234);
  const MeanElements& x = kvn.sets[1].elements;
  CHECK(format_calendar(x.epoch) == "2026-08-22T00:00:00Z");
  CHECK(x.mean_motion_rad_s == 15.2 * unit::rev_per_d.scale);
  CHECK(x.eccentricity == 0.001);
  CHECK(x.inclination_rad == 97.5 * unit::deg.scale);
  CHECK(x.raan_rad == 0.0);
  CHECK(x.argument_of_perigee_rad == 90.0 * unit::deg.scale);
  CHECK(x.mean_anomaly_rad == 270.0 * unit::deg.scale);
  CHECK(x.bstar_per_earth_radius == -0.5e-4);
  REQUIRE(kvn.notes.size() == 1);
  CHECK(kvn.notes[0] == kFolder + "omm.kvn:29: the covariance of INVENTED is left out");

  for (const char* name : {"omm.xml", "omm.json"}) {
    INFO(name);
    const auto other = read_omm(kFolder + name);
    REQUIRE(other.sets.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(other.sets[i].name == kvn.sets[i].name);
      CHECK(other.sets[i].catalogue_number == kvn.sets[i].catalogue_number);
      CHECK(other.sets[i].designator == kvn.sets[i].designator);
      CHECK(same(other.sets[i].elements, kvn.sets[i].elements));
    }
  }
}

TEST_CASE("the same digits in two lines and in a message give the same states, bit by bit") {
  for (const char* name : {"sgp4/verification_elements.csv", "sgp4/catalogue_elements.csv"}) {
    const DataFile sets(name);
    std::string tle;
    std::string json;
    for (std::size_t row = 0; row < sets.size(); ++row) {
      tle += tle_of(sets, row);
      json += (row == 0 ? "[" : ",\n") + json_of(sets, row);
    }
    const auto lines = parse_tle(tle, "tle").sets;
    const auto messages = parse_omm(json + "]", "omm").sets;
    REQUIRE(lines.size() == sets.size());
    REQUIRE(messages.size() == sets.size());
    for (std::size_t row = 0; row < sets.size(); ++row) {
      INFO(name << " row " << row);
      const MeanElements& a = lines[row].elements;
      const MeanElements& b = messages[row].elements;
      CHECK(lines[row].catalogue_number == messages[row].catalogue_number);
      REQUIRE(same(a, b));
      for (const double minutes : {0.0, 100.0, 1440.0}) {
        State from_lines;
        State from_message;
        CHECK(Sgp4(a).propagate(minutes, from_lines) == Sgp4(b).propagate(minutes, from_message));
        CHECK((from_lines.r_m == from_message.r_m && from_lines.v_m_s == from_message.v_m_s));
      }
    }
  }
}

TEST_CASE("one object alone, a byte order mark, CR-LF and a prefix of the name space are usual") {
  const auto json = [](const std::string& more) {
    return R"({"OBJECT_NAME":"","OBJECT_ID":"","EPOCH":"2026-08-22T00:00:00","MEAN_MOTION":15,)"
           R"("ECCENTRICITY":0,"INCLINATION":0,"RA_OF_ASC_NODE":0,"ARG_OF_PERICENTER":0,)"
           R"("MEAN_ANOMALY":0,"BSTAR":0)" +
           more + "}";
  };
  CHECK(parse_omm(json(R"(,"NORAD_CAT_ID":"00077")"), "f").sets.at(0).name == "00077");
  CHECK(parse_omm("\xEF\xBB\xBF\r\n " + json(""), "f").sets.at(0).catalogue_number == 0);
  CHECK(parse_omm("", "f").sets.empty());
  CHECK(parse_omm("[]", "f").sets.empty());
  CHECK(parse_omm("<a:ndm xmlns:a='x'/>", "f").sets.empty());
}

TEST_CASE("what is no file of mean elements is refused where it goes wrong") {
  CHECK(errors_of("<ndm><omm></ndm>") == "f:1:13: no XML: Start-end tags mismatch");
  CHECK(errors_of("<oem/>") == "f:1:2: oem is no root of mean elements; expected ndm or omm");
  CHECK(errors_of("[1]") == "f:1:2: \"1\" is no object");
  CHECK(errors_of("[[]]") == "f:1:2: an array here; expected members of texts and numbers");
  CHECK(errors_of("{\"OBJECT_NAME\": {}}") ==
        "f:1:17: an object in an object; expected members of texts and numbers");
  CHECK(errors_of("{\"OBJECT_NAME\":\n true}") == "f:2:2: true is no text and no number");
  CHECK(errors_of("[{\"OBJECT_NAME\": \"A\",\n }]") == "f:2:2: here the text is no JSON any more");
  CHECK(errors_of("[\n") == "f:2:1: here the text is no JSON any more");
  CHECK(errors_of("hello") == "f:1:1: \"hello\" is no `KEYWORD = value`");
  const std::string deep(100'000, '[');
  CHECK(errors_of(deep) == "f:1:2: an array here; expected members of texts and numbers");
  CHECK_THROWS_AS(read_omm("no/such/file.omm"), Error);
}
