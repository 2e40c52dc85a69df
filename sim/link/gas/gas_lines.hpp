#pragma once

#include "link/gas/air.hpp"

namespace urker::link {

/// Specific attenuation by oxygen and by water vapour, line by line: ITU-R P.676-13 Annex 1, eqs. 1
/// to 9, 1 to 1000 GHz. P.676-12 has the same equations and lines.
[[nodiscard]] double oxygen_attenuation_db_m(double frequency_hz, const Air& air);
[[nodiscard]] double vapour_attenuation_db_m(double frequency_hz, const Air& air);

} // namespace urker::link
