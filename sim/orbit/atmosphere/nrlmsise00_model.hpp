#pragma once

// NRLMSISE-00's coefficients as its evaluation wants them. Plain structs, also for *.simd.cpp
// files.

namespace urker::orbit::msis {

/// A wave's phase: its cosine and sine.
struct Phase {
  double cos = 1.0, sin = 0.0;
};

/// Coefficients of one expansion in spherical harmonics and time. `p` is numbered as in the
/// published code's arrays, but from 0. Heights are km, temperatures K, densities 1/cm3.
struct Series {
  double p[150]{};
  Phase annual, semiannual;                   ///< symmetrical about the equator
  Phase opposite_annual, opposite_semiannual; ///< of opposite sign in the hemispheres
};

/// Magnetic activity: how strongly it acts, and how that depends on place and time.
struct ActivityTerms {
  double slope = 0.0, rest = 0.0;                    ///< of the answer to Ap: see `answer`
  double fade = 0.0, fade_by_latitude = 0.0;         ///< of what was hours ago: see `faded`
  double constant = 0.0, second = 0.0, fourth = 0.0; ///< by latitude alone
  double season[3]{}, hour[3]{};
  double longitude_by_latitude = 0.0, longitude[3]{}, annual_longitude[3]{}, ut[3]{};
  Phase hour_phase, longitude_phase, annual_longitude_phase, ut_phase;
};

/// The expansion above 72.5 km ("globe").
struct UpperSeries : Series {
  Phase ut, ut_longitude;
  ActivityTerms activity[2]; ///< by the day's Ap; by its history
};

/// The one below, and for the temperature's nodes between 72.5 and 123 km ("glob7s").
struct LowerSeries : Series {
  double activity_constant[2]{}, activity_second[2]{};                ///< as in UpperSeries
  Phase zonal_annual, zonal_semiannual, wave_annual, wave_semiannual; ///< of the longitude's term
};

/// exp(rate / (1 + (e1 + e2)/2)), ei = exp((h - height)/scale_i): dissociation and chemistry.
struct Correction {
  double rate = 0.0, height = 0.0, scale = 1.0, second_scale = 1.0;
};

/// How a species is taken to mix at the ground.
enum class Ground {
  none,  ///< molecular nitrogen, the measure of the others
  ratio, ///< a given ratio to molecular nitrogen
  rate   ///< a rate that depends on the solar flux: atomic oxygen
};

struct Species {
  UpperSeries variation;
  double log_density = 0.0; ///< mean at the boundary, 120 km
  double mass = 0.0, thermal_diffusion = 0.0;
  double turbopause = 0.0;
  double mixing_ceiling = 0.0; ///< diffusion alone above
  Ground ground_kind = Ground::none;
  double log_ground_ratio = 0.0;
  Correction ground, chemistry;
  bool chemistry_above_ceiling = false;
};

enum Constituent { kHe, kO, kN2, kO2, kAr, kH, kN, kConstituents };

struct Model {
  Species species[kConstituents];
  UpperSeries exosphere, gradient, boundary; ///< temperatures
  double exosphere_temperature = 0.0, boundary_gradient = 0.0, boundary_temperature = 0.0;
  double spline_top = 0.0, boundary_height = 0.0;
  LowerSeries node[4], node_gradient;
  double node_temperature[4]{}, lowest_gradient = 0.0;
  double mixed_mass = 0.0, turbopause_scale = 0.0;
  double turbopause_factor = 0.0, turbopause_season = 0.0, flux_rate = 0.0;

  UpperSeries hot_oxygen; ///< anomalous oxygen
  double hot_log_density = 0.0, hot_temperature = 0.0, hot_scale = 0.0, hot_height = 0.0;

  LowerSeries middle[7], middle_bottom_gradient, middle_top_gradient;
  double middle_temperature[7]{}, bottom_gradient = 0.0, top_gradient = 0.0;
  double ground_ratio[kConstituents]{};
};

/// Made once from the shipped coefficients.
const Model& model();

// As the published model has them; its figures were fitted with these.
inline constexpr double kDegree = 1.74533e-2;
inline constexpr double kDay = 1.72142e-2;          ///< rad a day of the year
inline constexpr double kHour = 0.2618;             ///< rad an hour
inline constexpr double kSecond = 7.2722e-5;        ///< rad a second
inline constexpr double kGas = 831.4;               ///< gas constant in g, km, K
inline constexpr double kMassUnit_kg_m3 = 1.66e-21; ///< of one mass unit a cm3
inline constexpr double kLowest_km = 72.5;          ///< of the thermosphere's part

} // namespace urker::orbit::msis
