#pragma once

#include "spacecraft/attitude/attitude_config.hpp"
#include "spacecraft/attitude/heavens.hpp"
#include "spacecraft/attitude/pointing.hpp"

namespace urker::spacecraft {

/// The rotation that takes the body axis `first` exactly, and `second` as well as that allows, to
/// the directions `to_first` and `to_second` (any lengths; the pairs must not be parallel).
[[nodiscard]] orbit::Matrix3 align(const orbit::Vector3& first, const orbit::Vector3& second,
                                   const orbit::Vector3& to_first, const orbit::Vector3& to_second);

/// Matrix from body axes to the inertial frame of `heavens` while that pointing is held. One axis
/// is pointed exactly; about it the body lies so that x comes nearest to the velocity (nadir,
/// target, station), z to the nadir (velocity), or z or x to the celestial pole (sun, inertial).
/// Not for the mode `any`.
[[nodiscard]] orbit::Matrix3 body_to_inertial(const Pointing& pointing,
                                              const AttitudeConfig& config, const Heavens& heavens,
                                              Time t);

} // namespace urker::spacecraft
