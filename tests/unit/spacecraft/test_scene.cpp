#include "access/strip.hpp"
#include "orbit/earth/geodesy.hpp"
#include "spacecraft/scene.hpp"
#include "spacecraft/surroundings.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::spacecraft;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kMu_m3_s2 = 3.986004418e14;

/// Figures of a 1 m class imager: panchromatic and four bands four times as coarse.
ImagerConfig imager() {
  ImagerConfig c;
  c.swath_m = 16e3;
  c.reference_altitude_m = 680e3;
  c.channels = {{"pan", {1.0, 1, 11}}, {"ms", {4.0, 4, 11}}};
  c.greatest_off_nadir_rad = 30.0 * kDegree;
  return c;
}

/// A circular orbit over the poles.
class Circle final : public orbit::Trajectory {
 public:
  [[nodiscard]] orbit::Frame frame() const override { return orbit::Frame::gcrf; }
  [[nodiscard]] orbit::State state(Time t) const override {
    const double n = std::sqrt(kMu_m3_s2 / kRadius_m) / kRadius_m;
    const double u = n * seconds_since_start(t);
    return {{kRadius_m * std::cos(u), 0.0, kRadius_m * std::sin(u)},
            {-kRadius_m * n * std::sin(u), 0.0, kRadius_m * n * std::cos(u)}};
  }
  [[nodiscard]] orbit::MotionBounds bounds(Time, Time) const override {
    return {kRadius_m, kRadius_m, 8e3, 10.0};
  }

 private:
  static constexpr double kRadius_m = 6371e3 + 680e3;
};

struct World {
  Circle trajectory;
  Epoch epoch{CalendarTime{2026, 6, 21}};
  orbit::Earth earth{epoch, kStart, kStart + std::chrono::hours(2),
                     orbit::EarthOrientationModel::gmst};
  access::CellGrid grid{5e3};
  link::CloudField clouds{{0.5, 300e3, 21600.0}, 9};
};

/// A strip of `seconds` half way to the pole.
protocol::ImagingTask strip(double seconds, double roll_deg) {
  protocol::ImagingTask task;
  task.number = 1;
  task.begin = kStart + round_seconds(700.0);
  task.end = task.begin + round_seconds(seconds);
  task.roll_rad = roll_deg * kDegree;
  return task;
}

double least_sunlight(const Surroundings& around) {
  double least = 1.0;
  for (double s = 0.0; s < 6000.0; s += 60.0) {
    least = std::min(least, around.sunlit_fraction(kStart + round_seconds(s)));
  }
  return least;
}

} // namespace

TEST_CASE("The volume of a scene counts every sample") {
  // 16000 columns x 16000 lines x 11 bit + 4 x 4000 x 4000 x 11 bit
  CHECK(scene_bits(imager(), 16e3, 680e3) == 16000LL * 16000 * 11 + 4LL * 4000 * 4000 * 11);
  // From twice as far the lines are twice as far apart; the detector has its columns still.
  CHECK(scene_bits(imager(), 16e3, 1360e3) == 16000LL * 8000 * 11 + 4LL * 4000 * 2000 * 11);
  CHECK(imaging_rate_bit_s(imager(), 6800.0, 680e3) * 16e3 / 6800.0 ==
        Approx(static_cast<double>(scene_bits(imager(), 16e3, 680e3))));
  CHECK(imager().finest_gsd_m() == 1.0);
  CHECK(half_width_rad(imager()) == Approx(std::atan(8.0 / 680.0)));
}

TEST_CASE("Focal length, pixels and altitude make swath and sample distance") {
  ImagerConfig c = imager();
  c.swath_m = 0.0;
  c.channels = {{"pan", {0.0, 1, 11, 1}}, {"ms", {0.0, 4, 11, 4}}};
  c.optics = OpticsConfig{6.8, 10e-6, 16000}; // 10 um / 6.8 m x 680 km = 1 m
  CHECK(c.swath() == Approx(16e3));
  CHECK(c.finest_gsd_m() == Approx(1.0));
  CHECK(c.gsd(c.channels.at("ms")) == Approx(4.0));
  CHECK(half_width_rad(c) == Approx(half_width_rad(imager())));
  CHECK(scene_bits(c, 16e3, 680e3) == scene_bits(imager(), 16e3, 680e3));
  c.reference_altitude_m = 340e3;
  CHECK(c.finest_gsd_m() == Approx(0.5));
}

TEST_CASE("A slow detector skips ground between its lines") {
  ImagerConfig c = imager();
  c.line_rate_hz = 3400.0; // half of what 6.8 km/s at 1 m want
  const double all = imaging_rate_bit_s(imager(), 6800.0, 680e3);
  CHECK(imaging_rate_bit_s(c, 6800.0, 680e3) == Approx(0.5 * all));
  CHECK(scene_bits(c, 16e3, 680e3, 16e3 / 6800.0) ==
        Approx(0.5 * static_cast<double>(scene_bits(imager(), 16e3, 680e3))));
  c.line_rate_hz = 10e3;
  CHECK(imaging_rate_bit_s(c, 6800.0, 680e3) == all);
}

