#pragma once

#include "access/area.hpp"
#include "access/cell_grid.hpp"
#include "access/contact_plan.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/sun_moon.hpp"
#include "orbit/numerical/numerical_trajectory.hpp"
#include "orbit/trajectory.hpp"
#include "scenario/scenario.hpp"
#include "spacecraft/propulsion/flight_record.hpp"
#include "time/epoch.hpp"

#include <mpi.h>

#include <memory>
#include <string>
#include <vector>

namespace urker::run {

/// A satellite that is in service during some of the run.
struct Satellite {
  std::string name;
  const onboard::SatelliteConfig* config = nullptr;    ///< lives in the scenario
  std::shared_ptr<const orbit::Trajectory> trajectory; ///< its errors name the satellite
  /// The same where it was integrated: it knows the mass too. Null for other orbits.
  std::shared_ptr<const orbit::IntegratedTrajectory> integrated;
  access::Window service; ///< part of the run in which it is in service
  /// What was decided of its burns; null without propulsion.
  std::shared_ptr<const spacecraft::FlightRecord> flight;
};

struct Station {
  std::string name;
  const ground::StationConfig* config = nullptr;
  access::Window service;
};

struct NamedArea {
  std::string name;
  access::Area area;
};

/// What the scenario describes, as things that can be computed with: the same on every rank. In
/// the bytewise order of names; what is not in service during the run is left out.
struct World {
  /// `scenario` must outlive the world. With names in `only` no other satellites are there. Throws
  /// Error{invalid_input} naming the asset at fault.
  explicit World(const scenario::Scenario& scenario, const std::vector<std::string>& only = {});
  /// Collective: the ranks share the integration of orbits. Throws on all ranks.
  [[nodiscard]] static std::unique_ptr<const World> shared(const scenario::Scenario& scenario,
                                                           MPI_Comm communicator);

  /// An internal error if there is none of that name.
  [[nodiscard]] const access::Area& area(const std::string& name) const;

  const scenario::Scenario& scenario;
  Epoch epoch;
  Time end;
  std::shared_ptr<const orbit::Earth> earth;
  std::shared_ptr<const orbit::SunMoon> bodies;
  /// Where the Earth turns by sidereal time alone, those of simple planning programs
  /// (access/almanac_shadows.hpp).
  access::ShadowBodies shadow_bodies;
  std::shared_ptr<const access::CellGrid> grid;
  std::vector<Satellite> satellites;
  std::vector<Station> stations;
  std::vector<NamedArea> areas;
  std::vector<std::string> notes; ///< for the user: what was left out, and why

 private:
  void add_satellite(const std::string& name, const onboard::SatelliteConfig& config);
  [[nodiscard]] std::shared_ptr<const orbit::Trajectory>
  make_ephemeris(const std::string& path, const orbit::EphemerisFileConfig& config,
                 const access::Window& service);
  struct NotIntegrated {};
  World(const scenario::Scenario& scenario, const std::vector<std::string>& only, NotIntegrated);
  [[nodiscard]] std::vector<orbit::NumericalOrbit> orbits_to_integrate() const;
  void set_integrated(
      const std::vector<std::shared_ptr<const orbit::NumericalTrajectory>>& trajectories);
  /// Those that plan burns; collective.
  void fly_with_burns(MPI_Comm communicator);
  void add_station(const std::string& name, const ground::StationConfig& config);
};

} // namespace urker::run
