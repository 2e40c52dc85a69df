#include "run/outlooks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "demo.hpp"

using namespace urker;
using namespace urker::run;

TEST_CASE("Each process is told of the windows that concern it, and no other") {
  const auto scenario = demo();
  const World world(scenario);
  const Cast cast(world);
  // Two contacts of each satellite with each station, and an eclipse of each satellite.
  access::ContactPlan plan;
  for (std::uint32_t satellite = 0; satellite < world.satellites.size(); ++satellite) {
    for (std::uint32_t station = 0; station < world.stations.size(); ++station) {
      for (const int hour : {1, 5}) {
        access::StationContact contact;
        contact.satellite = satellite;
        contact.station = station;
        contact.window.begin = kStart + std::chrono::hours(hour);
        plan.contacts.push_back(contact);
      }
    }
    access::Eclipse eclipse;
    eclipse.satellite = satellite;
    plan.eclipses.push_back(eclipse);
  }
  const auto outlooks = outlooks_of(cast, plan);
  for (std::uint32_t satellite = 0; satellite < world.satellites.size(); ++satellite) {
    const auto& told = outlooks.at(cast.satellite(satellite));
    CHECK(told.contacts.empty());
    REQUIRE(told.eclipses.size() == 1);
    CHECK(told.eclipses[0].satellite == satellite);
  }
  REQUIRE_FALSE(cast.imagers().empty());
  std::size_t expected = 0;
  for (const auto& imager : cast.imagers()) {
    expected += 2 * imager.stations.size();
    const auto& planner = outlooks.at(imager.operations.partner.process).contacts;
    CHECK(
        static_cast<std::size_t>(std::count_if(planner.begin(), planner.end(), [&](const auto& c) {
          return c.satellite == imager.satellite;
        })) == 2 * imager.stations.size());
  }
  std::size_t at_stations = 0;
  for (std::uint32_t station = 0; station < world.stations.size(); ++station) {
    const auto told = outlooks.find(cast.station(station).process);
    if (told == outlooks.end()) {
      continue; // no imager's radio is received there
    }
    const auto& contacts = told->second.contacts;
    at_stations += contacts.size();
    CHECK(std::is_sorted(contacts.begin(), contacts.end(),
                         [](const auto& a, const auto& b) { return a.key() < b.key(); }));
    CHECK(std::all_of(contacts.begin(), contacts.end(),
                      [station](const auto& c) { return c.station == station; }));
  }
  CHECK(at_stations == expected);
}
