#include "link/gas/gas_lines.hpp"
#include "link/gas/gas_path.hpp"
#include "link/gas/gas_zenith.hpp"

#include <cmath>
#include <numbers>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "worst.hpp"

namespace urker::validation {

namespace {

using link::Air;
using link::GasEdition;

constexpr double kDegree = std::numbers::pi / 180.0;
const std::string kItu = "ITU-R SG 3 examples";
const std::string kPeer = "ITU-Rpy";

void compare_lines(Page& page) {
  const DataFile table("link/itu_p676_specific.csv");
  const auto air = [&](std::size_t i) {
    return Air{table.number(i, "T_K"), 100.0 * table.number(i, "dry_hPa"),
               1e-3 * table.number(i, "vapour_g_m3")};
  };
  const auto frequency = [&](std::size_t i) { return 1e9 * table.number(i, "f_GHz"); };
  const auto oxygen = [&](std::size_t i) {
    return 1e3 * oxygen_attenuation_db_m(frequency(i), air(i));
  };
  const auto vapour = [&](std::size_t i) {
    return 1e3 * vapour_attenuation_db_m(frequency(i), air(i));
  };
  const std::string what = "Specific attenuation, P.676-12 and -13 Annex 1, 705 rows, ";
  page.add(
      {what + "oxygen, relative", kItu, "", 1e-5, worst_relative(table, "oxygen_dB_km", oxygen)});
  page.add({what + "vapour beyond its print, relative", kItu, "", 1e-5,
            worst_printed(table, "vapour_dB_km", vapour)});
  page.add(
      {what + "both, relative", kItu, "", 1e-5,
       worst_relative(table, "total_dB_km", [&](std::size_t i) { return oxygen(i) + vapour(i); })});
}

/// Annex 2 from the state at the surface alone.
double by_surface_db(GasEdition edition, double frequency_hz, const Air& air,
                     double elevation_rad) {
  const auto heights = equivalent_heights(edition, frequency_hz, air);
  return (heights.oxygen_m * oxygen_attenuation_db_m(frequency_hz, air) +
          heights.vapour_m * vapour_attenuation_db_m(frequency_hz, air)) /
         std::sin(elevation_rad);
}

void compare_annex_2(Page& page) {
  const DataFile column("link/itu_p676_12_vapour.csv");
  page.add({"Vapour at the zenith by its column, P.676-12 Annex 2, 64 rows, relative", kItu, "",
            1e-5, worst_relative(column, "A_dB", [&](std::size_t i) {
              return link::zenith_vapour_db(1e9 * column.number(i, "f_GHz"),
                                            column.number(i, "column_kg_m2"),
                                            1e3 * column.number(i, "height_km"));
            })});
  const DataFile old("link/itu_p676_12_slant.csv");
  page.add({"Gases on slant paths, P.676-12 Annex 2, 64 rows, relative", kItu, "", 1e-5,
            worst_relative(old, "A_dB", [&](std::size_t i) {
              const double f_hz = 1e9 * old.number(i, "f_GHz");
              const Air air{old.number(i, "T_K"), 100.0 * old.number(i, "P_hPa"),
                            1e-3 * old.number(i, "vapour_g_m3")};
              const double zenith_db = equivalent_heights(GasEdition::p676_12, f_hz, air).oxygen_m *
                                           oxygen_attenuation_db_m(f_hz, air) +
                                       link::zenith_vapour_db(f_hz, old.number(i, "column_kg_m2"),
                                                              1e3 * old.number(i, "height_km"));
              return zenith_db / std::sin(old.number(i, "elevation_deg") * kDegree);
            })});
  const DataFile table("link/itu_p676_13_slant.csv");
  page.add({"Gases on slant paths, P.676-13 Annex 2, 10 rows, relative", kItu, "", 1e-5,
            worst_relative(table, "A_dB", [&](std::size_t i) {
              const Air air{table.number(i, "T_K"), 100.0 * table.number(i, "P_hPa"),
                            1e-3 * table.number(i, "vapour_g_m3")};
              return by_surface_db(GasEdition::p676_13, 1e9 * table.number(i, "f_GHz"), air,
                                   table.number(i, "elevation_deg") * kDegree);
            })});
}

void compare_annex_1(Page& page) {
  const DataFile example("link/itu_p676_13_lines.csv");
  page.add({"Atmosphere of P.835-6, a slant path, P.676-13 Annex 1, relative", kItu, "", 1e-5,
            worst_relative(example, "A_dB", [&](std::size_t i) {
              return link::gas_loss_by_lines(1e9 * example.number(i, "f_GHz"),
                                             example.number(i, "elevation_deg") * kDegree, 0.0,
                                             1e-3 * example.number(i, "vapour_g_m3"))
                  .total_db();
            })});
}

void compare_slant(Page& page) {
  const DataFile table("link/slant_gas.csv");
  const Air air; // that of the table
  const auto frequency = [&](std::size_t i) { return 1e9 * table.number(i, "f_GHz"); };
  const auto elevation = [&](std::size_t i) { return table.number(i, "elevation_deg") * kDegree; };
  const auto annex_2 = [&](const char* name, GasEdition edition) {
    return worst_relative(table, name, [&, edition](std::size_t i) {
      return by_surface_db(edition, frequency(i), air, elevation(i));
    });
  };
  page.add({"Standard air, 66 slant paths, P.676-12 Annex 2, relative", kPeer, "", 1e-6,
            annex_2("annex_2_of_12_dB", GasEdition::p676_12)});
  page.add({"Standard air, 66 slant paths, P.676-13 Annex 2, relative", kPeer, "", 1e-6,
            annex_2("annex_2_of_13_dB", GasEdition::p676_13)});
  page.add({"Atmosphere of P.835-6, 66 slant paths, P.676-13 Annex 1, relative",
            "ITU-Rpy, whose refractivity takes all pressure for dry air's", "", 2.5e-4,
            worst_relative(table, "annex_1_dB", [&](std::size_t i) {
              return link::gas_loss_by_lines(frequency(i), elevation(i), 0.0,
                                             air.vapour_density_kg_m3)
                  .total_db();
            })});
}

} // namespace

void compare_gases(Page& page) {
  page.begin_section("Attenuation by gases");
  compare_lines(page);
  compare_annex_2(page);
  compare_annex_1(page);
  compare_slant(page);
}

} // namespace urker::validation
