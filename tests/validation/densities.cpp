#include "base/calendar.hpp"
#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/atmosphere/nrlmsise00.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"

namespace urker::validation {

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

/// The 17 cases that the authors publish, printed with seven digits.
void compare_published(Page& page) {
  const DataFile table("atmosphere/nrlmsise00.csv");
  double densities = 0.0, temperatures = 0.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto number = [&](const char* column) { return table.number(i, column); };
    orbit::Nrlmsise00Input at{number("doy"),     number("ut_s"),    number("alt_km"),
                              number("lat_deg"), number("lon_deg"), number("lst_h"),
                              number("f107a"),   number("f107"),    number("ap")};
    if (!table.text(i, "ap_3h").empty()) {
      const double ap = number("ap_3h");
      at.ap_history = orbit::ApHistory{ap, ap, ap, ap, ap, ap};
    }
    constexpr double kAnomalousOxygen_kg_cm3 = 16.0 * 1.66e-21; // is not in the printed sum
    const orbit::Nrlmsise00Output out = nrlmsise00(at);
    const auto relative = [&](double found, const char* column) {
      const double published = number(column);
      return published == 0.0 ? std::abs(found) : std::abs(found / published - 1.0);
    };
    densities =
        std::max({densities, relative(out.he, "He"), relative(out.o, "O"), relative(out.n2, "N2"),
                  relative(out.o2, "O2"), relative(out.ar, "Ar"), relative(out.h, "H"),
                  relative(out.n, "N"), relative(out.anomalous_o, "anomO"),
                  relative(1e-3 * (out.density_kg_m3 - kAnomalousOxygen_kg_cm3 * out.anomalous_o),
                           "rho_g_cm3")});
    temperatures = std::max(
        {temperatures, relative(out.exosphere_k, "T_exo"), relative(out.temperature_k, "T_alt")});
  }
  const std::string truth = "output of the authors' program";
  page.add({"NRLMSISE-00, 17 published cases, densities, relative", truth, "", 1e-6, densities});
  page.add(
      {"NRLMSISE-00, 17 published cases, temperatures, relative", truth, "", 1e-6, temperatures});
}

/// Greatest relative difference over the places of the table.
double worst(const std::string& column, const orbit::AtmosphereConfig& config,
             bool height_along_radius = false) {
  const DataFile table("atmosphere/densities.csv");
  double greatest = 0.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Epoch epoch(parse_calendar(table.text(i, "utc") + "Z").value());
    const orbit::Earth earth(epoch, kStart, kStart, orbit::EarthOrientationModel::standard);
    orbit::DensityPoint point;
    point.time = kStart;
    point.place = {table.number(i, "lat_deg") * kDegree, table.number(i, "lon_deg") * kDegree,
                   table.number(i, "h_m")};
    point.r_itrf_m = to_itrf_m(point.place);
    point.sun_itrf_m = earth.sun_itrf_m(kStart);
    point.hour_angle_rad = orbit::hour_angle_rad(point.r_itrf_m, point.sun_itrf_m);
    if (height_along_radius) {
      point.place.height_m = height_along_radius_m(point.r_itrf_m);
    }
    const double density = make_atmosphere(config, epoch, earth)->density_kg_m3(point);
    greatest = std::max(greatest, std::abs(density / table.number(i, column) - 1.0));
  }
  return greatest;
}

} // namespace

double height_along_radius_m(const orbit::Vector3& r_itrf_m) {
  constexpr double kFirstEccentricity2 = orbit::kEarthFlattening * (2.0 - orbit::kEarthFlattening);
  const double r_m = r_itrf_m.norm();
  const double sine = r_itrf_m.z() / r_m;
  return r_m - 6378137.0 * std::sqrt((1.0 - kFirstEccentricity2) /
                                     (1.0 - kFirstEccentricity2 * (1.0 - sine * sine)));
}

void compare_densities(Page& page) {
  page.begin_section("Density of the air");
  compare_published(page);
  orbit::AtmosphereConfig constant, weather, harris_priester;
  constant.nrlmsise00.emplace().indices = kConstantIndices;
  weather.nrlmsise00.emplace();
  harris_priester.harris_priester.emplace();
  const std::string truth = "Orekit 13.1.7";
  page.add({"NRLMSISE-00 with constant indices, relative", truth, "", 1e-8,
            worst("rho_msis_const", constant)});
  page.add({"NRLMSISE-00 with space weather, relative", truth, "", 1e-8,
            worst("rho_msis_cssi", weather)});
  page.add({"Harris-Priester, relative", truth, "", 1e-4, worst("rho_hp_n4", harris_priester)});
  page.add({"Harris-Priester with Orekit's height, along the radius, relative", truth, "", 1e-9,
            worst("rho_hp_n4", harris_priester, true)});
}

} // namespace urker::validation