TEST_CASE("Frames come at their interval, and each shows its field") {
  const World w;
  ImagerConfig c = imager();
  c.frame = FrameConfig{8000, 5.0, 0.01, 0.5};
  const auto task = strip(30.0, 0.0);
  const auto scenes = cut_strip(c, task, w.trajectory, w.earth, w.grid, w.clouds);
  REQUIRE(scenes.size() == 6);
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    CHECK(scenes[i].begin == task.begin + std::chrono::seconds(5 * i));
    CHECK(scenes[i].end == scenes[i].begin + std::chrono::milliseconds(510));
    CHECK(orbit::great_circle_m(scenes[i].corners[0], scenes[i].corners[3]) ==
          Approx(8e3).epsilon(0.02));
    CHECK(scenes[i].raw_bits == 16000LL * 8000 * 11 + 4LL * 4000 * 2000 * 11);
  }
  CHECK(imaging_rate_bit_s(c, 6800.0, 680e3) ==
        Approx(static_cast<double>(scenes[0].raw_bits) / 5.0));
  // At 34 km a frame 8 km long leaves gaps: of cells along the track a quarter is shown, each once.
  auto wanting = task;
  for (double s = 0.0; s < 30.0; s += 0.25) {
    const auto below =
        access::ground_point(w.trajectory, w.earth, task.begin + round_seconds(s), 0.0);
    wanting.cells.push_back(w.grid.cell_at(*below));
  }
  std::sort(wanting.cells.begin(), wanting.cells.end());
  wanting.cells.erase(std::unique(wanting.cells.begin(), wanting.cells.end()), wanting.cells.end());
  std::size_t shown = 0;
  for (const Scene& s : cut_strip(c, wanting, w.trajectory, w.earth, w.grid, w.clouds)) {
    shown += s.cells.size();
  }
  CHECK(shown > wanting.cells.size() / 8);
  CHECK(shown < wanting.cells.size() / 2);
  CHECK(cut_strip(c, strip(30.0, 65.0), w.trajectory, w.earth, w.grid, w.clouds).empty());
}

TEST_CASE("A strip is cut into scenes about as long as the swath is wide") {
  const World w;
  const auto task = strip(30.0, 0.0);
  const auto scenes = cut_strip(imager(), task, w.trajectory, w.earth, w.grid, w.clouds);
  // Ground speed of some 6.8 km/s: 204 km in 30 s.
  REQUIRE(scenes.size() == 13);
  CHECK(scenes.front().begin == task.begin);
  CHECK(scenes.back().end == task.end);
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const Scene& s = scenes[i];
    if (i > 0) {
      CHECK(s.begin == scenes[i - 1].end);
    }
    const double along_m = orbit::great_circle_m(s.corners[0], s.corners[3]);
    const double across_m = orbit::great_circle_m(s.corners[0], s.corners[1]);
    CHECK(along_m < 16.4e3);
    CHECK(along_m > 14.5e3);
    CHECK(across_m == Approx(16e3).epsilon(0.02));
    CHECK(s.gsd_m == Approx(1.0).epsilon(0.02));
    CHECK(s.raw_bits == Approx(16000.0 * along_m * 11.0 * 1.25).epsilon(0.03));
    CHECK(s.cloud_truth >= 0.0);
    CHECK(s.cloud_truth <= 1.0);
  }
}

TEST_CASE("A scene shows what is on its cells, and of its middle if none is wanted") {
  const World w;
  const auto grid = std::make_shared<const access::CellGrid>(w.grid);
  const auto clouds = std::make_shared<const link::CloudField>(w.clouds);
  const ContentConfig config{
      protocol::ContentKind::flood, {}, 10.0 / grid->cell_area_m2(), 86400.0, {}};
  const ContentField contents({{"floods", config, {}}}, grid, clouds, 3);
  auto task = strip(2.0, 0.0);
  const auto middle =
      access::ground_point(w.trajectory, w.earth, task.begin + (task.end - task.begin) / 2, 0.0);
  REQUIRE(middle);
  const auto seen = [&] {
    return cut_strip(imager(), task, w.trajectory, w.earth, w.grid, w.clouds, &contents).at(0);
  };
  const Scene unwanted = seen();
  REQUIRE(unwanted.contents.size() == 1);
  CHECK(unwanted.contents[0].kind == protocol::ContentKind::flood);
  task.cells = {w.grid.cell_at(*middle)};
  const Scene wanted = seen();
  const Time t = wanted.begin + (wanted.end - wanted.begin) / 2;
  REQUIRE(wanted.cells.size() == 1);
  CHECK(wanted.contents.at(0).present == contents.in(wanted.cells, t).at(0).present);
  CHECK(cut_strip(imager(), task, w.trajectory, w.earth, w.grid, w.clouds).at(0).contents.empty());
}

