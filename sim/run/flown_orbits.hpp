#pragma once

#include "orbit/numerical/marched_orbit.hpp"
#include "spacecraft/propulsion/flight_planner.hpp"
#include "spacecraft/propulsion/flight_record.hpp"

#include <mpi.h>

#include <chrono>
#include <memory>
#include <vector>

namespace urker::run {

/// Satellites that plan burns on their way.
struct Flights {
  std::vector<orbit::NumericalOrbit> orbits;
  std::vector<spacecraft::FlightSetup> setups;
};

/// What became of each.
struct FlownOrbits {
  std::vector<std::shared_ptr<const orbit::IntegratedTrajectory>> trajectories;
  std::vector<std::shared_ptr<const spacecraft::FlightRecord>> records;
};

/// From one decision on burns to the next: the horizon of the rolling plan, so that what is
/// searched for windows has been decided.
inline constexpr Duration kDecisions = std::chrono::hours(6);

/// Collective: flies them from the run's start to its end, burns and all. Each rank flies a share
/// and knows all; the rows of a record are only on the rank that flew it. `earth` and `bodies` must
/// outlive the result.
[[nodiscard]] FlownOrbits fly(const Flights& flights, const Epoch& epoch, const orbit::Earth& earth,
                              const orbit::SunMoon& bodies, Time end, MPI_Comm communicator);

} // namespace urker::run
