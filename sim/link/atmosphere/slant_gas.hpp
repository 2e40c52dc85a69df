#pragma once

#include <array>
#include <cstddef>

namespace urker::link {

/// Attenuation by gases along a path out of the air, by its elevation.
class SlantGas {
 public:
  /// By the cosecant from the zenith down to 5 deg (slant_factor): ITU-R P.676 Annex 2.
  [[nodiscard]] static SlantGas of_zenith(double zenith_db);
  /// Line by line along the bent path, ITU-R P.676-13 Annex 1 (gas_loss_by_lines) through the
  /// reference atmosphere of P.835, of which the site has the height and the vapour density at the
  /// surface: temperature and pressure are those of the reference. Interpolated between 12
  /// elevations, to 0.2 % above 2 deg and 1 % below. Some tens of milliseconds.
  [[nodiscard]] static SlantGas by_lines(double frequency_hz, double height_m,
                                         double vapour_density_kg_m3);

  /// Below the horizon that at it.
  [[nodiscard]] double at(double elevation_rad) const;
  /// Part of the way from one to another.
  [[nodiscard]] static SlantGas between(const SlantGas& a, const SlantGas& b, double weight);

 private:
  static constexpr std::size_t kTerms = 12;
  /// One: what multiplies slant_factor, dB. More: of Chebyshev's polynomials in the root of the
  /// elevation, whose sum multiplies air_mass, which has no kink.
  std::array<double, kTerms> terms_{};
  std::size_t used_ = 1;
};

} // namespace urker::link
