#pragma once

#include "spacecraft/radiation/magnetic_field.hpp"

#include <optional>

namespace urker::spacecraft {

/// Where a particle that mirrors at a place drifts about the Earth.
struct MagneticShell {
  double l = 0.0;         ///< McIlwain's
  double b_over_b0 = 1.0; ///< field there over that at the shell's equator
};

/// By tracing the field line from the place to where the field is as strong again, for the second
/// invariant I, and from I and B to L by H. H. Hilton (J. Geophys. Res. 76 (1971) 6952). B0 is that
/// of McIlwain's dipole, 0.311653 G / L^3, to which the AP-8 maps refer. Nothing for lines that
/// reach beyond some 6 Earth radii, where the maps have no protons that upset anything.
[[nodiscard]] std::optional<MagneticShell> magnetic_shell(const MagneticField& field,
                                                          const orbit::Vector3& r_m);

} // namespace urker::spacecraft
