#pragma once

namespace urker::link {

/// Polarisation of a wave or an antenna: the ratio of the ellipse's axes, 1 circular to infinite
/// linear, its sense, and the tilt of the longer one.
struct Polarisation {
  double axial_ratio_db = 0.0;
  bool right_handed = true;
  double tilt_rad = 0.0;
};

/// Loss by mismatch of both, up to infinite for crossed ones: W. Stutzman, "Polarization in
/// Electromagnetic Systems".
[[nodiscard]] double polarisation_loss_db(const Polarisation& wave, const Polarisation& antenna);

} // namespace urker::link
