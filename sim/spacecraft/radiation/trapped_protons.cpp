#include "spacecraft/radiation/trapped_protons.hpp"

#include "base/text_lines.hpp"
#include "base/units.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

namespace urker::data {
std::string_view trapped_protons_ap8(); // sim/data/trapped_protons_ap8.csv
} // namespace urker::data

namespace urker::spacecraft {

namespace {

constexpr std::size_t kAngles = 19;
constexpr double kAngleStep_deg = 5.0;
constexpr double kPerCm2 = 1e4; // 1/m2
constexpr double kAp8Year = 1965.0;
constexpr double kDrift_rad_year = 0.3 * unit::deg.scale;

using Spectrum = std::array<double, ProtonSpectrum::kEnergies>; ///< decadic logarithms, 1/(cm2 s)

struct Map {
  std::vector<double> l;                           ///< ascending
  std::vector<std::array<Spectrum, kAngles>> flux; ///< by L and angle
};

struct Maps {
  Map minimum, maximum;
};

Maps read_maps() {
  Maps maps;
  ShippedRows rows(data::trapped_protons_ap8(), "trapped_protons_ap8.csv");
  while (rows.next()) {
    Map& map = rows.cell() == "min" ? maps.minimum : maps.maximum;
    const double l = rows.number();
    const auto angle = static_cast<std::size_t>(rows.number() / kAngleStep_deg);
    if (angle == 0) {
      map.l.push_back(l);
      map.flux.emplace_back();
    }
    rows.require_row(angle < kAngles && !map.l.empty() && map.l.back() == l);
    for (double& value : map.flux.back()[angle]) {
      value = 1e-3 * rows.number();
    }
  }
  return maps;
}

const Maps& shipped() {
  static const Maps maps = read_maps();
  return maps;
}

/// Where a shell lies in a map, which has the place; weights of the neighbours before.
struct Position {
  std::size_t l, angle;
  double l_fraction, angle_fraction;
};

std::optional<Position> position(const Map& map, const MagneticShell& shell) {
  const double cutoff = 0.6572 * std::pow(shell.l, 3.452);
  if (shell.l < map.l.front() || shell.l >= map.l.back() || shell.b_over_b0 >= cutoff) {
    return std::nullopt;
  }
  const double sine = (shell.b_over_b0 - 1.0) / (cutoff - 1.0);
  const double angle = std::asin(std::clamp(sine, 0.0, 1.0)) / (kAngleStep_deg * unit::deg.scale);
  const auto after = std::upper_bound(map.l.begin(), map.l.end(), shell.l) - map.l.begin();
  const auto l = static_cast<std::size_t>(after) - 1;
  const auto whole = std::min(static_cast<std::size_t>(angle), kAngles - 2);
  return Position{l, whole, (shell.l - map.l[l]) / (map.l[l + 1] - map.l[l]),
                  angle - static_cast<double>(whole)};
}

double flux_per_m2_s(const Map& map, const Position& p, std::size_t energy) {
  const auto along = [&](std::size_t l) {
    const double here = map.flux[l][p.angle][energy];
    return here + p.angle_fraction * (map.flux[l][p.angle + 1][energy] - here);
  };
  const double here = along(p.l);
  const double log_flux = here + p.l_fraction * (along(p.l + 1) - here);
  return kPerCm2 * (std::pow(10.0, log_flux) - 1.0); // a logarithm of 0 means no flux
}

} // namespace

ProtonSpectrum trapped_protons(const MagneticShell& shell, double activity) {
  const Maps& maps = shipped();
  ProtonSpectrum result;
  const auto at = position(maps.minimum, shell); // both maps have the same grid
  if (!at) {
    return result;
  }
  for (std::size_t k = 0; k < ProtonSpectrum::kEnergies; ++k) {
    result.above_per_m2_s[k] = (1.0 - activity) * flux_per_m2_s(maps.minimum, *at, k) +
                               activity * flux_per_m2_s(maps.maximum, *at, k);
  }
  return result;
}

ProtonSpectrum trapped_protons(const orbit::Vector3& itrf_m, double year, double activity) {
  const MagneticField& field = MagneticField::of_1965();
  // Seen from 1965, the place lies as far to the east as the anomaly has drifted to the west.
  const double turn_rad = kDrift_rad_year * (year - kAp8Year);
  const double sine = std::sin(turn_rad);
  const double cosine = std::cos(turn_rad);
  const orbit::Vector3 then_m(cosine * itrf_m.x() - sine * itrf_m.y(),
                              sine * itrf_m.x() + cosine * itrf_m.y(), itrf_m.z());
  // Outside the belt there is no need to trace: where the field is much stronger than where the
  // atmosphere ends the belt, or the shell too high.
  constexpr double kHighestL = 5.5;
  constexpr double kMargin = 1.5;
  const double rough_l = field.eccentric_l(then_m);
  const double rough_b = field.at(then_m).norm();
  const double strongest_t = kMargin * 0.311653e-4 * 0.6572 * std::pow(rough_l, 0.452);
  if (rough_l > kHighestL || rough_b > strongest_t) {
    return {};
  }
  const auto shell = magnetic_shell(field, then_m);
  return shell ? trapped_protons(*shell, activity) : ProtonSpectrum{};
}

} // namespace urker::spacecraft
