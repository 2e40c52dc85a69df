#include "orbit/angles.hpp"
#include "spacecraft/agility_config.hpp"
#include "spacecraft/attitude/attitude_control.hpp"
#include "spacecraft/attitude/disturbances.hpp"
#include "spacecraft/attitude/exclusion.hpp"
#include "spacecraft/attitude/momentum.hpp"

#include <numbers>

#include "fakes.hpp"
#include "sky.hpp"
#include "support/circular_orbit.hpp"

using namespace urker;
using namespace urker::spacecraft;
using orbit::Vector3;
using urker::test::at;
using urker::test::PlainHeavens;
using urker::test::RecordingSink;

namespace {

constexpr double kDeg = unit::deg.scale;

AttitudeConfig plain() {
  AttitudeConfig config;
  config.slew = {1.0 * kDeg, 0.1 * kDeg, 5.0};
  return config;
}

PointingWish strip(double roll_rad, double begin_s, double end_s) {
  return {Activity::imaging, Pointing::at_roll(PointingMode::target, roll_rad), at(begin_s),
          at(end_s)};
}

} // namespace

TEST_CASE("Slews obey the kinematics of constant acceleration") {
  const SlewConfig config{1.0 * kDeg, 0.1 * kDeg, 5.0};
  // Never at the greatest rate: 2 sqrt(angle / acceleration).
  const SlewProfile small(config, 4.9 * kDeg);
  CHECK(small.motion_s() == Approx(2.0 * std::sqrt(49.0)).epsilon(1e-12));
  CHECK(small.angle_at(7.0) == Approx(2.45 * kDeg).epsilon(1e-12));
  // 10 s up, 10 s down make 10 deg; the other 20 deg take 20 s.
  const SlewProfile large(config, 30.0 * kDeg);
  CHECK(large.motion_s() == Approx(40.0).epsilon(1e-12));
  CHECK(large.duration_s() == Approx(45.0).epsilon(1e-12));
  CHECK(large.angle_at(10.0) == Approx(5.0 * kDeg).epsilon(1e-12));
  CHECK(large.angle_at(20.0) == Approx(15.0 * kDeg).epsilon(1e-12));
  CHECK(large.angle_at(100.0) == Approx(30.0 * kDeg).epsilon(1e-12));
  CHECK(SlewProfile(config, 0.0).duration_s() == 0.0);
  // Nowhere faster than allowed, in rate or acceleration.
  double rate_before = 0.0;
  for (double t = 0.0; t < 40.0; t += 0.01) {
    const double rate = (large.angle_at(t + 0.01) - large.angle_at(t)) / 0.01;
    CHECK(rate <= 1.0 * kDeg + 1e-9);
    CHECK(std::abs(rate - rate_before) / 0.01 <= 0.1 * kDeg * (1.0 + 1e-6) + 1e-9);
    rate_before = rate;
  }
}

TEST_CASE("Each mode points its axis where it says") {
  const PlainHeavens heavens;
  AttitudeConfig config = plain();
  config.inertial = {0.0, 1.0, 1.0};
  const Time t = at(1234.0);
  const orbit::State s = heavens.state(t);
  const auto body = [&](const Pointing& p) { return body_to_inertial(p, config, heavens, t); };
  const auto near = [](const Vector3& a, const Vector3& b) {
    return orbit::angle_between_rad(a, b) < 1e-9;
  };
  const auto nadir = body(Pointing::at_roll(PointingMode::nadir, 0.0));
  CHECK(near(nadir.col(2), -s.r_m));
  CHECK(near(nadir.col(0), s.v_m_s));
  CHECK(near(nadir.col(1), -s.r_m.cross(s.v_m_s)));
  CHECK(nadir.determinant() == Approx(1.0));
  // Positive roll looks to the right of the track.
  const auto rolled = body(Pointing::at_roll(PointingMode::target, 0.3));
  CHECK(near(rolled.col(0), s.v_m_s));
  CHECK(orbit::angle_between_rad(rolled.col(2), -s.r_m) == Approx(0.3));
  CHECK(rolled.col(2).dot((-s.r_m).cross(s.v_m_s)) > 0.0);
  CHECK(near(-body(Pointing::at_roll(PointingMode::sun, 0.0)).col(2), heavens.sun - s.r_m));
  CHECK(near(body(Pointing::along({-1.0, 0.0, 0.0})).col(0), -s.v_m_s));
  CHECK(near(body(Pointing::along({0.0, 1.0, 0.0})).col(0), -s.r_m)); // inward
  CHECK(near(body(Pointing::along({0.0, 0.0, 1.0})).col(0), s.r_m.cross(s.v_m_s)));
  CHECK(near(body(Pointing::at_roll(PointingMode::inertial, 0.0)).col(2), Vector3(0.0, 1.0, 1.0)));
  const orbit::Geodetic place{0.2, 1.3, 0.0};
  const auto station = body(Pointing::at_place(PointingMode::station, place));
  CHECK(near(station.col(2), heavens.place_m(place, t) - s.r_m));
}

