#pragma once

#include "orbit/earth/geodesy.hpp"

namespace urker::access {

/// A place with what searches need of it, computed once.
struct GroundPlace {
  explicit GroundPlace(const orbit::Geodetic& at)
      : place(at), position_m(orbit::to_itrf_m(at)), up(orbit::geodetic_up(at)),
        direction(position_m.normalized()) {}

  orbit::Geodetic place;
  orbit::Vector3 position_m; ///< ITRF
  orbit::Vector3 up;         ///< the ellipsoid's normal
  orbit::Vector3 direction;  ///< from the Earth's centre
};

} // namespace urker::access
