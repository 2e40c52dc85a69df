#pragma once

namespace urker::link {

/// A disc in the sky of even brightness.
struct Disc {
  double brightness_k = 0.0;
  double radius_rad = 0.0;
};

/// The quiet Sun for one polarisation: 60000 K f^-0.75 with f in GHz, from 1 GHz on, but no less
/// than its surface (G. Maral, M. Bousquet, "Satellite Communications Systems", section 5.5; ITU-R
/// P.372 agrees within a quarter from 5 GHz on). An active Sun is several times brighter below 10
/// GHz.
[[nodiscard]] Disc quiet_sun(double frequency_hz);

/// The Moon, from 140 K new to 280 K full: ITU-R P.372.
[[nodiscard]] Disc moon(double illuminated_part);

/// What a disc adds to an antenna's noise temperature: its brightness weighted by the main beam,
/// taken Gaussian. A gain of 4 pi / (1.133 width^2) would be that of an antenna without side lobes.
[[nodiscard]] double disc_noise_k(const Disc& disc, double offset_rad, double peak_gain_dbi,
                                  double half_power_width_rad);

} // namespace urker::link
