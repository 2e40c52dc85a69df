#include "orbit/atmosphere/harris_priester.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace urker::orbit {

namespace {

struct Level {
  double height_km;
  double night_g_km3, day_g_km3; ///< least and greatest density
};
constexpr std::array<Level, 50> kLevels{{
    {100, 4.974e+05, 4.974e+05}, {120, 2.490e+04, 2.490e+04},  {130, 8.377e+03, 8.710e+03},
    {140, 3.899e+03, 4.059e+03}, {150, 2.122e+03, 2.215e+03},  {160, 1.263e+03, 1.344e+03},
    {170, 8.008e+02, 8.758e+02}, {180, 5.283e+02, 6.010e+02},  {190, 3.617e+02, 4.297e+02},
    {200, 2.557e+02, 3.162e+02}, {210, 1.839e+02, 2.396e+02},  {220, 1.341e+02, 1.853e+02},
    {230, 9.949e+01, 1.455e+02}, {240, 7.488e+01, 1.157e+02},  {250, 5.709e+01, 9.308e+01},
    {260, 4.403e+01, 7.555e+01}, {270, 3.430e+01, 6.182e+01},  {280, 2.697e+01, 5.095e+01},
    {290, 2.139e+01, 4.226e+01}, {300, 1.708e+01, 3.526e+01},  {320, 1.099e+01, 2.511e+01},
    {340, 7.214e+00, 1.819e+01}, {360, 4.824e+00, 1.337e+01},  {380, 3.274e+00, 9.955e+00},
    {400, 2.249e+00, 7.492e+00}, {420, 1.558e+00, 5.684e+00},  {440, 1.091e+00, 4.355e+00},
    {460, 7.701e-01, 3.362e+00}, {480, 5.474e-01, 2.612e+00},  {500, 3.916e-01, 2.042e+00},
    {520, 2.819e-01, 1.605e+00}, {540, 2.042e-01, 1.267e+00},  {560, 1.488e-01, 1.005e+00},
    {580, 1.092e-01, 7.997e-01}, {600, 8.070e-02, 6.390e-01},  {620, 6.012e-02, 5.123e-01},
    {640, 4.519e-02, 4.121e-01}, {660, 3.430e-02, 3.325e-01},  {680, 2.632e-02, 2.691e-01},
    {700, 2.043e-02, 2.185e-01}, {720, 1.607e-02, 1.779e-01},  {740, 1.281e-02, 1.452e-01},
    {760, 1.036e-02, 1.190e-01}, {780, 8.496e-03, 9.776e-02},  {800, 7.069e-03, 8.059e-02},
    {840, 4.680e-03, 5.741e-02}, {880, 3.200e-03, 4.210e-02},  {920, 2.210e-03, 3.130e-02},
    {960, 1.560e-03, 2.360e-02}, {1000, 1.150e-03, 1.810e-02},
}};
constexpr double kKgPerM3 = 1e-12;                 ///< of a g/km3
constexpr double kCosLag = 0.86602540378443864676; // 30 degrees
constexpr double kSinLag = 0.5;

} // namespace

double HarrisPriester::density_kg_m3(const DensityPoint& point) const {
  const double height_km = point.place.height_m * 1e-3;
  if (height_km > kLevels.back().height_km) {
    return 0.0;
  }
  const auto* above = std::upper_bound(kLevels.begin() + 1, kLevels.end() - 1, height_km,
                                       [](double h, const Level& x) { return h < x.height_km; });
  const Level& a = *(above - 1);
  const Level& b = *above;
  // Exponential between the levels.
  const double part = (height_km - a.height_km) / (b.height_km - a.height_km);
  const double night = a.night_g_km3 * std::pow(b.night_g_km3 / a.night_g_km3, part);
  const double day = a.day_g_km3 * std::pow(b.day_g_km3 / a.day_g_km3, part);

  const Vector3 sun = point.sun_itrf_m.normalized();
  const Vector3 bulge(sun.x() * kCosLag - sun.y() * kSinLag, sun.x() * kSinLag + sun.y() * kCosLag,
                      sun.z());
  // cos^2(psi/2); never negative, however it is rounded.
  const double nearness = std::max(0.0, 0.5 + 0.5 * bulge.dot(point.r_itrf_m.normalized()));
  return (night + (day - night) * std::pow(nearness, half_exponent_)) * kKgPerM3;
}

} // namespace urker::orbit
