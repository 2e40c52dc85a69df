#pragma once

#include "access/ground_place.hpp"
#include "access/windows.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"

#include <cstdint>
#include <vector>

namespace urker::mission {

/// One cell as it comes by: it can be imaged at one instant, by one roll.
struct Look {
  std::uint32_t cell = 0; ///< index in the campaign's cells
  Time time = kStart;
  double roll_rad = 0.0;
  double range_m = 0.0;
};

/// How far aside and in what light cells may be imaged.
struct ViewLimits {
  double greatest_off_nadir_rad = 0.0;
  double least_sun_elevation_rad = 0.0;
};

/// One flight of a satellite over the area of a campaign.
struct Chance {
  access::Window window;
  std::vector<Look> looks; ///< within the limits, by time, then cell
  double ground_speed_m_s = 0.0;
  /// The rest follows from the window (find_chance).
  template <class Packer>
  void pack(Packer& p) {
    p(window);
  }
};

/// The looks at cells (given by their centres) in a window of a believed trajectory.
[[nodiscard]] Chance find_chance(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                                 const access::Window& window,
                                 const std::vector<access::GroundPlace>& cells,
                                 const ViewLimits& limits);

} // namespace urker::mission
