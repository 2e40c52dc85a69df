#pragma once

#include "orbit/trajectory.hpp"

#include <array>
#include <cstdint>
#include <vector>

// Private to this folder.
namespace urker::access {

/// Finds who is near whom at an instant, through cubes as large as the reach of the fastest.
class PairScreen {
 public:
  struct Body {
    std::uint32_t number = 0;
    orbit::Vector3 position_m = orbit::Vector3::Zero();
    double speed_m_s = 0.0; ///< at most
  };
  /// Near: within the limit and what both can move in `reach_s`. `bodies` in the order of their
  /// numbers.
  PairScreen(std::vector<Body> bodies, double limit_m, double reach_s);
  /// Numbers above that of the body `number` that are near to it, in any order, behind what is in
  /// `found`. None for a number that is not there.
  void neighbours(std::uint32_t number, std::vector<std::uint32_t>& found) const;

 private:
  using Cell = std::array<std::int32_t, 3>;
  struct Placed {
    Cell cell;
    std::uint32_t body; ///< place in `bodies_`
  };
  std::vector<Body> bodies_;
  double limit_m_, reach_s_;
  double cell_m_ = 0.0;
  std::vector<Placed> placed_;
  [[nodiscard]] Cell cell_of(const orbit::Vector3& position_m) const;
};

} // namespace urker::access
