#include "link/transponder/amplifier.hpp"

#include "base/decibel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace urker::link {

BackOff many_carriers(double input_back_off_db) {
  constexpr double kInBand = 2.0 / 3.0;
  const double x = from_db(input_back_off_db); // saturation over input power
  const double passed = -std::expm1(-x);       // output over input power
  const double gain = passed + 0.5 * std::sqrt(std::numbers::pi * x) * std::erfc(std::sqrt(x));
  const double carriers = gain * gain;
  const double products = std::max(passed - carriers, 0.0);
  return {input_back_off_db, to_db(x / carriers),
          products > 0.0 ? to_db(carriers / (kInBand * products))
                         : std::numeric_limits<double>::infinity()};
}

BackOff one_carrier(double input_back_off_db) {
  return {input_back_off_db, std::max(input_back_off_db, 0.0),
          std::numeric_limits<double>::infinity()};
}

} // namespace urker::link
