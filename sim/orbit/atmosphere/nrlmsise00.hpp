#pragma once

#include <optional>

namespace urker::orbit {

/// Geomagnetic index Ap by 3 h: of those that hold the instant and those before it, means of eight
/// further back.
struct ApHistory {
  double now = 4.0, before_3h = 4.0, before_6h = 4.0, before_9h = 4.0;
  double mean_12_to_33h = 4.0, mean_36_to_57h = 4.0;
};

/// Arguments of NRLMSISE-00. Latitude and longitude are geodetic; the flux is the previous day's,
/// its mean is of 81 days centred on the day.
struct Nrlmsise00Input {
  double day_of_year = 1.0; ///< from 1; whole, of UT
  double ut_s = 0.0;
  double height_km = 400.0;
  double latitude_deg = 0.0;
  double longitude_deg = 0.0;
  double solar_hour = 12.0; ///< local apparent solar time, h
  double f107a = 150.0, f107 = 150.0;
  double ap = 4.0; ///< the day's (the published code's switch 9 = 1)
  std::optional<ApHistory> ap_history = std::nullopt; ///< in its place (switch 9 = -1)
};

/// Number densities per cubic centimetre and temperatures.
struct Nrlmsise00Output {
  double he = 0.0, o = 0.0, n2 = 0.0, o2 = 0.0, ar = 0.0, h = 0.0, n = 0.0;
  double anomalous_o = 0.0;
  double density_kg_m3 = 0.0; ///< of all, with anomalous oxygen (the published code's GTD7D)
  double exosphere_k = 0.0, temperature_k = 0.0;
};

/// The empirical model of Picone, Hedin, Drob and Aikin, J. Geophys. Res. 107(A12), 1468, 2002,
/// from the ground to 1000 km and beyond. Its error is about 15 % in quiet times and much more in
/// storms.
[[nodiscard]] Nrlmsise00Output nrlmsise00(const Nrlmsise00Input& at);

} // namespace urker::orbit
