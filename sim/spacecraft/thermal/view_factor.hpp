#pragma once

namespace urker::spacecraft {

/// Part of what a small flat plate radiates that meets a sphere, and so of the sphere's radiation
/// that it receives: `ratio` is the distance of the centre over the radius (above 1), `cosine` that
/// of the angle between the plate's normal and the centre. Closed form for a plate whose plane cuts
/// the sphere and for one whose does not (Howell, A Catalog of Radiation Heat Transfer
/// Configuration Factors, plate element to sphere; Gilmore, Spacecraft Thermal Control Handbook).
[[nodiscard]] double sphere_view_factor(double ratio, double cosine);

} // namespace urker::spacecraft