TEST_CASE("Aside, samples are coarser and fewer lines cover the ground") {
  const World w;
  const auto nadir = cut_strip(imager(), strip(2.0, 0.0), w.trajectory, w.earth, w.grid, w.clouds);
  const auto aside = cut_strip(imager(), strip(2.0, 30.0), w.trajectory, w.earth, w.grid, w.clouds);
  REQUIRE(nadir.size() == 1);
  REQUIRE(aside.size() == 1);
  // At 30 deg: range 1.19 times the altitude, incidence 34 deg.
  CHECK(aside[0].gsd_m / nadir[0].gsd_m == Approx(1.19 / std::cos(33.6 * kDegree)).epsilon(0.02));
  CHECK(static_cast<double>(aside[0].raw_bits) / static_cast<double>(nadir[0].raw_bits) ==
        Approx(1.0 / 1.19).epsilon(0.03));
  CHECK(cut_strip(imager(), strip(2.0, 65.0), w.trajectory, w.earth, w.grid, w.clouds).empty());
}

TEST_CASE("Wanted cells fall into the scene in which they are passed, and no other cells do") {
  const World w;
  auto task = strip(30.0, 10.0);
  // All cells near the strip are wanted; those within half a swath of its line are covered.
  const auto middle = access::ground_point(w.trajectory, w.earth,
                                           task.begin + (task.end - task.begin) / 2, task.roll_rad);
  REQUIRE(middle);
  const double d = 2.0 * kDegree;
  task.cells = w.grid.cells_in({{middle->latitude_rad - d, middle->longitude_rad - d, 0.0},
                                {middle->latitude_rad - d, middle->longitude_rad + d, 0.0},
                                {middle->latitude_rad + d, middle->longitude_rad + d, 0.0},
                                {middle->latitude_rad + d, middle->longitude_rad - d, 0.0}});
  const auto scenes = cut_strip(imager(), task, w.trajectory, w.earth, w.grid, w.clouds);
  std::size_t covered = 0;
  for (const Scene& scene : scenes) {
    double sum = 0.0;
    for (const std::int64_t cell : scene.cells) {
      const auto crossing =
          access::find_crossing(w.trajectory, w.earth, w.grid.centre(cell), task.begin, task.end);
      REQUIRE(crossing);
      CHECK(crossing->time >= scene.begin);
      CHECK(crossing->time <= scene.end);
      CHECK(std::abs(crossing->roll_rad - task.roll_rad) <= half_width_rad(imager()));
      sum += w.clouds.cover(w.grid.centre(cell), scene.begin + (scene.end - scene.begin) / 2);
    }
    covered += scene.cells.size();
    if (!scene.cells.empty()) {
      CHECK(scene.cloud_truth == Approx(sum / static_cast<double>(scene.cells.size())));
    }
  }
  // 200 km x 17 km in cells of 25 km2
  CHECK(covered == Approx(200.0 * 17.0 / 25.0).epsilon(0.15));
}

TEST_CASE("The surroundings along an orbit see sites, the Sun and the Earth's shadow") {
  const auto trajectory = std::make_shared<Circle>();
  const auto earth = std::make_shared<orbit::Earth>(Epoch{CalendarTime{2026, 6, 21}}, kStart,
                                                    kStart + std::chrono::hours(2),
                                                    orbit::EarthOrientationModel::gmst);
  const OrbitalSurroundings around(trajectory, earth);
  const Time t = kStart + round_seconds(1000.0);
  const auto below =
      orbit::to_geodetic(earth->to_itrf(trajectory->state(t), trajectory->frame(), t).r_m);
  const SiteView overhead = around.site({below.latitude_rad, below.longitude_rad, 0.0}, t);
  CHECK(overhead.elevation_rad == Approx(std::numbers::pi / 2.0).margin(1e-6));
  CHECK(overhead.range_m == Approx(below.height_m));
  // Near the aphelion: 1.0163 au.
  CHECK(around.sun_flux(t) == Approx(1.0 / (1.0163 * 1.0163)).epsilon(5e-4));
  // In June the Sun stands on the normal of the orbit's plane, in March in the plane.
  CHECK(least_sunlight(around) == 1.0);
  const auto march = std::make_shared<orbit::Earth>(Epoch{CalendarTime{2026, 3, 20}}, kStart,
                                                    kStart + std::chrono::hours(2),
                                                    orbit::EarthOrientationModel::gmst);
  CHECK(least_sunlight(OrbitalSurroundings(trajectory, march)) == 0.0);
}