TEST_CASE("A slew departs so that the strip's pointing is held when the strip begins") {
  const auto heavens = std::make_shared<PlainHeavens>();
  AttitudeControl control("s", plain(), heavens);
  RecordingSink rows;
  const PointingWish wish = strip(0.4, 2000.0, 2030.0);
  control.update(kStart, {wish}, rows);
  CHECK(control.activity() == Activity::charging);
  const Time depart = control.next_event();
  CHECK(depart < at(2000.0));
  const orbit::Matrix3 before = control.orientation(depart);
  control.update(depart, {wish}, rows);
  CHECK(control.activity() == Activity::imaging);
  REQUIRE(rows.table("attitude").size() == 1);
  const double angle_rad = rows.table("attitude")[0].real("angle") * kDeg;
  // By hand: from the Sun's pointing to the strip's.
  const auto wanted = body_to_inertial(control.resolve(wish), control.config(), *heavens, at(2000));
  CHECK(angle_rad == Approx(Eigen::AngleAxisd(before.transpose() * wanted).angle()).epsilon(1e-5));
  const double hand_s = angle_rad / kDeg + 10.0 + 5.0; // rate, one ramp, settling
  CHECK(to_seconds(at(2000.0) - depart) == Approx(hand_s).margin(2e-3));
  CHECK_FALSE(control.holds(wish, at(1999.0)));
  CHECK(control.holds(wish, at(2000.0)));
  // Continuous at both ends, and no faster than the rate allows in between.
  CHECK((control.orientation(depart) - before).norm() < 1e-9);
  for (Time t = depart; t < at(2010.0); t += std::chrono::seconds(1)) {
    const orbit::Matrix3 turn =
        control.orientation(t).transpose() * control.orientation(t + std::chrono::seconds(1));
    CHECK(Eigen::AngleAxisd(turn).angle() <= 1.07 * kDeg);
  }
  CHECK((control.orientation(at(2000.0)) - wanted).norm() < 1e-4);
  // When it is over, it turns back to the Sun.
  control.update(at(2030.0), {}, rows);
  CHECK(rows.table("attitude").back().text("mode") == "sun");
}

TEST_CASE("The more binding activity wins, and what is wanted too late is not held") {
  const auto heavens = std::make_shared<PlainHeavens>();
  AttitudeControl control("s", plain(), heavens);
  RecordingSink rows;
  const PointingWish burn{Activity::burn, Pointing::along({1.0, 0.0, 0.0}), at(100), at(900)};
  const PointingWish late = strip(0.2, 105.0, 120.0);
  control.update(at(100), {late, burn}, rows);
  CHECK(control.activity() == Activity::burn);
  CHECK_FALSE(control.holds(late, at(105)));
  CHECK_FALSE(control.holds(burn, at(100))); // it is still turning
  control.update(control.next_event(), {burn}, rows);
  CHECK(control.holds(burn, at(600)));
  control.finish(at(700), rows);
  CHECK(rows.metric("slews") == 1.0);
  CHECK(rows.metric("slews_late") == 1.0);
}

