#include "link/antenna/dish.hpp"
#include "link/antenna/masks.hpp"
#include "link/tracking/geo_arc.hpp"

#include <cmath>
#include <numbers>
#include <optional>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "worst.hpp"

namespace urker::validation {

void compare_antennas(Page& page) {
  page.begin_section("Antennas");
  constexpr double kDegree = std::numbers::pi / 180.0;
  constexpr double kEfficiency = 0.6;
  const DataFile table("link/antenna_patterns.csv");
  const std::string truth = "independent calculation";
  const auto number = [&](std::size_t i, const char* column) { return table.number(i, column); };
  const auto diameter_m = [&](std::size_t i) { return number(i, "diameter_m"); };
  const auto f_hz = [&](std::size_t i) { return 1e9 * number(i, "f_GHz"); };
  const auto wavelengths = [&](std::size_t i) { return diameter_m(i) * f_hz(i) / 299792458.0; };
  const auto off_rad = [&](std::size_t i) { return number(i, "off_axis_deg") * kDegree; };
  const auto peak_dbi = [&](std::size_t i) {
    return link::dish_gain_dbi(diameter_m(i), f_hz(i), kEfficiency);
  };
  const auto add = [&](const std::string& what, const char* column, const auto& computed) {
    page.add({what + ", 5 dishes", truth, "dB", 0.01, worst_absolute(table, column, computed)});
  };
  add("Peak gain", "peak_dBi", peak_dbi);
  page.add({"Half-power width, 5 dishes, relative", truth, "", 1e-6,
            worst_relative(table, "width_deg", [&](std::size_t i) {
              return link::dish_width_rad(diameter_m(i), f_hz(i)) / kDegree;
            })});
  // Where a Recommendation says nothing, neither may we.
  const auto masked = [&](const char* column, std::optional<double> (*mask)(double, double)) {
    double greatest = 0.0;
    for (std::size_t i = 0; i < table.size(); ++i) {
      const auto found = mask(wavelengths(i), off_rad(i));
      if (found.has_value() == table.text(i, column).empty()) {
        return INFINITY * 1.0;
      }
      greatest = found ? std::max(greatest, std::abs(*found - number(i, column))) : greatest;
    }
    return greatest;
  };
  page.add({"Side lobes of ITU-R S.465-6, 5 dishes", truth, "dB", 0.01,
            masked("s465_dBi", link::s465_dbi)});
  page.add({"Side lobes of ITU-R S.580-6, 5 dishes", truth, "dB", 0.01,
            masked("s580_dBi", link::s580_dbi)});
  add("Pattern of ITU-R F.699", "f699_dBi",
      [&](std::size_t i) { return link::f699_dbi(wavelengths(i), peak_dbi(i), off_rad(i)); });
  add("Evenly lit aperture", "uniform_dBi", [&](std::size_t i) {
    return link::UniformAperture(diameter_m(i), f_hz(i), kEfficiency, -200.0)
        .gain_dbi(off_rad(i), 0.0);
  });
  add("Parabolic beam", "parabolic_dBi", [&](std::size_t i) {
    return link::ParabolicBeam(peak_dbi(i), link::dish_width_rad(diameter_m(i), f_hz(i)), -200.0)
        .gain_dbi(off_rad(i), 0.0);
  });
  // The main control station of Azercosmos looks to Azerspace-1 at 185.4 deg, 43.1 deg.
  const link::GeoArc arc({40.47 * kDegree, 49.49 * kDegree, 400.0});
  page.add({"Geostationary arc beside Azerspace-1, as Absheron sees it", "look angles, one digit",
            "deg", 0.06, arc.separation_rad({185.4 * kDegree, 43.1 * kDegree}) / kDegree});
}

} // namespace urker::validation
