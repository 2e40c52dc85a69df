#pragma once

namespace urker::link {

/// Water in a cloud: content of liquid or ice and number of its drops.
struct CloudWater {
  double content_kg_m3 = 0.0;
  double drops_m3 = 0.0;
};

/// Visibility in a cloud: 1.002 km (content drops)^-0.6473 with g/m3 and 1/cm3 (I. Gultepe et al.
/// 2006, "A new visibility parameterization for warm-fog applications").
[[nodiscard]] double visibility_m(const CloudWater& water);

/// Extinction at a visibility by Kruse's law with Kim's exponents, 1/m (I. Kim et al. 2001).
[[nodiscard]] double extinction_per_m(double visibility_m, double wavelength_m);

/// Loss by clouds of that visibility from a site up to a height, straight.
[[nodiscard]] double geometric_scattering_loss_db(double extinction_per_m, double site_height_m,
                                                  double top_height_m, double elevation_rad);

/// Loss by Mie scattering in clear air above a site that lies up to 5 km above the sea: ITU-R
/// P.1622, 0.5 to 2 um.
[[nodiscard]] double mie_scattering_loss_db(double wavelength_m, double site_height_m,
                                            double elevation_rad);

} // namespace urker::link
