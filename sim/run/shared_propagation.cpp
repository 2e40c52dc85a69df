#include "run/shared_propagation.hpp"

#include "base/pack.hpp"
#include "des/mpi.hpp"
#include "orbit/force/gravity_kernel.hpp"

namespace urker::run {

std::vector<std::shared_ptr<const orbit::NumericalTrajectory>>
propagate_shared(std::span<const orbit::NumericalOrbit> orbits, const Epoch& epoch,
                 const orbit::Earth& earth, Time begin, Time end, MPI_Comm communicator) {
  const auto rank = static_cast<std::size_t>(des::rank_in(communicator));
  const auto ranks = static_cast<std::size_t>(des::size_of(communicator));
  // Blocks of those that are computed together stay together.
  const auto rank_of = [ranks](std::size_t i) { return i / orbit::kGravityLanes % ranks; };
  std::vector<orbit::NumericalOrbit> own_orbits;
  for (std::size_t i = 0; i < orbits.size(); ++i) {
    if (rank_of(i) == rank) {
      own_orbits.push_back(orbits[i]);
    }
  }
  std::vector<std::shared_ptr<const orbit::NumericalTrajectory>> own;
  des::all_or_none(communicator, [&] {
    own = orbit::propagate(own_orbits, epoch, earth, orbit::SunMoon(epoch), begin, end);
  });
  if (ranks == 1) {
    return own;
  }
  Writer writer;
  for (const auto& trajectory : own) {
    writer(*trajectory);
  }
  const auto parts = des::allgather_bytes(communicator, writer.take());
  std::vector<std::shared_ptr<const orbit::NumericalTrajectory>> all;
  des::all_or_none(communicator, [&] {
    std::vector<Reader> readers(parts.begin(), parts.end());
    for (std::size_t i = 0; i < orbits.size(); ++i) {
      auto trajectory = std::make_shared<orbit::NumericalTrajectory>(orbits[i], epoch);
      readers[rank_of(i)](*trajectory);
      all.push_back(std::move(trajectory));
    }
  });
  return all;
}

} // namespace urker::run
