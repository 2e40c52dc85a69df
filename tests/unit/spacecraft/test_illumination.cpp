#include "base/error.hpp"
#include "orbit/earth/geodesy.hpp"
#include "spacecraft/illumination.hpp"

#include <cmath>

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::light_between;

namespace {

access::Eclipse eclipse(double penumbra_begin, double umbra_begin, double umbra_end,
                        double penumbra_end) {
  return {0, {at(penumbra_begin), at(penumbra_end)}, {at(umbra_begin), at(umbra_end)}};
}

double never_asked(Time) {
  FAIL("the eclipses tell all");
  return 0.0;
}

constexpr double kAu_m = 1.496e11;

} // namespace

TEST_CASE("Sunlight is one, zero in the umbra, and a ramp in between") {
  const Illumination light =
      light_between({eclipse(100, 110, 200, 220), eclipse(500, 510, 600, 610)}, never_asked);
  CHECK(light.at(at(0)).fraction == 1.0);
  CHECK(light.at(at(0)).slope_per_s == 0.0);
  CHECK(light.at(at(0)).until == at(100));
  CHECK(light.at(at(100)).fraction == 1.0);
  CHECK(light.at(at(100)).slope_per_s == Approx(-0.1));
  CHECK(light.at(at(103)).fraction == Approx(0.7));
  CHECK(light.at(at(103)).until == at(110));
  CHECK(light.at(at(110)).fraction == 0.0);
  CHECK(light.at(at(150)).fraction == 0.0);
  CHECK(light.at(at(150)).until == at(200));
  CHECK(light.at(at(215)).fraction == Approx(0.75));
  CHECK(light.at(at(300)).fraction == 1.0);
  CHECK(light.at(at(300)).until == at(500));
  CHECK(light.at(at(605)).fraction == Approx(0.5));
  CHECK(light.at(at(700)).fraction == 1.0);
  CHECK(light.at(at(700)).until == kNever);
}

TEST_CASE("Where the search was cut off or no umbra is met, the geometry is asked") {
  access::Eclipse running = eclipse(0, 5, 100, 110);
  running.penumbra.begin_clipped = true;
  access::Eclipse dark = eclipse(0, 0, 100, 110);
  dark.penumbra.begin_clipped = dark.umbra.begin_clipped = true;
  access::Eclipse grazing = eclipse(300, 0, 0, 340);
  grazing.umbra = {kNotYet, kNotYet};
  const auto fraction = [](Time t) { return t == at(320) ? 0.6 : 0.4; };

  const Illumination first = light_between({running, grazing}, fraction);
  CHECK(first.at(at(0)).fraction == Approx(0.4));
  CHECK(first.at(at(2.5)).fraction == Approx(0.2));
  CHECK(first.at(at(310)).fraction == Approx(0.8));
  CHECK(first.at(at(320)).fraction == Approx(0.6));
  CHECK(first.at(at(330)).fraction == Approx(0.8));
  const Illumination second = light_between({dark}, never_asked);
  CHECK(second.at(at(0)).fraction == 0.0);
  CHECK(second.at(at(0)).until == at(100));
  access::Eclipse last = eclipse(500, 510, 600, 600);
  last.penumbra.end_clipped = last.umbra.end_clipped = true;
  CHECK(light_between({last}, never_asked).at(at(600)).fraction == 0.0);
}

TEST_CASE("The Sun's disc is covered by the Earth's as geometry wants it") {
  const orbit::Vector3 sun(kAu_m, 0.0, 0.0);
  const double r_m = 7000e3;
  CHECK(sunlit_fraction({r_m, 0.0, 0.0}, sun) == 1.0);
  CHECK(sunlit_fraction({0.0, r_m, 0.0}, sun) == 1.0);
  CHECK(sunlit_fraction({-r_m, 0.0, 0.0}, sun) == 0.0);
  // The Sun's centre on the limb: nearly half of it is hidden.
  const double limb = std::asin(orbit::kEarthEquatorialRadius_m / r_m);
  const orbit::Vector3 on_limb(-r_m * std::cos(limb), r_m * std::sin(limb), 0.0);
  CHECK(sunlit_fraction(on_limb, sun) == Approx(0.5).margin(0.01));
  // Over the pole the Earth is flatter: the same place is in sunlight there.
  const orbit::Vector3 over_pole(-r_m * std::cos(limb), 0.0, r_m * std::sin(limb));
  CHECK(sunlit_fraction(over_pole, sun) > 0.99);
  // Monotone through the penumbra.
  double before = 0.0;
  for (int i = -30; i <= 30; ++i) {
    const double angle = limb + 2e-4 * i;
    const double f = sunlit_fraction({-r_m * std::cos(angle), r_m * std::sin(angle), 0.0}, sun);
    REQUIRE(f >= before);
    before = f;
  }
  CHECK(before == 1.0);
}

TEST_CASE("Eclipses that come one by one, while those before are forgotten, make the same light") {
  std::vector<access::Eclipse> eclipses;
  for (int i = 0; i < 8; ++i) {
    const double t = 100.0 * i;
    eclipses.push_back(eclipse(t + 10.0, t + 17.0 + i, t + 60.0, t + 73.0));
  }
  eclipses[3].umbra = {kNotYet, kNotYet};
  const auto fraction = [](Time) { return 0.3; };
  const Illumination at_once = light_between(eclipses, fraction);
  Illumination growing(fraction);
  std::size_t told = 0;
  for (int i = 0; i < 850; ++i) {
    const Time t = at(i);
    if (told < eclipses.size() && eclipses[told].penumbra.begin == t) {
      growing.add(eclipses[told++]); // as late as it may come
    }
    growing.forget(t);
    const auto expected = at_once.at(t);
    const auto found = growing.at(t);
    REQUIRE(found.fraction == expected.fraction);
    REQUIRE(found.slope_per_s == expected.slope_per_s);
    REQUIRE(found.until >= expected.until);
  }
  CHECK(told == eclipses.size());
  CHECK_THROWS_AS(growing.add(eclipses[2]), Error);
}