TEST_CASE("On its way to a strip it does not turn back to a pass that goes on") {
  const auto heavens = std::make_shared<PlainHeavens>();
  AttitudeControl control("s", plain(), heavens);
  RecordingSink rows;
  const PointingWish pass{Activity::downlink,
                          Pointing::at_place(PointingMode::station, {0.1, 0.5, 0.0}), at(100),
                          at(900)};
  const PointingWish next = strip(0.2, 400.0, 420.0);
  control.update(at(0), {pass, next}, rows);
  std::vector<std::string> modes;
  while (control.next_event() < at(890)) {
    const Time now = control.next_event();
    control.update(now, {pass, next}, rows);
    REQUIRE(rows.table("attitude").size() < 9);
  }
  for (const auto& row : rows.table("attitude")) {
    modes.push_back(row.text("mode"));
  }
  CHECK(modes == std::vector<std::string>{"station", "target", "station"});
  CHECK(rows.table("attitude")[1].real("held") == Approx(400.0).margin(2e-3));
  CHECK(rows.table("attitude")[1].real("held") <= 400.0);
  CHECK(rows.table("attitude")[2].real("time") == 420.0);
}

TEST_CASE("It does not turn to the Sun for a rest that is too short") {
  const auto heavens = std::make_shared<PlainHeavens>();
  AttitudeControl control("s", plain(), heavens);
  RecordingSink rows;
  control.update(at(0), {strip(0.0, 0.0, 10.0)}, rows);
  control.update(at(300), {strip(0.1, 400.0, 410.0)}, rows);
  CHECK(rows.table("attitude").size() == 1);
  control.update(at(301), {strip(0.1, 4000.0, 4010.0)}, rows);
  CHECK(rows.table("attitude").back().text("mode") == "sun");
}

TEST_CASE("A state in the middle of a slew survives packing") {
  const auto heavens = std::make_shared<PlainHeavens>();
  AttitudeControl control("s", plain(), heavens);
  RecordingSink rows;
  control.update(at(0), {strip(0.4, 50.0, 60.0)}, rows);
  Writer writer;
  writer(control);
  const Bytes bytes = writer.take();
  AttitudeControl other("s", plain(), heavens);
  Reader reader(bytes);
  reader(other);
  CHECK(other.next_event() == control.next_event());
  CHECK(other.orientation(at(7.0)) == control.orientation(at(7.0)));
}

TEST_CASE("Apertures must not look at the Sun or the Earth") {
  PlainHeavens heavens;
  const Time t = kStart; // at (r, 0, 0), the Sun along x
  std::map<std::string, ApertureConfig> apertures;
  apertures["camera"].sun_exclusion_rad = 30.0 * kDeg;
  const auto look = [](const Vector3& z, const Vector3& x) {
    return align(Vector3::UnitZ(), Vector3::UnitX(), z, x);
  };
  const Vector3 y = Vector3::UnitY();
  CHECK(excluded(apertures, look({-1.0, 0.0, 0.0}, y), heavens, t).empty());
  CHECK(excluded(apertures, look({1.0, 0.0, 0.0}, y), heavens, t) == "sun_exclusion");
  CHECK(excluded(apertures, look({std::cos(0.5), 0.0, std::sin(0.5)}, y), heavens, t) ==
        "sun_exclusion");
  CHECK(excluded(apertures, look({std::cos(0.6), 0.0, std::sin(0.6)}, y), heavens, t).empty());
  heavens.sunlit = 0.0;
  CHECK(excluded(apertures, look({1.0, 0.0, 0.0}, y), heavens, t).empty());
  // A tracker 20 deg off the limb: the Earth's half angle is asin(6378.137/6900).
  ApertureConfig tracker{ApertureKind::star_tracker, {1.0, 0.0, 0.0}, 0.0, 20.0 * kDeg};
  apertures = {{"tracker", tracker}};
  const double edge = std::asin(6378137.0 / 6.9e6) + 20.0 * kDeg;
  const auto tilt = [&](double angle) { // of body x from the Earth's centre
    return look(Vector3::UnitZ(), Vector3(-std::cos(angle), std::sin(angle), 0.0));
  };
  CHECK(excluded(apertures, tilt(edge - 0.01), heavens, t) == "no_star_tracker");
  CHECK(excluded(apertures, tilt(edge + 0.01), heavens, t).empty());
  tracker.direction = {-1.0, 0.0, 0.0};
  apertures["other"] = tracker; // one that sees is enough
  CHECK(excluded(apertures, tilt(edge - 0.01), heavens, t).empty());
}

