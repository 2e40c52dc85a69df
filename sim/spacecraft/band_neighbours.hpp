#pragma once

#include "access/track.hpp"
#include "access/windows.hpp"
#include "link/budget/co_channel.hpp"
#include "link/budget/transmitter.hpp"
#include "link/station_sky.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/geodesy.hpp"
#include "orbit/trajectory.hpp"
#include "spacecraft/pass_link.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// A satellite that may send into the beams of stations that listen to others.
struct Emitter {
  std::string name;
  link::Transmitter transmitter;
  std::shared_ptr<const orbit::Trajectory> trajectory; ///< as it is flown
  access::Window service;
};

/// Those of a scenario, whom its satellites share, without one of them.
struct Neighbours {
  std::shared_ptr<const std::vector<Emitter>> all; ///< in the order in which powers are added up
  std::shared_ptr<const orbit::Earth> earth;
  std::string own; ///< name of the one that is left out
};

/// The neighbours of a pass in the band of its carrier, each while it is in service and above the
/// station's geometric horizon: taken to send all the time, at their highest rate, whoever listens,
/// and whatever hills or polarisations stand between. Pure functions of the trajectories.
class NeighboursInPass {
 public:
  /// Of a link with neighbours, which must outlive it.
  explicit NeighboursInPass(const PassLink& link);

  [[nodiscard]] bool empty() const { return neighbours_.empty(); }
  [[nodiscard]] std::size_t size() const { return neighbours_.size(); }
  /// Sorted instants in the pass at which one rises, sets, or is nearest the axis.
  [[nodiscard]] const std::vector<Time>& knots() const { return knots_; }

  /// All together at one instant.
  struct Heard {
    double i_over_c = 0.0; ///< as powers; 0: nobody is in view
    std::size_t number = 0;
    const Emitter* loudest = nullptr;
    double loudest_i_over_c = 0.0;
    double separation_rad = 0.0; ///< of the loudest from the axis
  };
  /// Each through its own stretch of the air, of which the victim's is told.
  [[nodiscard]] Heard at(Time t, const link::LineOfSight& victim, double victim_air_db,
                         link::StationSky& sky) const;

 private:
  struct Neighbour {
    const Emitter* emitter;
    link::CoChannel channel;
    std::vector<access::Window> in_view;
    std::optional<access::Track> track; ///< over all windows, if the pass is short
  };
  void add(const Emitter& emitter);
  void add_knots(const Neighbour& neighbour);
  [[nodiscard]] link::LineOfSight line(const Neighbour& neighbour, Time t) const;

  const PassLink& link_;
  orbit::SiteAxes site_;
  const orbit::Earth& earth_;
  std::vector<Neighbour> neighbours_;
  std::vector<Time> knots_;
};

} // namespace urker::spacecraft
