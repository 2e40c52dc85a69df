#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"
#include "spacecraft/radiation/magnetic_field.hpp"
#include "spacecraft/radiation/trapped_protons.hpp"

#include <cstdint>
#include <functional>
#include <memory>

namespace urker::spacecraft {

/// How a memory answers to radiation, by bit.
struct Sensitivity {
  /// Of protons, at high energies, m2, and the energy below which there are no upsets.
  double proton_cross_section_m2 = 0.0;
  double proton_threshold_j = 10.0 * 1.602176634e-13;
  /// Upsets by heavy ions in free space at solar minimum, 1/s.
  double ion_rate_per_s = 0.0;
};

/// Radiation at a place and time.
struct Radiation {
  ProtonSpectrum protons;
  double cosmic_rays = 0.0; ///< of heavy ions in free space at solar minimum
};

/// Upsets of one bit, 1/s: protons by E. L. Petersen's form of Bendel's cross-section with two
/// parameters (W. J. Stapor et al., IEEE Trans. Nucl. Sci. 37 (1990) 1966), ions in proportion.
[[nodiscard]] double upset_rate_per_s(const Sensitivity& memory, const Radiation& radiation);

/// Radiation along a trajectory.
class RadiationAlong {
 public:
  /// `activity` from 0, solar minimum, to 1.
  RadiationAlong(std::function<orbit::Vector3(Time)> itrf_m, std::function<double(Time)> year,
                 std::function<double(Time)> activity);
  [[nodiscard]] Radiation at(Time t) const;
  [[nodiscard]] orbit::Vector3 place_m(Time t) const { return itrf_m_(t); }

 private:
  std::function<orbit::Vector3(Time)> itrf_m_;
  std::function<double(Time)> year_, activity_;
  MagneticField field_; ///< of the run's start, for the cosmic rays
};

/// Solar activity by the 81-day mean of the 10.7 cm flux: 0 at 72 units, as in 1964, for which AP-8
/// MIN holds, 1 at 156, as in 1970, for which AP-8 MAX does.
[[nodiscard]] double solar_activity(double f107a);

} // namespace urker::spacecraft
