#pragma once

#include "access/contact_plan.hpp"
#include "access/ground_place.hpp"
#include "access/whole_windows.hpp"
#include "access/windows.hpp"
#include "base/pack.hpp"
#include "mission/campaign_config.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"
#include "spacecraft/imager_config.hpp"

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace urker::mission {

/// One cell as it comes by: it can be imaged at one instant, by one roll.
struct Look {
  std::uint64_t cell = 0; ///< index in the campaign's cells
  Time time = kStart;
  double roll_rad = 0.0;
  double range_m = 0.0;
};

/// How far aside and in what light cells may be imaged.
struct ViewLimits {
  double greatest_off_nadir_rad = 0.0;
  double least_sun_elevation_rad = 0.0;
};

/// Those of a campaign with an imager.
[[nodiscard]] ViewLimits view_limits(const CampaignConfig& campaign,
                                     const spacecraft::ImagerConfig& imager);

/// One flight of a satellite over the area of a campaign.
struct Chance {
  access::Window window;
  std::vector<Look> looks; ///< within the limits, by time, then cell
  double ground_speed_m_s = 0.0;
  /// As a state: the rest follows from the window (find_chance).
  template <class Packer>
  void pack(Packer& p) {
    p(window);
  }
};

/// A chance as a planner is told of it.
struct CampaignChance {
  std::uint32_t satellite = 0; ///< index in the scenario's bytewise order of satellites
  std::string campaign;
  Chance chance;
  /// The order in which they are told.
  [[nodiscard]] auto key() const { return std::tie(satellite, campaign, chance.window.begin); }
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, campaign, chance.window, chance.looks, chance.ground_speed_m_s);
  }
};

/// The looks at cells (given by their centres) in a window of a believed trajectory.
[[nodiscard]] Chance find_chance(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                                 const access::Window& window,
                                 const std::vector<access::GroundPlace>& cells,
                                 const ViewLimits& limits);

/// When chances of one satellite over one area may be: searched as time goes, each window found
/// once and whole, unless it is cut by the satellite's service.
class ChanceWindows {
 public:
  ChanceWindows(const access::AreaTarget& target, const access::Window& service)
      : target_(target), windows_(service) {}

  /// Where the next track must begin, at the latest.
  [[nodiscard]] Time known_until() const { return windows_.known_until(); }
  /// Windows that end within the track and were not found before, by begin. The track may end with
  /// the service, not later.
  [[nodiscard]] std::vector<access::Window> advance(const access::Track& track);

 private:
  access::AreaTarget target_;
  access::WholeWindows windows_;
};

} // namespace urker::mission

/// There are millions of them, and no gap between their members.
template <>
struct urker::IsPlain<urker::mission::Look> : std::true_type {
  static_assert(std::is_trivially_copyable_v<mission::Look> && sizeof(mission::Look) == 32);
};
