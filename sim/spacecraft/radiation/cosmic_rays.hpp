#pragma once

namespace urker::spacecraft {

/// Share of the galactic cosmic rays' heavy ions, of those in free space at solar minimum, that
/// comes to a place on a magnetic shell.
///
/// The field keeps off what is below the vertical cut-off rigidity 14.5 GV / L^2 (D. F. Smart, M.
/// A. Shea, Adv. Space Res. 36 (2005) 2012). The spectrum is the force field's with the local
/// interstellar spectrum of I. G. Usoskin et al. (J. Geophys. Res. 110 (2005) A12108, eqs. 1 and 2)
/// for nuclei of two nucleons a charge, above 100 MeV a nucleon, which go through a
/// satellite's walls; the modulation potential runs from 400 MV at solar minimum to 1000 MV at
/// maximum, `activity` from 0 to 1. All ions count alike, whatever their charge. Solar particles
/// are left out.
[[nodiscard]] double cosmic_ray_share(double l, double activity);

/// Part of the sky that the Earth does not hide, seen from that far from its centre.
[[nodiscard]] double open_sky(double radius_m);

} // namespace urker::spacecraft