TEST_CASE("The gravity gradient turns the long axis to the vertical") {
  // Known: 3/2 mu/r^3 (Iz - Iy) sin(2 angle) about x for a tilt about x.
  const InertiaConfig inertia{0.05, 0.05, 0.02};
  const double tilt = 0.3;
  const double r_m = 6.9e6;
  const Vector3 r_body = r_m * Vector3(0.0, std::sin(tilt), -std::cos(tilt));
  const Vector3 torque = gravity_gradient_n_m(inertia, r_body);
  const double expected =
      1.5 * 3.986004418e14 / (r_m * r_m * r_m) * (0.05 - 0.02) * std::sin(2.0 * tilt);
  CHECK(torque.x() == Approx(expected));
  CHECK(std::abs(torque.y()) < 1e-20);
}

TEST_CASE("Air and sunlight push at the centre of pressure, on the area that they see") {
  OutlineConfig box{0.1, 0.2, 0.3, 0.0, 0.0, -0.02};
  // 0.5 rho cd A v2 = 0.5 1e-12 2.2 0.1 7600^2 N backwards along x, 2 cm above: it pitches.
  const Vector3 drag = drag_torque_n_m(box, 2.2, 1e-12, Vector3(7600.0, 0.0, 0.0));
  CHECK(drag.y() == Approx(0.02 * 0.5e-12 * 2.2 * 0.1 * 7600.0 * 7600.0));
  CHECK(drag.x() == 0.0);
  CHECK(drag.z() == 0.0);
  // At 45 deg between x and y it sees (0.1 + 0.2)/sqrt 2.
  const Vector3 aslant =
      drag_torque_n_m(box, 2.2, 1e-12, 7600.0 * Vector3(1.0, 1.0, 0.0).normalized());
  CHECK(aslant.norm() == Approx(0.02 * 0.5e-12 * 2.2 * 0.3 / std::sqrt(2.0) * 7600.0 * 7600.0));
  // No lever where the push goes through the centre of mass.
  CHECK(drag_torque_n_m(box, 2.2, 1e-12, Vector3(0.0, 0.0, 7600.0)).norm() < 1e-25);
  const Vector3 light = sunlight_torque_n_m(box, 1.3, Vector3(0.0, 1.4959787e11, 0.0));
  CHECK(light.x() == Approx(-0.02 * 4.56e-6 * 1.3 * 0.2));
  const Vector3 far = sunlight_torque_n_m(box, 1.3, Vector3(0.0, 2.0 * 1.4959787e11, 0.0));
  CHECK(far.x() == Approx(0.25 * light.x()));
}

TEST_CASE("Momentum of air and sunlight is what their torque makes of time, in the light") {
  const auto heavens = std::make_shared<PlainHeavens>();
  heavens->density_kg_m3 = 1e-12;
  heavens->sunlit = 0.5;
  AttitudeConfig config = plain();
  config.modes.charging = PointingMode::velocity;
  MomentumConfig wheels;
  wheels.capacity_n_m_s = 0.01; // of which a step may err by 1e-9
  wheels.unload_torque_n_m = 1e-4;
  wheels.outline = OutlineConfig{0.1, 0.1, 0.1, 0.0, 0.0, -0.02};
  const auto momentum_after = [&](double time_s) {
    AttitudeControl control("s", config, heavens);
    RecordingSink rows;
    control.update(kStart, {}, rows);
    Momentum momentum("s", wheels);
    momentum.restart(kStart, control);
    while (momentum.next_event() < at(time_s)) {
      momentum.handle(momentum.next_event(), control, rows);
    }
    momentum.finish(at(time_s), rows); // checks the book
    return rows.metric("momentum_at_end");
  };
  // The body turns in the orbit's plane about its y axis, along which the torque is: it adds up.
  wheels.drag.emplace();
  const double speed_m_s = 6.9e6 * 1.1e-3;
  const double torque_n_m = 0.02 * 0.5e-12 * 2.2 * 0.1 * speed_m_s * speed_m_s;
  CHECK(momentum_after(20000.0) == Approx(torque_n_m * 20000.0).epsilon(1e-6));
  wheels.drag.reset();
  wheels.sunlight.emplace();
  const double half = momentum_after(20000.0);
  CHECK(half > 0.0);
  heavens->sunlit = 1.0;
  CHECK(momentum_after(20000.0) == Approx(2.0 * half).epsilon(1e-3));
  heavens->sunlit = 0.0;
  CHECK(momentum_after(20000.0) == 0.0);
}

