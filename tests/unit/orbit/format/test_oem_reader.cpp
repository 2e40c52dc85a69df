#include "base/error.hpp"
#include "orbit/format/oem_reader.hpp"
#include "orbit/format/oem_writer.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

namespace {

const std::string kFolder = URKER_TEST_DATA "/orbit/format/";
const Epoch kEpoch({2026, 8, 22, 0, 0, 0.0});

/// What a file with such figures reads back to: km with nine decimals, km/s with twelve.
double printed(double value, double decimals) {
  return std::round(value * 1e-3 * decimals) / decimals;
}

std::string text_of(OemForm form, Frame frame, const std::vector<Time>& times,
                    const std::vector<State>& states) {
  const OemWriter writer(form, kEpoch);
  OemHead head;
  head.created_utc = "2026-08-22T00:00:00";
  head.object_name = "A & B <test>";
  head.object_id = "2026-999A";
  head.frame = frame;
  head.begin = times.front();
  head.end = times.back();
  head.states = times.size();
  std::string text = writer.head(head);
  for (std::size_t i = 0; i < times.size(); ++i) {
    text += writer.state(times[i], states[i]);
  }
  return text + writer.tail();
}

} // namespace

TEST_CASE("an ephemeris is read the same from keywords and XML") {
  for (const char* name : {"oem.kvn", "oem.xml"}) {
    INFO(name);
    const auto oem = read_oem(kFolder + name, kEpoch);
    REQUIRE(oem.segments.size() == 2);
    const OemSegment& first = oem.segments[0];
    CHECK(first.object_name == "FIRST");
    CHECK(first.object_id == "2026-999A");
    CHECK(first.frame == Frame::eme2000);
    CHECK(first.table.interpolation == Interpolation::lagrange);
    CHECK(first.table.degree == 2);
    CHECK(first.table.times ==
          std::vector<Time>{kStart, kStart + 60s, kStart + 120s, kStart + 180s});
    CHECK(first.table.begin == kStart + 30s + 500ms);
    CHECK(first.table.end == kStart + 90s);
    CHECK(first.table.states[1].r_m == Vector3(7006e3, 450e3, 0.5));
    CHECK(first.table.states[3].r_m == Vector3(7018e3, 1350e3, 1.5));
    CHECK(first.table.states[3].v_m_s == Vector3(100.0, 7500.0, 0.0));
    const OemSegment& second = oem.segments[1];
    CHECK(second.frame == Frame::itrf);
    CHECK(second.table.interpolation == Interpolation::hermite);
    CHECK(second.table.degree == 7);
    CHECK(second.table.times == std::vector<Time>{kStart, kStart + 60s});
    CHECK(second.table.begin == kStart);
    CHECK(second.table.end == kStart + 60s);
    REQUIRE(oem.notes.size() == 2);
    CHECK(oem.notes[0].find("the accelerations are left out") != std::string::npos);
    CHECK(oem.notes[1].find("the covariance is left out") != std::string::npos);
  }
}

TEST_CASE("what is written is read back to the last digit") {
  std::vector<Time> times;
  std::vector<State> states;
  for (int i = 0; i < 50; ++i) {
    // Any figures will do: these have all their digits.
    const double x = std::sin(i * 1.7) * 7.1234567890123e6;
    times.push_back(kStart + i * 100s + i * 123'456'789ns);
    states.push_back({{x, -0.37 * x, 3e6 + x / 3.0}, {x / 1e3, 1e-9 * x, -7.6e3}});
  }
  for (const OemForm form : {OemForm::kvn, OemForm::xml}) {
    for (const Frame frame : {Frame::gcrf, Frame::teme, Frame::eme2000, Frame::tod}) {
      const auto oem = parse_oem(text_of(form, frame, times, states), "f", kEpoch);
      REQUIRE(oem.segments.size() == 1);
      const OemSegment& segment = oem.segments[0];
      CHECK(segment.object_name == "A & B <test>");
      CHECK(segment.frame == frame);
      CHECK(segment.table.interpolation == Interpolation::lagrange);
      CHECK(segment.table.degree == 7);
      REQUIRE(segment.table.times == times);
      for (std::size_t i = 0; i < times.size(); ++i) {
        for (int k = 0; k < 3; ++k) {
          const State& read = segment.table.states[i];
          CHECK(read.r_m[k] == Approx(printed(states[i].r_m[k], 1e9) * 1e3).epsilon(1e-15));
          CHECK(read.v_m_s[k] == Approx(printed(states[i].v_m_s[k], 1e12) * 1e3).epsilon(1e-15));
        }
      }
      // Once printed, the figures stay as they are.
      CHECK(text_of(form, frame, segment.table.times, segment.table.states) ==
            text_of(form, frame, times, states));
    }
  }
}

