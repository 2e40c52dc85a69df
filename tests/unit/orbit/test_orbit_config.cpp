#include "base/error.hpp"
#include "orbit/orbit_config.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

using namespace urker;
using namespace urker::orbit;

namespace {

/// Fills an orbit from numbers by field name, and keeps the ranges that it was told.
class Filler final : public FieldVisitor {
 public:
  std::map<std::string, double> numbers;
  CalendarTime calendar;
  std::map<std::string, Range> ranges;
  std::vector<std::string> alternatives;

  void exactly_one_of(std::span<const std::string_view> names) override {
    alternatives.assign(names.begin(), names.end());
  }
  void check(bool holds, std::string_view, std::string_view) override { CHECK(holds); }
  void visit_number(const Field& f, double& value, const Range& range) override {
    CHECK(f.required);
    ranges[std::string(f.name)] = range;
    value = numbers.at(std::string(f.name)) * range.unit.scale;
  }
  void visit_calendar(const Field&, CalendarTime& value) override { value = calendar; }
  void visit_group(const Field&, const Template&, const GroupVisit& group) override {
    group(*this);
  }
  bool visit_presence(const Field& f, bool) override { return f.name == "sgp4"; }
  void visit_integer(const Field& f, std::int64_t&, std::int64_t, std::int64_t) override {
    unexpected(f);
  }
  void visit_boolean(const Field& f, bool&) override { unexpected(f); }
  void visit_text(const Field& f, std::string&) override { unexpected(f); }
  void visit_reference(const Field& f, std::string&, Reference) override { unexpected(f); }
  void visit_choice(const Field& f, std::size_t&, std::span<const std::string_view>) override {
    unexpected(f);
  }
  void visit_map(const Field& f, const Template&, MapAccess&) override { unexpected(f); }
  void visit_list(const Field& f, ListAccess&) override { unexpected(f); }

 private:
  static void unexpected(const Field& f) { FAIL("unexpected field " << f.name); }
};

Filler imece() {
  Filler filler;
  filler.calendar = {2026, 8, 21, 15, 44, 34.219104};
  filler.numbers = {{"mean_motion", 14.61006401}, {"eccentricity", 0.0001543},
                    {"inclination", 98.0575},     {"raan", 294.4443},
                    {"mean_anomaly", 283.3535},   {"argument_of_perigee", 76.7838},
                    {"drag_term", 0.00010744}};
  return filler;
}

} // namespace

TEST_CASE("an orbit's fields reach the elements in SI") {
  Filler filler = imece();
  OrbitConfig orbit;
  describe(filler, orbit);
  REQUIRE(orbit.sgp4.has_value());
  CHECK(orbit.sgp4->epoch == filler.calendar);
  CHECK(orbit.sgp4->mean_motion_rad_s == Approx(14.61006401 * unit::rev_per_d.scale));
  CHECK(orbit.sgp4->eccentricity == 0.0001543);
  CHECK(orbit.sgp4->inclination_rad == Approx(98.0575 * unit::deg.scale));
  CHECK(orbit.sgp4->raan_rad == Approx(294.4443 * unit::deg.scale));
  CHECK(orbit.sgp4->argument_of_perigee_rad == Approx(76.7838 * unit::deg.scale));
  CHECK(orbit.sgp4->mean_anomaly_rad == Approx(283.3535 * unit::deg.scale));
  CHECK(orbit.sgp4->bstar_per_earth_radius == 0.00010744);
  CHECK(filler.alternatives.front() == "sgp4");
}

TEST_CASE("the ranges of the fields are those that SGP4 takes") {
  Filler filler = imece();
  OrbitConfig orbit;
  describe(filler, orbit);
  CHECK(filler.ranges.at("mean_motion").open);
  CHECK(filler.ranges.at("mean_motion").least == 0.0);
  CHECK(filler.ranges.at("eccentricity").least == 0.0);
  CHECK(filler.ranges.at("eccentricity").most < 1.0);
  CHECK(filler.ranges.at("inclination").most == Approx(3.14159265359));
  CHECK(filler.ranges.at("drag_term").least < 0.0);
}

TEST_CASE("a configured orbit becomes a trajectory") {
  const Epoch epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0});
  const Earth earth(epoch, kStart, kStart, EarthOrientationModel::gmst);
  OrbitConfig orbit;
  CHECK_THROWS_AS(make_trajectory(orbit, epoch, earth), Error);
  Filler filler = imece();
  describe(filler, orbit);
  const auto trajectory = make_trajectory(orbit, epoch, earth);
  CHECK(trajectory->state(kStart).r_m == Sgp4Trajectory(*orbit.sgp4, epoch).state(kStart).r_m);
  CHECK(trajectory->state(kStart).r_m.norm() == Approx(7.06e6).epsilon(0.01));
}

TEST_CASE("an element set may be given as its two lines") {
  // Vanguard 1, the first set of the verification of AIAA 2006-6753.
  OrbitConfig orbit;
  orbit.tle = {"1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
               "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667"};
  const Epoch epoch(CalendarTime{2000, 6, 27, 18, 50, 19.733568});
  const Earth earth(epoch, kStart, kStart, EarthOrientationModel::gmst);
  const auto trajectory = make_trajectory(orbit, epoch, earth);
  CHECK(trajectory->frame() == Frame::teme);
  // km, from the paper's table at its epoch.
  const Vector3 published(7022.46529266, -1400.08296755, 0.03995155);
  CHECK((trajectory->state(kStart).r_m * 1e-3 - published).norm() < 1e-3);
  CHECK(published_epoch(orbit)->year == 2000);
  orbit.tle->at(0)[68] = '4';
  CHECK_THROWS_WITH(make_trajectory(orbit, epoch, earth), Catch::Contains("orbit.tle:1:"));
}

TEST_CASE("a state may be given in any frame") {
  const Epoch epoch(CalendarTime{2026, 8, 22, 0, 0, 0.0});
  const Time at = kStart + std::chrono::hours(6);
  const Earth earth(epoch, kStart, at, EarthOrientationModel::standard);
  const State gcrf{{7e6, 1e5, -2e5}, {100.0, 5000.0, 5600.0}};
  for (const Frame frame : {Frame::teme, Frame::gcrf, Frame::itrf, Frame::eme2000, Frame::mod,
                            Frame::tod, Frame::cirs}) {
    OrbitConfig orbit;
    orbit.cartesian = CartesianConfig{CalendarTime{2026, 8, 22, 6, 0, 0.0}, frame,
                                      earth.convert(gcrf, Frame::gcrf, frame, at)};
    CHECK(state_time(orbit, epoch).has_value() == (frame != Frame::gcrf));
    const State made = make_trajectory(orbit, epoch, earth)->state(at);
    CHECK((made.r_m - gcrf.r_m).norm() < 1e-6);
    CHECK((made.v_m_s - gcrf.v_m_s).norm() < 1e-9);
  }
}
