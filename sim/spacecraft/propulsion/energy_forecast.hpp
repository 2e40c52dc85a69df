#pragma once

#include "orbit/analytic/mean_orbit.hpp"
#include "spacecraft/power_config.hpp"
#include "time/time.hpp"

#include <span>

namespace urker::spacecraft {

/// When a nearly circular orbit is in the Earth's shadow.
struct ShadowForecast {
  Time middle; ///< of one passage; the others follow at distances of `revolution`
  Duration revolution{1};
  Duration half{0}; ///< of a passage; zero: none
  /// Shadow of a cylinder, with the Sun where it is at the orbit's instant.
  [[nodiscard]] static ShadowForecast of(const orbit::MeanOrbit& orbit,
                                         const orbit::Vector3& sun_m);
  [[nodiscard]] bool dark(Time t) const;
  /// First begin or end of a passage after `t`; `kNever` if there is none.
  [[nodiscard]] Time next_edge(Time t) const;
};

/// What those who plan burns expect of a battery: constant loads, full or no sunlight at the mean
/// distance of the Sun. Between changes the charge is linear, so the figures are exact for that.
class EnergyForecast {
 public:
  /// Something that draws power beside the constant load.
  struct Draw {
    Time begin, end;
    double power_w;
  };
  struct Result {
    double least = 1.0; ///< state of charge, from the first draw's begin on
    double last = 1.0;  ///< at the end
  };
  /// `load_w`: constant.
  EnergyForecast(const PowerConfig& power, double load_w);
  /// `draws` in the order of time, not overlapping. `charge`: state of charge at `from`.
  [[nodiscard]] Result run(double charge, Time from, Time until, std::span<const Draw> draws,
                           const ShadowForecast& shadow) const;

 private:
  double array_w_, load_w_, capacity_j_, charging_, discharging_;
};

} // namespace urker::spacecraft