TEST_CASE("values of a fixed set may be in small letters, and a mark may stand in front") {
  const auto oem = parse_oem("\xEF\xBB\xBF"
                             "CCSDS_OEM_VERS = 2.0\r\nCREATION_DATE = \r\nORIGINATOR = X\r\n"
                             "META_START\r\nOBJECT_NAME = Station\r\nOBJECT_ID = 1998-067-A\r\n"
                             "CENTER_NAME = Earth\r\nREF_FRAME = itrf-97\r\nTIME_SYSTEM = tai\r\n"
                             "START_TIME = 2026-234T00:00:37\r\nSTOP_TIME = 2026-234T00:04:37\r\n"
                             "INTERPOLATION = Lagrange\r\nINTERPOLATION_DEGREE = 1\r\nMETA_STOP\r\n"
                             "2026-234T00:00:37 7000 0 0 0 7.5 0\r\n"
                             "2026-234T00:04:37 6900 1800 0 -1 7.4 0\r\n",
                             "f", kEpoch);
  REQUIRE(oem.segments.size() == 1);
  CHECK(oem.segments[0].object_name == "Station");
  CHECK(oem.segments[0].frame == Frame::itrf);
  CHECK(oem.segments[0].table.interpolation == Interpolation::lagrange);
  CHECK(oem.segments[0].table.times == std::vector<Time>{kStart, kStart + 240s});
}

TEST_CASE("times of a file go through a leap second") {
  const Epoch epoch({2016, 12, 31, 23, 59, 0.0});
  const auto text = [](const std::string& scale, const std::string& one, const std::string& two) {
    return "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = \nORIGINATOR = X\nMETA_START\nOBJECT_NAME = A\n"
           "OBJECT_ID = A\nCENTER_NAME = EARTH\nREF_FRAME = GCRF\nTIME_SYSTEM = " +
           scale + "\nSTART_TIME = " + one + "\nSTOP_TIME = " + two + "\nMETA_STOP\n" + one +
           " 7000 0 0 0 7.5 0\n" + two + " 7000 0 0 0 7.5 0\n";
  };
  const auto utc =
      parse_oem(text("UTC", "2016-12-31T23:59:60.5", "2017-01-01T00:00:00"), "f", epoch);
  CHECK(utc.segments[0].table.times == std::vector<Time>{kStart + 60s + 500ms, kStart + 61s});
  const auto tt =
      parse_oem(text("TT", "2017-01-01T00:01:08.684", "2017-01-01T00:01:09.184"), "f", epoch);
  CHECK(tt.segments[0].table.times == utc.segments[0].table.times);
  CHECK_THROWS_WITH(
      parse_oem(text("TAI", "2016-12-31T23:59:60.5", "2017-01-01T00:00:00"), "f", epoch),
      Catch::Contains("f:10:14: START_TIME: 2016-12-31T23:59:60.5Z has a second 60"));
}

TEST_CASE("what is no ephemeris is refused") {
  const auto error = [](const std::string& text) {
    try {
      (void)parse_oem(text, "f", kEpoch);
    } catch (const Error& e) {
      return std::string(e.what());
    }
    return std::string("none");
  };
  CHECK(error("") == "f:1:1: the file has no segment");
  CHECK(error("<omm/>") == "f:1:2: omm is no root of an ephemeris; expected oem");
  CHECK(error("<oem>") == "f:1:5: no XML: Start-end tags mismatch");
  CHECK(error("CCSDS_OMM_VERS = 2.0") == "f:1:1: \"CCSDS_OMM_VERS\" is no keyword here; did you "
                                         "mean \"CCSDS_OEM_VERS\"?");
  CHECK_THROWS_AS(read_oem("no/such/file.oem", kEpoch), Error);
}
