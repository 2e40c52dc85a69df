#include "access/almanac_shadows.hpp"

#include "orbit/earth/almanac_sun.hpp"

namespace urker::access {

ShadowBodies almanac_shadows(const orbit::Earth& earth, const Epoch& epoch) {
  ShadowBodies bodies;
  bodies.earth_radius_m = 6378137.0;
  bodies.earth_flattening = 0.0;
  bodies.sun_radius_m = 696000e3;
  bodies.sun_itrf_m = [&earth, epoch](Time t) -> orbit::Vector3 {
    return earth.rotation_to_itrf(orbit::Frame::teme, t) * orbit::almanac_sun_m(epoch, t);
  };
  return bodies;
}

} // namespace urker::access
