#include "link/atmosphere/slant_atmosphere.hpp"
#include "scenario/load_scenario.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <numbers>
#include <string>

#include "data_file.hpp"
#include "toy.hpp"

using namespace urker;
using link::AtmosphereEdition;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// A scenario with a station at each place, which has all of its atmosphere from the catalogue.
scenario::Loaded<scenario::Scenario> stations_at(const DataFile& places) {
  const toy::Folder folder;
  std::filesystem::copy(URKER_SOURCE_DIR "/scenarios/catalog", folder.path() / "catalog");
  std::string text = "urker: 1\nname: places\nstart: 2026-08-22T00:00:00Z\nduration: 1 h\n"
                     "include: [catalog/*.yaml]\nsatellites: {imece: {from: imece}}\nstations:\n";
  for (std::size_t p = 0; p < places.size(); ++p) {
    const std::string name = lower(places.text(p, "station"));
    text += "  " + name + ": {from: kitab, atmosphere: {type: " + name + "}}\n";
  }
  folder.write("places.yaml", text);
  return scenario::load_scenario(folder.path() / "places.yaml");
}

} // namespace

TEST_CASE("The catalogue's atmospheres alone give the attenuation of the reference table") {
  const DataFile places("link/station_facts.csv");
  const DataFile table("link/station_attenuation.csv");
  const auto scenario = stations_at(places);
  for (std::size_t p = 0; p < places.size(); ++p) {
    const std::string& name = places.text(p, "station");
    const auto& facts = scenario.value.stations.at(lower(name)).atmosphere.value();
    const double latitude_rad = places.number(p, "latitude_deg") * kDegree;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (table.text(i, "station") == name) {
        const link::Carrier carrier{1e9 * table.number(i, "f_GHz"), 45.0 * kDegree, 5.0, 0.6};
        const double elevation_rad = table.number(i, "elevation_deg") * kDegree;
        const double fraction = 0.01 * table.number(i, "time_pct");
        const auto total_db = [&](AtmosphereEdition edition) {
          return link::SlantAtmosphere(facts, latitude_rad, carrier, edition, name)
              .exceeded(elevation_rad, fraction)
              .total_db;
        };
        REQUIRE(total_db(AtmosphereEdition::p618_13) ==
                Approx(table.number(i, "total_dB")).epsilon(1e-6));
        REQUIRE(total_db(AtmosphereEdition::p618_14) ==
                Approx(table.number(i, "total_14_dB")).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("A station starts from the atmosphere of a place and has a height of its own") {
  const auto scenario = scenario::load_scenario(URKER_SOURCE_DIR "/scenarios/first_light.yaml");
  const auto& absheron = scenario.value.stations.at("absheron").atmosphere;
  REQUIRE(absheron);
  CHECK(absheron->height_m == 400.0);
  CHECK(absheron->exceeded.size() == 9);
  CHECK(absheron->months.size() == 12);
  for (const auto& [name, station] : scenario.value.stations) {
    INFO(name);
    CHECK(station.atmosphere);
  }
}
