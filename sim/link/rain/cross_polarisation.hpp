#pragma once

namespace urker::link {

/// Discrimination between two orthogonal polarisations that rain and ice leave for all but a
/// fraction of the time in which a rain attenuation is exceeded, infinite without rain: ITU-R
/// P.618-13 section 4.1, from 4 to 55 GHz (scaled from 6 GHz below that), stated up to 60 deg of
/// elevation; its formula goes on above, as in ITU's own examples.
[[nodiscard]] double cross_polarisation_db(double rain_attenuation_db, double frequency_hz,
                                           double elevation_rad, double tilt_rad, double fraction);

} // namespace urker::link
