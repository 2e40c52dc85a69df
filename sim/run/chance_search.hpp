#pragma once

#include "access/ground_place.hpp"
#include "des/event.hpp"
#include "mission/chance.hpp"
#include "run/cast.hpp"
#include "run/world.hpp"

#include <mpi.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace urker::run {

/// By planner, in the order of their keys.
using ToldChances = std::map<des::ProcessId, std::vector<mission::CampaignChance>>;

/// What planners are told that their satellites may image, as time goes: they could find it
/// themselves, but not each on all ranks. Every rank searches its part of the imagers; all of it is
/// the same for any number of ranks.
class ChanceSearch {
 public:
  ChanceSearch(const World& world, const Cast& cast, MPI_Comm communicator);

  /// Finds the windows that end by an instant and were not found before, in place of those.
  void advance(Time until);
  /// Collective: finds what lies in them.
  void find_looks();
  /// Collective: hands those in which something lies over to the ranks of their planners.
  [[nodiscard]] ToldChances deal(const std::vector<int>& ranks);

 private:
  struct Campaign {
    std::string name;
    const mission::CampaignConfig* config; ///< lives in the scenario
    const access::Area* area;              ///< lives in the world
    std::vector<access::GroundPlace> centres;
  };
  /// A satellite's view of a campaign.
  struct View {
    const Campaign* campaign;
    mission::ViewLimits limits;
    mission::ChanceWindows windows;
  };
  struct Viewer {
    std::uint32_t satellite;
    des::ProcessId planner;
    std::vector<View> views;
  };
  struct Found {
    const Viewer* viewer;
    const View* view;
    mission::Chance chance;
  };
  [[nodiscard]] Viewer viewer_of(const Imager& imager) const;
  void advance(Viewer& viewer, Time until);

  const World& world_;
  const Cast& cast_;
  MPI_Comm communicator_;
  std::vector<Campaign> campaigns_;
  std::vector<Viewer> viewers_; ///< of this rank's part
  std::vector<Found> found_;
};

} // namespace urker::run
