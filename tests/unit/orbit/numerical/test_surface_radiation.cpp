#include "orbit/numerical/surface_radiation.hpp"

#include <catch2/catch.hpp>

#include "../force/force_rows.hpp"

using namespace urker;
using namespace urker::orbit;

TEST_CASE("a panel that faces the Sun feels what the peer library's sphere feels") {
  SurfacesConfig surfaces;
  PanelConfig& panel = surfaces.panels.emplace_back();
  panel.area_m2 = 4.0;
  panel.mount = PanelMount::sun;
  panel.specular = 0.5; // a coefficient of 1.5 face on
  for (const ShadowModel shadow : {ShadowModel::sphere, ShadowModel::ellipsoid}) {
    const SurfaceRadiation force(surfaces, shadow, true);
    for (const ForceRow& row : force_rows("srp")) {
      const ForcePoint point{Time{},           row.state.r_m, row.state.v_m_s, 500.0,
                             row.gcrf_to_itrf, row.sun_m,     row.moon_m};
      CHECK((force.acceleration(point) - row.expected_m_s2).norm() <
            1e-11 * row.expected_m_s2.norm());
    }
  }
}
