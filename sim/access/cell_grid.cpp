#include "access/cell_grid.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::access {
namespace {

using orbit::Geodetic;
using std::numbers::pi;

constexpr double kEccentricity2 = orbit::kEarthFlattening * (2.0 - orbit::kEarthFlattening);

/// Area between the equator and the latitude of that sine, in units of 2 pi a^2 (half of Snyder's
/// q).
double area_from_equator(double sin_latitude) {
  const double e = std::sqrt(kEccentricity2);
  return (1.0 - kEccentricity2) / 2.0 *
         (sin_latitude / (1.0 - kEccentricity2 * sin_latitude * sin_latitude) +
          std::atanh(e * sin_latitude) / e);
}

double sin_authalic(double latitude_rad) {
  return std::clamp(area_from_equator(std::sin(latitude_rad)) / area_from_equator(1.0), -1.0, 1.0);
}

/// Newton's method in the sine, where the area is nearly linear: three steps from the authalic
/// sine reach the rounding error.
double latitude_of(double sin_authalic_latitude) {
  const double area = sin_authalic_latitude * area_from_equator(1.0);
  double s = sin_authalic_latitude;
  for (int i = 0; i < 4; ++i) {
    const double w = 1.0 - kEccentricity2 * s * s;
    s -= (area_from_equator(s) - area) * w * w / (1.0 - kEccentricity2);
    s = std::clamp(s, -1.0, 1.0);
  }
  return std::asin(s);
}

/// Longitudes, ascending, at which the polygon's edges cross a parallel.
std::vector<double> crossings(const std::vector<Geodetic>& polygon, double latitude_rad) {
  std::vector<double> result;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Geodetic& a = polygon[i];
    const Geodetic& b = polygon[(i + 1) % polygon.size()];
    // Half open, so that a corner on the parallel counts once.
    if ((a.latitude_rad <= latitude_rad) != (b.latitude_rad <= latitude_rad)) {
      const double part = (latitude_rad - a.latitude_rad) / (b.latitude_rad - a.latitude_rad);
      result.push_back(a.longitude_rad + part * (b.longitude_rad - a.longitude_rad));
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

} // namespace

CellGrid::CellGrid(double cell_size_m) {
  require(cell_size_m > 0.0, "a cell size is not positive");
  const double radius_m = orbit::kEarthEquatorialRadius_m * std::sqrt(area_from_equator(1.0));
  const auto band_count = std::max<std::int64_t>(2, std::llround(pi * radius_m / cell_size_m));
  bands_.resize(static_cast<std::size_t>(band_count));
  for (std::int64_t i = 0; i < band_count; ++i) {
    // The southern half is mirrored, so that both halves have the same cells.
    const auto from_pole = static_cast<double>(std::min(i, band_count - 1 - i));
    const double polar_distance = (from_pole + 0.5) * pi / static_cast<double>(band_count);
    const double circumference_m = 2.0 * pi * radius_m * std::sin(polar_distance);
    Band& band = bands_[static_cast<std::size_t>(i)];
    band.first_cell = cell_count_;
    band.cells = std::max<std::int64_t>(1, std::llround(circumference_m / cell_size_m));
    cell_count_ += band.cells;
  }
  const auto sine_at = [this](double cells_below) {
    return 2.0 * cells_below / static_cast<double>(cell_count_) - 1.0;
  };
  for (Band& band : bands_) {
    const auto below = static_cast<double>(band.first_cell);
    band.sin_authalic_south = sine_at(below);
    band.centre_latitude_rad = latitude_of(sine_at(below + static_cast<double>(band.cells) / 2.0));
  }
}

double CellGrid::cell_area_m2() const {
  return 4.0 * pi * orbit::kEarthEquatorialRadius_m * orbit::kEarthEquatorialRadius_m *
         area_from_equator(1.0) / static_cast<double>(cell_count_);
}

std::int64_t CellGrid::cell_at(const Geodetic& place) const {
  const double sine = sin_authalic(place.latitude_rad);
  const auto above =
      std::upper_bound(bands_.begin() + 1, bands_.end(), sine, [](double value, const Band& band) {
        return value < band.sin_authalic_south;
      });
  const Band& band = *(above - 1);
  const double turns = (place.longitude_rad + pi) / (2.0 * pi);
  const auto column =
      static_cast<std::int64_t>((turns - std::floor(turns)) * static_cast<double>(band.cells));
  return band.first_cell + std::min(column, band.cells - 1);
}

Geodetic CellGrid::centre(std::int64_t cell) const {
  require(cell >= 0 && cell < cell_count_, "there is no cell of that id");
  const auto above =
      std::upper_bound(bands_.begin() + 1, bands_.end(), cell,
                       [](std::int64_t id, const Band& band) { return id < band.first_cell; });
  const Band& band = *(above - 1);
  const double turns =
      (static_cast<double>(cell - band.first_cell) + 0.5) / static_cast<double>(band.cells);
  return {band.centre_latitude_rad, 2.0 * pi * turns - pi, 0.0};
}

std::vector<std::int64_t> CellGrid::cells_in(const std::vector<Geodetic>& polygon) const {
  std::vector<std::int64_t> result;
  for (const Band& band : bands_) {
    const auto ends = crossings(polygon, band.centre_latitude_rad);
    const auto first_east_of = [&band](double longitude_rad) {
      const double turns = (longitude_rad + pi) / (2.0 * pi);
      return std::llround(std::ceil(turns * static_cast<double>(band.cells) - 0.5));
    };
    for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
      const auto last = first_east_of(ends[i + 1]);
      for (auto column = first_east_of(ends[i]); column < last; ++column) {
        const auto wrapped = (column % band.cells + band.cells) % band.cells;
        result.push_back(band.first_cell + wrapped);
      }
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

} // namespace urker::access
