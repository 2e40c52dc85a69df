#include "orbit/atmosphere/nrlmsise00.hpp"
#include "orbit/atmosphere/nrlmsise00_points.hpp"

#include <catch2/catch.hpp>

#include "support/instruction_sets.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

/// Heights on both sides of every place where the model changes.
Nrlmsise00Points make_points(double longitude_deg, bool by_history) {
  constexpr double kHeights_km[] = {110.0, 122.0, 135.0, 180.0, 275.0, 310.0, 460.0, 1200.0};
  Nrlmsise00Points points{};
  points.by_history = by_history;
  for (std::size_t i = 0; i < Nrlmsise00Points::kCount; ++i) {
    const double x = static_cast<double>(i);
    points.day_of_year[i] = 1.0 + 50.0 * x;
    points.ut_s[i] = 10000.0 * x;
    points.height_km[i] = kHeights_km[i];
    points.latitude_deg[i] = -80.0 + 22.0 * x;
    points.longitude_deg[i] = longitude_deg - 30.0 * x;
    points.solar_hour[i] = 3.0 * x;
    points.f107a[i] = 80.0 + 15.0 * x;
    points.f107[i] = 200.0 - 17.0 * x;
    for (std::size_t k = 0; k < 6; ++k) {
      points.ap[k][i] = 2.0 + 6.0 * x + 9.0 * static_cast<double>(k);
    }
  }
  return points;
}

double scalar(const Nrlmsise00Points& p, std::size_t i) {
  Nrlmsise00Input at{
      p.day_of_year[i], p.ut_s[i],  p.height_km[i], p.latitude_deg[i], p.longitude_deg[i],
      p.solar_hour[i],  p.f107a[i], p.f107[i],      p.ap[0][i],        {}};
  if (p.by_history) {
    at.ap_history =
        ApHistory{p.ap[0][i], p.ap[1][i], p.ap[2][i], p.ap[3][i], p.ap[4][i], p.ap[5][i]};
  }
  return nrlmsise00(at).density_kg_m3;
}

void check_alike(const Nrlmsise00Points& points) {
  for (std::size_t i = 0; i < Nrlmsise00Points::kCount; ++i) {
    INFO("height " << points.height_km[i]);
    CHECK(points.density_kg_m3[i] / scalar(points, i) - 1.0 == Approx(0.0).margin(1e-12));
  }
}

} // namespace

TEST_CASE("NRLMSISE-00 is the same on every instruction set") {
  const bool by_history = GENERATE(false, true);
  for (const double longitude_deg : {-150.0, 20.0, 179.0}) {
    Nrlmsise00Points points = make_points(longitude_deg, by_history);
    for_each_instruction_set([&points](auto set) {
      INFO("instruction set " << set);
      nrlmsise00_density(points);
      check_alike(points);
    });
  }
}

TEST_CASE("NRLMSISE-00 for eight places takes any heights, each for itself") {
  Nrlmsise00Points points = make_points(60.0, GENERATE(false, true));
  nrlmsise00_density(points);
  const double alone = points.density_kg_m3[4];
  points.height_km[0] = 0.0;
  points.height_km[1] = 50.0;
  points.height_km[2] = 72.5;
  points.height_km[3] = 73.0;
  points.height_km[5] = 900.0;
  nrlmsise00_density(points);
  CHECK(points.density_kg_m3[4] == alone);
  check_alike(points);
}
