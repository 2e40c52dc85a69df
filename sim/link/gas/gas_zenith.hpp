#pragma once

#include "link/gas/air.hpp"

namespace urker::link {

/// Editions of ITU-R P.676 whose Annex 2 differs: equivalent heights of the atmosphere.
enum class GasEdition { p676_12, p676_13 };

/// Heights by which the specific attenuation at the surface gives the zenith attenuation: Annex 2,
/// eqs. 30 to 38 of P.676-12 (1 to 350 GHz) or eqs. 31 and 37 of P.676-13 with its data file.
struct EquivalentHeights {
  double oxygen_m = 0.0;
  double vapour_m = 0.0;
};
[[nodiscard]] EquivalentHeights equivalent_heights(GasEdition edition, double frequency_hz,
                                                   const Air& surface);

/// Zenith attenuation by the integrated vapour content above a site, P.676-12 and -13 Annex 2
/// section 2.3.
[[nodiscard]] double zenith_vapour_db(double frequency_hz, double vapour_content_kg_m2,
                                      double height_m);

} // namespace urker::link
