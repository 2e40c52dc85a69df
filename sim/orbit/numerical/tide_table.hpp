#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/earth/sun_moon.hpp"
#include "orbit/force/gravity.hpp"
#include "orbit/force/solid_tides.hpp"

#include <array>
#include <vector>

namespace urker::orbit {

/// The solid tides' corrections to the field over a span, tabulated every 600 s (at whole multiples
/// since the scenario's start, so that they do not depend on the span) and interpolated by cubics:
/// 2e-6 of the tide. Immutable.
class TideTable {
 public:
  /// `field` is how the field that they are added to counts the permanent tide.
  TideTable(const Epoch& epoch, const Earth& earth, const SunMoon& bodies, Time begin, Time end,
            PoleTide pole_tide, TideSystem field = TideSystem::tide_free);

  /// Writes the corrections at `t` into one lane.
  void corrections(Time t, GravityCorrections& out, std::size_t lane) const;

 private:
  /// c and s of degree 2 to 4, order 0 to the degree.
  static constexpr std::size_t kCoefficients = 24;
  using Node = std::array<double, kCoefficients>;

  Time first_;
  std::vector<Node> nodes_;
};

} // namespace urker::orbit
