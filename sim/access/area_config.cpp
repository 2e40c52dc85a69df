#include "access/area_config.hpp"

#include <algorithm>
#include <cstddef>

namespace urker::access {
namespace {

using orbit::Geodetic;

/// The check for crossing edges looks at each pair of them.
constexpr std::size_t kMostCorners = 2000;

/// Twice the signed area of a triangle in longitude and latitude: the sign tells on which side of
/// the line from a to b the point c lies.
double side(const Geodetic& a, const Geodetic& b, const Geodetic& c) {
  return (b.longitude_rad - a.longitude_rad) * (c.latitude_rad - a.latitude_rad) -
         (b.latitude_rad - a.latitude_rad) * (c.longitude_rad - a.longitude_rad);
}

/// Whether c, on the line through a and b, lies between them.
bool between(const Geodetic& a, const Geodetic& b, const Geodetic& c) {
  const auto [south, north] = std::minmax(a.latitude_rad, b.latitude_rad);
  const auto [west, east] = std::minmax(a.longitude_rad, b.longitude_rad);
  return south <= c.latitude_rad && c.latitude_rad <= north && west <= c.longitude_rad &&
         c.longitude_rad <= east;
}

bool touch(const Geodetic& a, const Geodetic& b, const Geodetic& c, const Geodetic& d) {
  const double c_side = side(a, b, c), d_side = side(a, b, d);
  const double a_side = side(c, d, a), b_side = side(c, d, b);
  if (((c_side > 0.0 && d_side < 0.0) || (c_side < 0.0 && d_side > 0.0)) &&
      ((a_side > 0.0 && b_side < 0.0) || (a_side < 0.0 && b_side > 0.0))) {
    return true;
  }
  return (c_side == 0.0 && between(a, b, c)) || (d_side == 0.0 && between(a, b, d)) ||
         (a_side == 0.0 && between(c, d, a)) || (b_side == 0.0 && between(c, d, b));
}

/// Whether the edge from b runs back over the edge that leads to it from a, or has no length.
bool folds_back(const Geodetic& a, const Geodetic& b, const Geodetic& c) {
  const double along = (b.longitude_rad - a.longitude_rad) * (c.longitude_rad - b.longitude_rad) +
                       (b.latitude_rad - a.latitude_rad) * (c.latitude_rad - b.latitude_rad);
  return side(a, b, c) == 0.0 && along <= 0.0;
}

} // namespace

bool is_simple(const std::vector<Geodetic>& polygon) {
  const std::size_t n = polygon.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Geodetic& a = polygon[i];
    const Geodetic& b = polygon[(i + 1) % n];
    if (folds_back(a, b, polygon[(i + 2) % n])) {
      return false;
    }
    for (std::size_t j = i + 2; j < n; ++j) {
      const bool neighbours = (j + 1) % n == i;
      if (!neighbours && touch(a, b, polygon[j], polygon[(j + 1) % n])) {
        return false;
      }
    }
  }
  return true;
}

std::vector<Geodetic> AreaConfig::vertices() const {
  std::vector<Geodetic> result;
  result.reserve(polygon.size());
  for (const auto& vertex : polygon) {
    result.push_back({vertex.latitude_rad, vertex.longitude_rad, 0.0});
  }
  return result;
}

void describe(FieldVisitor& v, VertexConfig& c) {
  v.required("latitude", c.latitude_rad, urker::between(-90.0, 90.0, unit::deg),
             "Geodetic latitude, north positive");
  v.required("longitude", c.longitude_rad, urker::between(-180.0, 360.0, unit::deg),
             "Longitude, east positive; beyond 180 deg to cross the antimeridian");
}

void describe(FieldVisitor& v, AreaConfig& c) {
  v.optional("name", c.name, "Full name, for reports");
  v.optional("owner", c.owner, Reference{"organisations"},
             "Organisation that it matters to, for reports");
  v.required("polygon", c.polygon,
             "Corners in order; straight edges in longitude and latitude, no hole, no pole inside");
  v.check(c.polygon.size() >= 3, "polygon", "a polygon needs at least three corners");
  v.check(c.polygon.size() <= kMostCorners, "polygon", "a polygon has at most 2000 corners");
  const bool can_be_simple = c.polygon.size() >= 3 && c.polygon.size() <= kMostCorners;
  v.check(!can_be_simple || is_simple(c.vertices()), "polygon",
          "the polygon's edges touch or cross, or a corner is repeated (the last edge leads back "
          "to the first corner by itself)");
}

void describe(FieldVisitor& v, CoverageConfig& c) {
  v.optional("cell_size", c.cell_size_m, urker::between(0.1, 1000.0, unit::km),
             "Side of the equal-area cells in which areas, tasks and coverage are counted");
}

} // namespace urker::access
