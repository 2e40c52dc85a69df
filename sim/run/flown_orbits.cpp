#include "run/flown_orbits.hpp"

#include "base/pack.hpp"
#include "des/mpi.hpp"
#include "run/share.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace urker::run {
namespace {

/// What a rank tells the others of its share.
struct Part {
  std::vector<orbit::MarchedOrbit> marched;
  std::vector<spacecraft::FlightRecord> records;
  template <class Packer>
  void pack(Packer& p) {
    p(marched, records);
  }
};

struct Sky {
  const Epoch& epoch;
  const orbit::Earth& earth;
  const orbit::SunMoon& bodies;
  orbit::Marching marching;
};

Part fly_share(const Flights& flights, const Share& share, const Sky& sky) {
  std::vector<std::unique_ptr<spacecraft::FlightPlanner>> planners;
  std::vector<orbit::BurnPlanner*> pointers;
  for (std::size_t i = share.first; i < share.last; ++i) {
    planners.push_back(std::make_unique<spacecraft::FlightPlanner>(
        flights.setups[i], flights.orbits[i], sky.epoch, sky.bodies));
    pointers.push_back(planners.back().get());
  }
  const auto orbits = std::span(flights.orbits).subspan(share.first, share.last - share.first);
  Part part;
  part.marched = orbit::march(orbits, pointers, sky.epoch, sky.earth, sky.bodies, sky.marching);
  for (const auto& planner : planners) {
    part.records.push_back(planner->finish(sky.marching.end));
  }
  return part;
}

} // namespace

FlownOrbits fly(const Flights& flights, const Epoch& epoch, const orbit::Earth& earth,
                const orbit::SunMoon& bodies, Time end, MPI_Comm communicator) {
  FlownOrbits flown;
  if (flights.orbits.empty()) {
    return flown;
  }
  const Sky sky{epoch, earth, bodies, {kStart, end, kDecisions}};
  Part own;
  des::all_or_none(communicator, [&] {
    own = fly_share(flights, Share(flights.orbits.size(), communicator), sky);
  });
  const auto packed = des::allgather_bytes(communicator, pack(own));
  const auto rank = static_cast<std::size_t>(des::rank_in(communicator));
  des::all_or_none(communicator, [&] {
    std::size_t first = 0;
    for (std::size_t r = 0; r < packed.size(); ++r) {
      Part part = r == rank ? std::exchange(own, {}) : unpack<Part>(packed[r]);
      const auto orbits = std::span(flights.orbits).subspan(first, part.marched.size());
      first += orbits.size();
      for (auto& trajectory :
           orbit::marched_trajectories(orbits, part.marched, epoch, earth, bodies, sky.marching)) {
        flown.trajectories.push_back(std::move(trajectory));
      }
      for (auto& record : part.records) {
        flown.records.push_back(
            std::make_shared<const spacecraft::FlightRecord>(std::move(record)));
      }
    }
  });
  return flown;
}

} // namespace urker::run
