#include "orbit/atmosphere/nrlmsise00_points.hpp"

#include "orbit/atmosphere/nrlmsise00.hpp"
#include "orbit/atmosphere/nrlmsise00_model.hpp"

namespace urker::orbit {

namespace {

std::optional<ApHistory> history(const Nrlmsise00Points& points, std::size_t i) {
  const auto& ap = points.ap;
  return points.by_history
             ? std::optional(ApHistory{ap[0][i], ap[1][i], ap[2][i], ap[3][i], ap[4][i], ap[5][i]})
             : std::nullopt;
}

} // namespace

void nrlmsise00_density(Nrlmsise00Points& points) {
  URKER_SIMD_PICK(nrlmsise00_upper)(msis::model(), points);
  for (std::size_t i = 0; i < Nrlmsise00Points::kCount; ++i) {
    if (points.height_km[i] < msis::kLowest_km) {
      points.density_kg_m3[i] = nrlmsise00({.day_of_year = points.day_of_year[i],
                                            .ut_s = points.ut_s[i],
                                            .height_km = points.height_km[i],
                                            .latitude_deg = points.latitude_deg[i],
                                            .longitude_deg = points.longitude_deg[i],
                                            .solar_hour = points.solar_hour[i],
                                            .f107a = points.f107a[i],
                                            .f107 = points.f107[i],
                                            .ap = points.ap[0][i],
                                            .ap_history = history(points, i)})
                                    .density_kg_m3;
    }
  }
}

} // namespace urker::orbit
