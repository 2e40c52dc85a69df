#pragma once

#include "link/atmosphere/atmosphere_config.hpp"
#include "link/atmosphere/scintillation.hpp"
#include "link/atmosphere/slant_gas.hpp"
#include "link/gas/gas_zenith.hpp"
#include "link/rain/rain_attenuation.hpp"
#include "link/rain/rain_coefficients.hpp"

#include <string_view>
#include <vector>

namespace urker::link {

/// A carrier and the dish that receives or sends it.
struct Carrier {
  double frequency_hz = 0.0;
  double tilt_rad = 0.0; ///< of the polarisation: 0 horizontal, 90 deg vertical, 45 deg circular
  double dish_diameter_m = 1.0;
  double dish_efficiency = 0.6;
};

/// Attenuation between a station and space beyond free space.
struct AtmosphericLoss {
  double gas_db = 0.0;
  double cloud_db = 0.0;
  double rain_db = 0.0;
  double scintillation_db = 0.0;
  double total_db = 0.0; ///< total_attenuation_db of them
  /// What absorbs, and so radiates noise: without scintillation.
  [[nodiscard]] double absorbed_db() const { return gas_db + cloud_db + rain_db; }
};

/// ITU-R P.618-13 eq. 65: less than the sum, since extremes do not coincide.
[[nodiscard]] double total_attenuation_db(double gas_db, double cloud_db, double rain_db,
                                          double scintillation_db);

/// The air above a site for one carrier: all that does not depend on elevation and part of the time
/// is computed once. Total attenuation of ITU-R P.618 section 2.5 for 1e-5 to 0.5 of the year.
class SlantAtmosphere {
 public:
  /// Throws `Error{invalid_input}` naming each model's missing facts; `where` is their key path.
  SlantAtmosphere(const AtmosphereConfig& facts, double latitude_rad, const Carrier& carrier,
                  AtmosphereEdition edition, std::string_view where,
                  GasAnnex gases = GasAnnex::annex_2);

  /// Each term as exceeded for this fraction of the year.
  [[nodiscard]] AtmosphericLoss exceeded(double elevation_rad, double fraction) const;
  /// Distribution of the rain attenuation at an elevation.
  [[nodiscard]] RainAttenuation rain(double elevation_rad) const;
  /// Discrimination of polarisations left for all but this fraction of the year, by that part of
  /// its rain.
  [[nodiscard]] double cross_polarisation_db(double elevation_rad, double fraction,
                                             double wet_part = 1.0) const;

 private:
  struct Zenith {
    double log_fraction = 0.0;
    SlantGas gas;
    double cloud_db = 0.0;
  };
  [[nodiscard]] Zenith zenith(double fraction) const;

  Carrier carrier_;
  double least_fraction_; ///< of gases and clouds
  std::vector<Zenith> zenith_;
  RainSite site_;
  RainCoefficients coefficients_;
  Scintillation scintillation_;
};

} // namespace urker::link
