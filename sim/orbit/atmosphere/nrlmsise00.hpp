#pragma once

namespace urker::orbit {

/// Arguments of NRLMSISE-00. Latitude and longitude are geodetic; the flux is the previous day's,
/// its mean is of 81 days centred on the day, Ap is the day's (the published code's switch 9 = 1).
struct Nrlmsise00Input {
  double day_of_year = 1.0; ///< from 1; whole, of UT
  double ut_s = 0.0;
  double height_km = 400.0;
  double latitude_deg = 0.0;
  double longitude_deg = 0.0;
  double solar_hour = 12.0; ///< local apparent solar time, h
  double f107a = 150.0, f107 = 150.0, ap = 4.0;
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
/// storms. The history of Ap by 3 h is left out.
[[nodiscard]] Nrlmsise00Output nrlmsise00(const Nrlmsise00Input& at);

} // namespace urker::orbit
