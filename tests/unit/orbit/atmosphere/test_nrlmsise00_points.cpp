#include "base/simd/instruction_set.hpp"
#include "orbit/atmosphere/nrlmsise00.hpp"
#include "orbit/atmosphere/nrlmsise00_model.hpp"
#include "orbit/atmosphere/nrlmsise00_points.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::orbit;

namespace {

/// Heights on both sides of every place where the model changes.
Nrlmsise00Points make_points(double longitude_deg) {
  constexpr double kHeights_km[] = {110.0, 122.0, 135.0, 180.0, 275.0, 310.0, 460.0, 1200.0};
  Nrlmsise00Points points{};
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
    points.ap[i] = 2.0 + 6.0 * x;
  }
  return points;
}

double scalar(const Nrlmsise00Points& p, std::size_t i) {
  return nrlmsise00({p.day_of_year[i], p.ut_s[i], p.height_km[i], p.latitude_deg[i],
                     p.longitude_deg[i], p.solar_hour[i], p.f107a[i], p.f107[i], p.ap[i]})
      .density_kg_m3;
}

void check_alike(const Nrlmsise00Points& points) {
  for (std::size_t i = 0; i < Nrlmsise00Points::kCount; ++i) {
    INFO("height " << points.height_km[i]);
    CHECK(points.density_kg_m3[i] / scalar(points, i) - 1.0 == Approx(0.0).margin(1e-12));
  }
}

} // namespace

TEST_CASE("NRLMSISE-00 is the same on every instruction set") {
  for (const double longitude_deg : {-150.0, 20.0, 179.0}) {
    Nrlmsise00Points points = make_points(longitude_deg);
    baseline::nrlmsise00_upper(msis::model(), points);
    check_alike(points);
#if defined(__x86_64__)
    if (simd::best_here() >= simd::InstructionSet::avx2) {
      avx2::nrlmsise00_upper(msis::model(), points);
      check_alike(points);
    }
    if (simd::best_here() >= simd::InstructionSet::avx512) {
      avx512::nrlmsise00_upper(msis::model(), points);
      check_alike(points);
    }
#endif
  }
}

TEST_CASE("NRLMSISE-00 for eight places takes any heights, each for itself") {
  Nrlmsise00Points points = make_points(60.0);
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
