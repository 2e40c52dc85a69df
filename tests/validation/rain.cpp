#include "link/atmosphere/cloud_attenuation.hpp"
#include "link/atmosphere/scintillation.hpp"
#include "link/atmosphere/slant_atmosphere.hpp"
#include "link/rain/cross_polarisation.hpp"
#include "link/rain/fade_durations.hpp"
#include "link/rain/rain_attenuation.hpp"
#include "link/rain/rain_coefficients.hpp"

#include <cmath>
#include <map>
#include <numbers>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "worst.hpp"

namespace urker::validation {

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kMmPerHour_m_s = 1e-3 / 3600.0;
constexpr double kTolerance = 1e-5;
const std::string kItu = "ITU-R SG 3 examples";

double elevation_rad(const DataFile& table, std::size_t i) {
  return table.number(i, "elevation_deg") * kDegree;
}
double frequency_hz(const DataFile& table, std::size_t i) {
  return 1e9 * table.number(i, "f_GHz");
}

void compare_specific(Page& page, const std::string& file, const std::string& truth,
                      double tolerance) {
  const DataFile table(file);
  const auto law = [&](std::size_t i) {
    return link::RainCoefficients(frequency_hz(table, i))
        .at(elevation_rad(table, i), table.number(i, "tilt_deg") * kDegree);
  };
  const std::string what = "Rain, P.838-3, " + std::to_string(table.size()) + " rows, relative: ";
  page.add({what + "k", truth, "", tolerance,
            worst_relative(table, "k", [&](std::size_t i) { return law(i).k; })});
  page.add({what + "alpha", truth, "", tolerance,
            worst_relative(table, "alpha", [&](std::size_t i) { return law(i).alpha; })});
  page.add({what + "attenuation", truth, "", tolerance,
            worst_relative(table, "A_dB_km", [&](std::size_t i) {
              return 1e3 *
                     law(i).attenuation_db_m(table.number(i, "rain_rate_mm_h") * kMmPerHour_m_s);
            })});
}

void compare_rain_attenuation(Page& page) {
  const DataFile heights("link/itu_p839_rain_height.csv");
  page.add({"Rain height, P.839-4, 8 rows, relative", kItu, "", kTolerance,
            worst_relative(heights, "rain_height_km", [&](std::size_t i) {
              return 1e-3 * link::rain_height_m(1e3 * heights.number(i, "isotherm_km"));
            })});
  const DataFile table("link/itu_p618_rain.csv");
  page.add({"Rain attenuation, P.618-13 and -14, 64 rows, relative", kItu, "", kTolerance,
            worst_relative(table, "A_dB", [&](std::size_t i) {
              const double elevation = elevation_rad(table, i);
              const double height_m = 1e3 * table.number(i, "height_km");
              const double rain_m =
                  height_m + 1e3 * table.number(i, "path_km") * std::sin(elevation);
              const link::RainSite site{table.number(i, "latitude_deg") * kDegree, height_m, rain_m,
                                        table.number(i, "rain_rate_mm_h") * kMmPerHour_m_s};
              const double f_hz = frequency_hz(table, i);
              const auto law =
                  link::RainCoefficients(f_hz).at(elevation, table.number(i, "tilt_deg") * kDegree);
              return link::RainAttenuation(site, law, f_hz, elevation)
                  .exceeded_db(0.01 * table.number(i, "time_pct"));
            })});
  page.add({"Probability of rain attenuation, P.618-13 and -14, 64 rows, relative", kItu, "",
            kTolerance, worst_relative(table, "probability_pct", [&](std::size_t i) {
              return 100.0 * link::rain_attenuation_probability(table.number(i, "rain_probability"),
                                                                1e3 * table.number(i, "path_km"),
                                                                elevation_rad(table, i));
            })});
}

void compare_other_terms(Page& page) {
  const DataFile scintillation("link/itu_p618_scintillation.csv");
  page.add({"Scintillation, P.618-13, 64 rows, relative", kItu, "", kTolerance,
            worst_relative(scintillation, "A_dB", [&](std::size_t i) {
              const link::Scintillation s(
                  frequency_hz(scintillation, i), scintillation.number(i, "wet_refractivity"),
                  scintillation.number(i, "dish_m"), scintillation.number(i, "efficiency"));
              return s.deviation_db(elevation_rad(scintillation, i)) *
                     s.depth(0.01 * scintillation.number(i, "time_pct"));
            })});
  const DataFile total("link/itu_p618_total.csv");
  page.add({"Total attenuation of its terms, P.618-13, 64 rows, relative", kItu, "", kTolerance,
            worst_relative(total, "A_dB", [&](std::size_t i) {
              return link::total_attenuation_db(
                  total.number(i, "gas_dB"), total.number(i, "cloud_dB"),
                  total.number(i, "rain_dB"), total.number(i, "scintillation_dB"));
            })});
  const DataFile polarisation("link/itu_p618_polarisation.csv");
  page.add({"Cross-polarisation discrimination, P.618-13 and -14, 64 rows, relative", kItu, "",
            kTolerance, worst_relative(polarisation, "discrimination_dB", [&](std::size_t i) {
              return link::cross_polarisation_db(
                  polarisation.number(i, "rain_dB"), frequency_hz(polarisation, i),
                  elevation_rad(polarisation, i), polarisation.number(i, "tilt_deg") * kDegree,
                  0.01 * polarisation.number(i, "time_pct"));
            })});
}

/// The liquid of a place and time is what the first of its rows needs; the others must agree.
double worst_reduced_liquid() {
  const DataFile table("link/itu_p840_8_cloud.csv");
  std::map<std::string, double> liquid;
  return worst_relative(table, "A_dB", [&](std::size_t i) {
    const double per_liquid = link::reduced_liquid_attenuation_db_m2_kg(frequency_hz(table, i)) /
                              std::sin(elevation_rad(table, i));
    const std::string key = table.text(i, "latitude_deg") + ' ' + table.text(i, "longitude_deg") +
                            ' ' + table.text(i, "time_pct");
    return per_liquid * liquid.try_emplace(key, table.number(i, "A_dB") / per_liquid).first->second;
  });
}

void compare_clouds(Page& page) {
  page.add({"Clouds, P.840-8, 64 rows of 32 places and times, relative", kItu, "", kTolerance,
            worst_reduced_liquid()});
  const DataFile table("link/itu_p840_9_cloud.csv");
  page.add({"Clouds, P.840-9, 17 rows, relative", kItu, "", kTolerance,
            worst_relative(table, "A_dB", [&](std::size_t i) {
              return link::liquid_attenuation_db_m2_kg(frequency_hz(table, i)) *
                     table.number(i, "liquid_kg_m2") / std::sin(elevation_rad(table, i));
            })});
}

void compare_fades(Page& page) {
  const DataFile table("link/itu_p1623_fades.csv");
  const auto fades = [&](std::size_t i) {
    return link::FadeDurations(table.number(i, "threshold_dB"), elevation_rad(table, i),
                               frequency_hz(table, i));
  };
  const auto duration_s = [&](std::size_t i) { return table.number(i, "duration_s"); };
  page.add({"Fades longer than a duration, P.1623-1, 11 rows, relative", kItu, "", kTolerance,
            worst_relative(table, "of_fades", [&](std::size_t i) {
              return fades(i).fraction_of_fades(duration_s(i));
            })});
  page.add({"Time in fades longer than a duration, P.1623-1, 11 rows, relative", kItu, "",
            kTolerance, worst_relative(table, "of_time", [&](std::size_t i) {
              return fades(i).fraction_of_time(duration_s(i));
            })});
  page.add({"Number of fades, P.1623-1, 89 rows, relative", kItu, "", kTolerance,
            worst_relative(table, "fades", [&](std::size_t i) {
              return fades(i).fades(table.number(i, "fading_s")) *
                     fades(i).fraction_of_fades(duration_s(i));
            })});
}

} // namespace

void compare_rain(Page& page) {
  page.begin_section("Rain, clouds, scintillation");
  compare_specific(page, "link/itu_p838_rain.csv", kItu, kTolerance);
  compare_specific(page, "link/rain_specific.csv", "ITU-Rpy", 1e-6);
  compare_rain_attenuation(page);
  compare_other_terms(page);
  compare_clouds(page);
  compare_fades(page);
}

} // namespace urker::validation
