#include "link/atmosphere/slant_atmosphere.hpp"
#include "link/rain/rain_rate.hpp"

#include <map>
#include <numbers>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "worst.hpp"

namespace urker::validation {

namespace {

using link::AtmosphereEdition;

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kMmPerHour_m_s = 1e-3 / 3600.0;

struct Station {
  double latitude_rad = 0.0;
  link::AtmosphereConfig facts;
};

std::map<std::string, Station> read_stations() {
  std::map<std::string, Station> stations;
  const DataFile table("link/station_facts.csv");
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto number = [&](const char* column) { return table.number(i, column); };
    Station& station = stations[table.text(i, "station")];
    station.latitude_rad = number("latitude_deg") * kDegree;
    station.facts.height_m = 1e3 * number("height_km");
    station.facts.temperature_k = number("T_K");
    station.facts.pressure_pa = 100.0 * number("P_hPa");
    station.facts.wet_refractivity = number("wet_refractivity");
    station.facts.isotherm_height_m = 1e3 * number("isotherm_km");
  }
  const DataFile months("link/station_months.csv");
  for (std::size_t i = 0; i < months.size(); ++i) {
    stations.at(months.text(i, "station"))
        .facts.months.push_back({months.number(i, "T_K"), 1e-3 * months.number(i, "rainfall_mm")});
  }
  const DataFile exceeded("link/station_exceeded.csv");
  for (std::size_t i = 0; i < exceeded.size(); ++i) {
    stations.at(exceeded.text(i, "station"))
        .facts.exceeded.push_back(
            {0.01 * exceeded.number(i, "time_pct"), 1e-3 * exceeded.number(i, "vapour_g_m3"),
             exceeded.number(i, "column_kg_m2"), exceeded.number(i, "reduced_liquid_kg_m2"),
             exceeded.number(i, "liquid_kg_m2")});
  }
  return stations;
}

void compare_rain_rates(Page& page, const std::map<std::string, Station>& stations) {
  const DataFile table("link/station_rain_rate.csv");
  // ITU-Rpy stops its bisection at 1e-5 mm/h.
  page.add({"Rain rate from the months of 9 stations, P.837-7 Annex 1, 45 rows, relative",
            "ITU-Rpy", "", 5e-5, worst_relative(table, "rain_rate_mm_h", [&](std::size_t i) {
              return link::RainClimate(stations.at(table.text(i, "station")).facts.months)
                         .exceeded_m_s(0.01 * table.number(i, "time_pct")) /
                     kMmPerHour_m_s;
            })});
  const DataFile facts("link/station_facts.csv");
  page.add({"Probability of rain from the months of 9 stations, P.837-7, relative", "ITU-Rpy", "",
            1e-6, worst_relative(facts, "rain_probability_pct", [&](std::size_t i) {
              return 100.0 * link::RainClimate(stations.at(facts.text(i, "station")).facts.months)
                                 .rain_probability();
            })});
}

} // namespace

void compare_stations(Page& page) {
  page.begin_section("Attenuation at nine stations");
  auto stations = read_stations();
  compare_rain_rates(page, stations);
  const DataFile facts("link/station_facts.csv");
  for (std::size_t i = 0; i < facts.size(); ++i) {
    stations.at(facts.text(i, "station")).facts.rain_rate_m_s =
        facts.number(i, "rain_rate_mm_h") * kMmPerHour_m_s;
  }
  const DataFile table("link/station_attenuation.csv");
  const auto air = [&](std::size_t i, AtmosphereEdition edition) {
    const Station& station = stations.at(table.text(i, "station"));
    const link::Carrier carrier{1e9 * table.number(i, "f_GHz"), 45.0 * kDegree, 5.0, 0.6};
    return link::SlantAtmosphere(station.facts, station.latitude_rad, carrier, edition, "station");
  };
  const auto elevation_rad = [&](std::size_t i) {
    return table.number(i, "elevation_deg") * kDegree;
  };
  const auto fraction = [&](std::size_t i) { return 0.01 * table.number(i, "time_pct"); };
  const auto compare = [&](const std::string& what, const std::string& column,
                           AtmosphereEdition edition, double link::AtmosphericLoss::*term) {
    page.add({what + ", 720 rows, relative", "ITU-Rpy", "", 1e-6,
              worst_relative(table, column, [&](std::size_t i) {
                return air(i, edition).exceeded(elevation_rad(i), fraction(i)).*term;
              })});
  };
  using Loss = link::AtmosphericLoss;
  const auto p13 = AtmosphereEdition::p618_13;
  const auto p14 = AtmosphereEdition::p618_14;
  compare("Gases, P.676-12 Annex 2 by the column", "gas_dB", p13, &Loss::gas_db);
  compare("Clouds, P.840-8", "cloud_dB", p13, &Loss::cloud_db);
  compare("Rain, P.618-13", "rain_dB", p13, &Loss::rain_db);
  compare("Scintillation, P.618-13", "scintillation_dB", p13, &Loss::scintillation_db);
  compare("Total, P.618-13", "total_dB", p13, &Loss::total_db);
  page.add({"Cross-polarisation discrimination, P.618-13, 720 rows, relative", "ITU-Rpy", "", 1e-6,
            worst_relative(table, "discrimination_dB", [&](std::size_t i) {
              return air(i, p13).cross_polarisation_db(elevation_rad(i), fraction(i));
            })});
  compare("Gases, P.676-13 Annex 2 by the column", "gas_14_dB", p14, &Loss::gas_db);
  compare("Clouds, P.840-9", "cloud_14_dB", p14, &Loss::cloud_db);
  compare("Total, P.618-14", "total_14_dB", p14, &Loss::total_db);
}

} // namespace urker::validation