TEST_CASE("Wheels fill by a constant torque and are unloaded between two thresholds") {
  const auto heavens = std::make_shared<PlainHeavens>();
  AttitudeConfig config = plain(); // held at the Sun, which stays: inertially fixed
  MomentumConfig wheels;
  wheels.capacity_n_m_s = 0.1;
  wheels.unload_torque_n_m = 1e-4;
  wheels.torque = {0.0, 2e-5, 0.0};
  AttitudeControl control("s", config, heavens);
  RecordingSink rows;
  control.update(kStart, {}, rows);
  Momentum momentum("s", wheels);
  momentum.restart(kStart, control);
  while (momentum.next_event() < at(20000.0)) {
    momentum.handle(momentum.next_event(), control, rows);
  }
  momentum.finish(at(20000.0), rows);
  const auto& changes = rows.table("momentum");
  // 0.08 N m s at 20 uN m: 4000 s. Down by 0.06 at 80 uN m net: 750 s. Up again in 3000 s.
  CHECK(changes[0].real("time") == Approx(4000.0).margin(1e-3));
  CHECK(changes[0].text("cause") == "unload");
  CHECK(changes[1].real("time") == Approx(4750.0).margin(1e-3));
  CHECK(changes[2].real("time") == Approx(7750.0).margin(1e-3));
  CHECK(rows.metric("momentum_unloadings") == 5.0);
  CHECK(rows.metric("momentum_disturbed") == Approx(0.4).epsilon(1e-6));
  CHECK(rows.metric("momentum_greatest_part") == Approx(0.8).epsilon(1e-6));
}

TEST_CASE("Planners allow as much time between rolls as the slews take") {
  const auto heavens = std::make_shared<PlainHeavens>();
  AgilityConfig agility;
  agility.slew = plain().slew;
  CHECK(manoeuvre_time(agility, 0.3, 0.3) == Duration::zero());
  for (const double from_rad : {-0.4, 0.0, 0.2}) {
    for (const double to_rad : {-0.3, 0.1, 0.5}) {
      AttitudeControl control("s", plain(), heavens);
      RecordingSink rows;
      const PointingWish first = strip(from_rad, 500.0, 1000.0);
      control.update(kStart, {first}, rows);
      while (control.next_event() < at(1000.0)) {
        control.update(control.next_event(), {first}, rows);
      }
      REQUIRE(control.holds(first, at(999.0)));
      const Duration turn = manoeuvre_time(agility, from_rad, to_rad);
      const double begin_s = 1000.0 + to_seconds(turn);
      const PointingWish next = strip(to_rad, begin_s, begin_s + 10.0);
      control.update(at(1000.0), {next}, rows);
      while (control.next_event() < next.begin) {
        control.update(control.next_event(), {next}, rows);
      }
      control.update(next.begin, {next}, rows);
      CHECK(control.holds(next, next.begin));
      // And not much more than a slew by the difference of the rolls.
      const double least_s = SlewProfile(plain().slew, std::abs(to_rad - from_rad)).duration_s();
      CHECK(to_seconds(turn) < 1.15 * least_s + 1.0);
    }
  }
}

TEST_CASE("Beyond the end of its trajectory a satellite goes on about the Earth's centre") {
  /// Known for an hour.
  class Ending final : public urker::test::CircularOrbit {
   public:
    Ending() : CircularOrbit(525e3, 1.7, 0.3) {}
    [[nodiscard]] orbit::State state(Time t) const override {
      REQUIRE(t <= at(3600.0));
      return CircularOrbit::state(t);
    }
  };
  const OrbitalHeavens heavens(std::make_shared<Ending>(), nullptr, nullptr, at(3600.0));
  const urker::test::CircularOrbit whole(525e3, 1.7, 0.3);
  CHECK(heavens.state(at(3600.0)).r_m == whole.state(at(3600.0)).r_m);
  for (const double t_s : {3600.1, 4000.0, 9000.0}) {
    CHECK((heavens.state(at(t_s)).r_m - whole.state(at(t_s)).r_m).norm() < 1.0);
    CHECK((heavens.state(at(t_s)).v_m_s - whole.state(at(t_s)).v_m_s).norm() < 1e-3);
  }
}
