#include "access/area.hpp"

#include "base/error.hpp"
#include "orbit/angles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>

namespace urker::access {
namespace {

using orbit::Geodetic;
using orbit::Vector3;

constexpr int kPointsPerEdge = 256;

/// Geocentric directions of points along the edges, which bulge out of the great circles between
/// their ends.
std::vector<Vector3> outline(const std::vector<Geodetic>& polygon) {
  std::vector<Vector3> result;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Geodetic& a = polygon[i];
    const Geodetic& b = polygon[(i + 1) % polygon.size()];
    for (int k = 0; k < kPointsPerEdge; ++k) {
      const double part = static_cast<double>(k) / kPointsPerEdge;
      const Geodetic p{a.latitude_rad + part * (b.latitude_rad - a.latitude_rad),
                       a.longitude_rad + part * (b.longitude_rad - a.longitude_rad), 0.0};
      result.push_back(orbit::to_itrf_m(p).normalized());
    }
  }
  return result;
}

const Vector3& farthest_from(const Vector3& centre, const std::vector<Vector3>& points) {
  const Vector3* farthest = &points.front();
  double least = std::numeric_limits<double>::infinity();
  for (const Vector3& point : points) {
    if (const double cosine = centre.dot(point); cosine < least) {
      least = cosine;
      farthest = &point;
    }
  }
  return *farthest;
}

/// Centre of a small enclosing cap: steps of falling length towards the farthest point (Badoiu and
/// Clarkson, 2003), within 1 % of the least radius. A sixteenth of the points will do for it: the
/// radius is then that of all.
Vector3 cap_centre(const std::vector<Vector3>& points) {
  std::vector<Vector3> some;
  for (std::size_t i = 0; i < points.size(); i += 16) {
    some.push_back(points[i]);
  }
  Vector3 centre = some.front();
  for (int step = 1; step <= 200; ++step) {
    centre += (farthest_from(centre, some) - centre) / (step + 1.0);
    centre.normalize();
  }
  return centre;
}

/// No point of the outline is farther than half of this from one of `points`.
double widest_gap(const std::vector<Vector3>& points) {
  double widest = 0.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    widest = std::max(widest, orbit::angle_between_rad(points[i], points[(i + 1) % points.size()]));
  }
  return widest;
}

} // namespace

Area make_area(const std::vector<Geodetic>& polygon, const CellGrid& grid,
               const std::string& name) {
  Area area;
  area.name = name;
  area.cells = grid.cells_in(polygon);
  if (area.cells.empty()) {
    throw Error(Cause::invalid_input,
                fmt::format("{}the polygon contains no cell's centre (a cell covers {:.6g} km2); "
                            "give a larger polygon or a smaller coverage.cell_size",
                            name.empty() ? "" : fmt::format("areas.{}: ", name),
                            grid.cell_area_m2() / 1e6));
  }
  const auto points = outline(polygon);
  area.cap_centre = orbit::to_geodetic(cap_centre(points) * orbit::kEarthEquatorialRadius_m);
  area.cap_centre.height_m = 0.0;
  const Vector3 centre = orbit::to_itrf_m(area.cap_centre).normalized();
  area.cap_radius_rad =
      orbit::angle_between_rad(centre, farthest_from(centre, points)) + widest_gap(points) / 2.0;
  return area;
}

} // namespace urker::access
