#include "link/noise/noise.hpp"

#include "link/budget/receiver.hpp"
#include "link/budget/terms.hpp"

#include <cmath>
#include <numbers>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "worst.hpp"

namespace urker::validation {

namespace {

/// As a mission has it, at 8.2 GHz with an efficiency of 0.6.
double dish_g_over_t_db_k(double gain_dbi, double feeder_loss_db, double amplifier_k,
                          double air_db) {
  constexpr double kFrequency_hz = 8.2e9;
  const double wavelength_m = link::kSpeedOfLight_m_s / kFrequency_hz;
  link::GroundAntennaConfig antenna;
  link::DishConfig& dish = antenna.dish.emplace();
  dish.efficiency = 0.6;
  dish.diameter_m =
      std::sqrt(std::pow(10.0, gain_dbi / 10.0) / 0.6) * wavelength_m / std::numbers::pi;
  dish.feeder_loss_db = feeder_loss_db;
  dish.amplifier_temperature_k = amplifier_k;
  dish.spillover = 0.0;
  return link::Receiver(antenna, kFrequency_hz)
      .noise({.gas_db = air_db, .total_db = air_db}, {})
      .g_over_t_db_k;
}

} // namespace

void compare_noise(Page& page) {
  page.begin_section("Noise");
  const DataFile table("link/noise.csv");
  const std::string truth = "independent calculation";
  const auto number = [&](std::size_t i, const char* column) { return table.number(i, column); };
  const auto chain = [&](std::size_t i) {
    return link::ReceiverChain{.feed_loss_db = number(i, "feed_loss_dB"),
                               .amplifier_k =
                                   link::noise_temperature_k(number(i, "noise_figure_dB"))};
  };
  const auto sky_k = [&](std::size_t i) { return link::sky_temperature_k(number(i, "A_dB")); };
  const auto radiating_k = [&](std::size_t i) {
    return link::mean_radiating_k(number(i, "surface_K"));
  };
  page.add({"Sky, P.618-13, 60 rows", truth, "K", 1e-3, worst_absolute(table, "sky_K", sky_k)});
  page.add({"Sky by the temperature at the surface, P.618-13, 60 rows", truth, "K", 1e-3,
            worst_absolute(table, "sky_of_surface_K", [&](std::size_t i) {
              return link::sky_temperature_k(number(i, "A_dB"), radiating_k(i));
            })});
  page.add({"System noise temperature, 60 rows", truth, "K", 1e-3,
            worst_absolute(table, "system_K", [&](std::size_t i) {
              return chain(i).system_temperature_k(sky_k(i));
            })});
  page.add({"G/T, 60 rows", truth, "dB", 0.01,
            worst_absolute(table, "g_over_t_dB_K", [&](std::size_t i) {
              return chain(i).g_over_t_db_k(number(i, "gain_dBi"), sky_k(i));
            })});
  page.add({"G/T of a station's dish of that gain under that air, 60 rows", truth, "dB", 0.01,
            worst_absolute(table, "g_over_t_dB_K", [&](std::size_t i) {
              return dish_g_over_t_db_k(number(i, "gain_dBi"), number(i, "feed_loss_dB"),
                                        chain(i).amplifier_k, number(i, "A_dB"));
            })});
}

} // namespace urker::validation
