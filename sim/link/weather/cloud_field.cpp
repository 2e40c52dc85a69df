#include "link/weather/cloud_field.hpp"

#include "base/random.hpp"
#include "link/atmosphere/normal.hpp"
#include "link/weather/lattice.hpp"

#include <cmath>

namespace urker::link {

namespace {

constexpr int kOctaves = 3;
// Amplitudes of the octaves: each 0.6 of the one before, squares summing to one.
constexpr std::array<double, kOctaves> kAmplitude{0.8193419066805778, 0.49160514400834665,
                                                  0.294963086405008};
// Knot spacing over correlation length or time: makes the correlation, averaged over places and
// directions, 1/e there. Found from the interpolation weights; the unit test repeats it.
constexpr double kSpaceStep = 1.6327;
constexpr double kTimeStep = 1.6074;
constexpr double kShapeA = 0.25;

/// b of the Kumaraswamy distribution F(x) = 1 - (1 - x^a)^b with a given mean, which is
/// b B(1 + 1/a, b) and falls with b.
double shape_for_mean(double mean) {
  double low = 1e-6;
  double high = 1e6;
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
    const double middle = std::sqrt(low * high);
    const double log_mean = std::log(middle) + std::lgamma(1.0 + 1.0 / kShapeA) +
                            std::lgamma(middle) - std::lgamma(1.0 + 1.0 / kShapeA + middle);
    (log_mean > std::log(mean) ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

// Means from 1 to 99 % have logits within 4.6 of zero; steps this small keep the mean to 1e-6.
constexpr double kLeastLogit = -4.625;
constexpr double kLogitStep = 1.0 / 64.0;
constexpr int kLogitSteps = 592;

std::vector<double> make_log_shapes() {
  std::vector<double> result;
  for (int i = 0; i <= kLogitSteps; ++i) {
    const double logit = kLeastLogit + i * kLogitStep;
    result.push_back(std::log(shape_for_mean(1.0 / (1.0 + std::exp(-logit)))));
  }
  return result;
}

} // namespace

CloudField::CloudField(const CloudConfig& config, std::uint64_t seed, const CalendarTime& start)
    : seed_(seed), space_step_m_(kSpaceStep * config.correlation_length_m),
      time_step_s_(kTimeStep * config.correlation_time_s), climate_(config, start),
      log_shapes_(make_log_shapes()) {}

double CloudField::normal(const orbit::Geodetic& place, Time t) const {
  const auto [x, y, z] = lattice_position(place, space_step_m_);
  std::array<double, 4> position{x, y, z, seconds_since_start(t) / time_step_s_};
  double sum = 0.0;
  for (int number = 0; number < kOctaves; ++number) {
    const RandomKey key{seed_, key_of("environment.clouds"), static_cast<std::uint64_t>(number)};
    sum += kAmplitude[static_cast<std::size_t>(number)] * lattice_normal(key, position);
    for (double& p : position) {
      p *= 2.0;
    }
  }
  return sum;
}

double CloudField::cover_of(double normal, double mean_cover) const {
  const double position = (std::log(mean_cover / (1.0 - mean_cover)) - kLeastLogit) / kLogitStep;
  const auto before = static_cast<std::size_t>(position);
  const double fraction = position - static_cast<double>(before);
  const double shape_b =
      std::exp(log_shapes_[before] + fraction * (log_shapes_[before + 1] - log_shapes_[before]));
  const double exceedance = normal_above(normal);
  return std::pow(-std::expm1(std::log(exceedance) / shape_b), 1.0 / kShapeA);
}

double CloudField::mean_cover(const orbit::Geodetic& place, Time t) const {
  return climate_.mean_cover(place, t);
}

double CloudField::cover(const orbit::Geodetic& place, Time t) const {
  return cover_of(normal(place, t), climate_.mean_cover(place, t));
}

} // namespace urker::link
