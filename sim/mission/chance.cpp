#include "mission/chance.hpp"

#include "access/strip.hpp"
#include "orbit/itrf_state.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace urker::mission {

ViewLimits view_limits(const CampaignConfig& campaign, const spacecraft::ImagerConfig& imager) {
  return {std::min(campaign.greatest_off_nadir_rad, imager.greatest_off_nadir_rad),
          std::max(campaign.least_sun_elevation_rad, imager.least_sun_elevation_rad)};
}

Chance find_chance(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                   const access::Window& window, const std::vector<access::GroundPlace>& cells,
                   const ViewLimits& limits) {
  Chance chance;
  chance.window = window;
  double ground_radius_m = orbit::kEarthEquatorialRadius_m;
  for (const auto& cell : cells) {
    ground_radius_m = std::min(ground_radius_m, cell.position_m.norm());
  }
  const access::Flyover flyover(trajectory, earth, window.begin, window.end,
                                access::SideLimit{limits.greatest_off_nadir_rad, ground_radius_m});
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto crossing = flyover.crossing(cells[i]);
    if (crossing && std::abs(crossing->roll_rad) <= limits.greatest_off_nadir_rad &&
        crossing->sun_elevation_rad >= limits.least_sun_elevation_rad) {
      chance.looks.push_back({i, crossing->time, crossing->roll_rad, crossing->range_m});
    }
  }
  std::sort(chance.looks.begin(), chance.looks.end(), [](const Look& a, const Look& b) {
    return std::tie(a.time, a.cell) < std::tie(b.time, b.cell);
  });
  const Time middle = window.begin + (window.end - window.begin) / 2;
  const orbit::State state = orbit::itrf_state(trajectory, earth, middle);
  chance.ground_speed_m_s = state.v_m_s.norm() * orbit::kEarthEquatorialRadius_m / state.r_m.norm();
  return chance;
}

std::vector<access::Window> ChanceWindows::advance(const access::Track& track) {
  return windows_.advance(track.end(), [&](Time begin, Time end) {
    std::vector<access::Window> windows;
    for (const auto& pass : access::find_area_passes(track, target_, begin, end)) {
      windows.push_back(pass.window);
    }
    return windows;
  });
}

} // namespace urker::mission
