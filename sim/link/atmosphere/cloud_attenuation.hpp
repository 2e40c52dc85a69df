#pragma once

namespace urker::link {

/// Zenith attenuation by liquid water in clouds, per kg/m2 of it: ITU-R P.840, Rayleigh's
/// approximation with water's double Debye permittivity, up to 200 GHz.
/// P.840-8 sections 2 and 3: of water reduced to 0 deg C.
[[nodiscard]] double reduced_liquid_attenuation_db_m2_kg(double frequency_hz);
/// P.840-9 eq. 12: of the liquid as it is.
[[nodiscard]] double liquid_attenuation_db_m2_kg(double frequency_hz);

} // namespace urker::link
