#include <catch2/catch.hpp>

#include <algorithm>

#include "demo.hpp"

using namespace urker;
using namespace urker::run;

namespace {

bool has_note(const std::vector<std::string>& notes, const std::string& part) {
  return std::any_of(notes.begin(), notes.end(),
                     [&](const auto& note) { return note.find(part) != std::string::npos; });
}

const Satellite* find(const World& world, const std::string& name) {
  const auto found = std::find_if(world.satellites.begin(), world.satellites.end(),
                                  [&](const auto& s) { return s.name == name; });
  return found == world.satellites.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("A world holds what is in service, in the order of names") {
  const auto scenario = demo();
  const World world(scenario);
  CHECK(world.satellites.size() == 9);
  CHECK(std::is_sorted(world.satellites.begin(), world.satellites.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
  CHECK(find(world, "azersky") == nullptr);
  CHECK(has_note(world.notes, "satellites.azersky is not in service"));
  CHECK(to_seconds(world.end - kStart) == 86400.0);
}

TEST_CASE("Service may begin and end within the run") {
  const auto scenario = demo({"satellites.imece.in_service={from: 2026-08-22T06:00:00Z, "
                              "until: 2026-08-22T18:00:00Z}"});
  const World world(scenario);
  const auto* imece = find(world, "imece");
  REQUIRE(imece != nullptr);
  CHECK(imece->service.begin == kStart + std::chrono::hours(6));
  CHECK(imece->service.end == kStart + std::chrono::hours(18));
  CHECK_FALSE(imece->service.begin_clipped);
  CHECK(find(world, "kazstsat")->service.begin_clipped);
}

TEST_CASE("Old elements deserve a word, fresh ones do not") {
  const auto fresh = demo();
  CHECK_FALSE(has_note(World(fresh).notes, "elements"));
  const auto old = demo({"start=2026-10-01T00:00:00Z"});
  CHECK(has_note(World(old).notes, "satellites.imece: its elements are 40 days from the run"));
}

TEST_CASE("A run beyond the table of the Earth's rotation says so once") {
  const auto inside = demo({"start=2026-10-01T00:00:00Z"});
  CHECK_FALSE(has_note(World(inside).notes, "earth_orientation"));
  const auto beyond = demo({"start=2027-08-21T12:00:00Z"}); // the table ends with that day
  CHECK(has_note(World(beyond).notes, "environment.earth_orientation: "));
  const auto simple = demo({"start=2027-08-21T12:00:00Z", "environment.earth_orientation=gmst"});
  CHECK_FALSE(has_note(World(simple).notes, "earth_orientation"));
}

TEST_CASE("A table of the scenario's own turns the Earth") {
  auto scenario = demo();
  scenario.environment.earth_orientation_file = "eop/mine.txt";
  CHECK_THROWS(World(scenario)); // the file was not read
  // Polar motion is nothing, UT1 lags TAI by 36 s.
  scenario.environment.earth_orientation_table =
      std::make_shared<const orbit::EarthOrientationTable>(
          61000.0, std::vector<orbit::EarthOrientation>(1000, {.ut1_minus_tai_s = -36.0}));
  const World own(scenario);
  const auto plain = demo();
  const World shipped(plain);
  const auto place = [](const World& world) -> orbit::Vector3 {
    return world.earth->rotation_to_itrf(orbit::Frame::gcrf, kStart).col(0);
  };
  CHECK((place(own) - place(shipped)).norm() == Approx(7.292e-5).epsilon(0.1)); // a second
}

TEST_CASE("An orbit's failure names the satellite") {
  const auto scenario = demo({"satellites.imece.orbit.sgp4.eccentricity=0.9"});
  const World world(scenario);
  const auto* imece = find(world, "imece");
  REQUIRE_THROWS_WITH(imece->trajectory->state(kStart + std::chrono::minutes(20)),
                      Catch::StartsWith("satellites.imece: "));
}

TEST_CASE("A date that cannot be names the asset") {
  const auto scenario = demo({"stations.astana.in_service={from: 1960-01-01T00:00:00Z}"});
  REQUIRE_THROWS_WITH(World(scenario), Catch::StartsWith("stations.astana: "));
}
