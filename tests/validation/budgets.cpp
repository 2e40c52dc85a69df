#include "link/budget/terms.hpp"
#include "link/optical/optical_air.hpp"
#include "link/optical/optical_terms.hpp"

#include <cmath>
#include <numbers>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "worst.hpp"

namespace urker::validation {

namespace {

const std::string kIndependent = "independent calculation";

void compare_published(Page& page) {
  const DataFile space("link/free_space.csv");
  page.add({"Free-space loss, 72 rows", kIndependent, "dB", 0.01,
            worst_absolute(space, "free_space_dB", [&](std::size_t i) {
              return link::free_space_loss_db(1e3 * space.number(i, "range_km"),
                                              1e9 * space.number(i, "f_GHz"));
            })});
  page.add({"Spreading loss, 72 rows", kIndependent, "dB", 0.01,
            worst_absolute(space, "spreading_dB_m2", [&](std::size_t i) {
              return link::spreading_loss_db_m2(1e3 * space.number(i, "range_km"));
            })});
  const DataFile table("link/published_budgets.csv");
  const auto c_n0 = [&](std::size_t i) {
    return link::carrier_to_noise_density_db_hz(table.number(i, "eirp_dBW"),
                                                table.number(i, "free_space_dB") +
                                                    table.number(i, "other_losses_dB"),
                                                table.number(i, "g_over_t_dB_K"));
  };
  const auto ratio = [&](std::size_t i) {
    return link::per_rate_db(c_n0(i), std::pow(10.0, table.number(i, "rate_dB_Hz") / 10.0));
  };
  const std::string truth = "as published, one digit";
  page.add({"LEO downlink in S band, C/N0", truth, "dB", 0.06,
            worst_absolute(table, "c_n0_dB_Hz", c_n0)});
  page.add({"LEO downlink in S band and GEO telemetry in Ku band, Eb/N0 or C/N", truth, "dB", 0.06,
            worst_absolute(table, "ratio_dB", ratio)});
  page.add({"The same, margin", truth, "dB", 0.06,
            worst_absolute(table, "margin_dB", [&](std::size_t i) {
              return ratio(i) - table.number(i, "required_dB");
            })});
  // FCC IBFS SAT-PPL-20120717-00117: -90 dBW/m2 at 14 GHz into 17.2 dBi and losses of 14.8 dB.
  const double area_db = link::isotropic_area_db_m2(14e9);
  page.add({"GEO command in Ku band, area of an isotropic antenna", truth, "dB", 0.06,
            std::abs(area_db - -44.4)});
  page.add({"GEO command in Ku band, power received", truth, "dB", 0.06,
            std::abs(-90.0 + area_db + 17.2 - 14.8 - -132.0)});
}

void compare_optical_links(Page& page) {
  const DataFile table("link/optical_links.csv");
  const auto number = [&](std::size_t i, const char* column) { return table.number(i, column); };
  const auto budget = [&](std::size_t i) {
    const link::OpticalLink link{number(i, "wavelength_m"),        number(i, "power_dBm") - 30.0,
                                 number(i, "transmit_m"),          number(i, "receive_m"),
                                 number(i, "transmit_efficiency"), number(i, "receive_efficiency"),
                                 number(i, "transmit_error_rad"),  number(i, "receive_error_rad")};
    return link::optical_budget(link, number(i, "range_m"), 0.0);
  };
  const auto compare = [&](const std::string& what, const char* column,
                           double link::OpticalBudget::*term, double offset) {
    page.add(
        {"Optical links between satellites, 5 cases, " + what, kIndependent, "dB", 0.01,
         worst_absolute(table, column, [&](std::size_t i) { return budget(i).*term + offset; })});
  };
  using Budget = link::OpticalBudget;
  compare("gain of the transmitter", "transmit_gain_dB", &Budget::transmit_gain_db, 0.0);
  compare("gain of the receiver", "receive_gain_dB", &Budget::receive_gain_db, 0.0);
  compare("pointing of the transmitter", "transmit_pointing_dB", &Budget::transmit_pointing_loss_db,
          0.0);
  compare("pointing of the receiver", "receive_pointing_dB", &Budget::receive_pointing_loss_db,
          0.0);
  compare("free space", "free_space_dB", &Budget::free_space_loss_db, 0.0);
  compare("power received", "received_dBm", &Budget::received_dbw, 30.0);
  page.add({"Optical links between satellites, 5 cases, photons in a bit, relative", kIndependent,
            "", 1e-5, worst_relative(table, "photons_per_bit", [&](std::size_t i) {
              return link::photons_per_bit(number(i, "wavelength_m"), number(i, "bit_rate_bit_s"),
                                           std::pow(10.0, budget(i).received_dbw / 10.0));
            })});
  page.add({"Point-ahead angle at 7 km/s", kIndependent, "urad", 1e-3,
            worst_absolute(table, "point_ahead_urad", [&](std::size_t i) {
              return 1e6 * link::point_ahead_rad(number(i, "transverse_m_s"));
            })});
}

void compare_optical_air(Page& page) {
  const DataFile table("link/optical_air.csv");
  const auto number = [&](std::size_t i, const char* column) { return table.number(i, column); };
  const auto elevation_rad = [&](std::size_t i) {
    return number(i, "elevation_deg") * std::numbers::pi / 180.0;
  };
  const auto visibility_m = [&](std::size_t i) {
    return link::visibility_m({1e-3 * number(i, "water_g_m3"), 1e6 * number(i, "drops_cm3")});
  };
  const auto extinction = [&](std::size_t i) {
    return link::extinction_per_m(visibility_m(i), number(i, "wavelength_m"));
  };
  page.add({"Visibility in three clouds, relative", kIndependent, "", 1e-5,
            worst_relative(table, "visibility_km",
                           [&](std::size_t i) { return 1e-3 * visibility_m(i); })});
  page.add({"Extinction in three clouds, relative", kIndependent, "", 1e-5,
            worst_relative(table, "extinction_per_km",
                           [&](std::size_t i) { return 1e3 * extinction(i); })});
  // The other calculation rounds nepers to 4.343 dB, which counts in thousands of decibels.
  page.add({"Loss in three clouds, relative", kIndependent, "", 2e-5,
            worst_relative(table, "cloud_dB", [&](std::size_t i) {
              return link::geometric_scattering_loss_db(extinction(i), 1e3 * number(i, "site_km"),
                                                        1e3 * number(i, "top_km"),
                                                        elevation_rad(i));
            })});
  page.add({"Loss by Mie scattering in clear air", kIndependent, "dB", 0.01,
            worst_absolute(table, "mie_dB", [&](std::size_t i) {
              return link::mie_scattering_loss_db(number(i, "wavelength_m"),
                                                  1e3 * number(i, "site_km"), elevation_rad(i));
            })});
}

} // namespace

void compare_budgets(Page& page) {
  page.begin_section("Budgets");
  compare_published(page);
  page.begin_section("Optical links");
  compare_optical_links(page);
  compare_optical_air(page);
}

} // namespace urker::validation
