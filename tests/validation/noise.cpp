#include "link/noise/noise.hpp"

#include <string>

#include "cases.hpp"
#include "data_file.hpp"
#include "worst.hpp"

namespace urker::validation {

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
}

} // namespace urker::validation
