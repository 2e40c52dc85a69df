#include "run/area_planning.hpp"

#include "access/rows.hpp"
#include "des/mpi.hpp"
#include "run/world_search.hpp"

namespace urker::run {

void emit_area_passes(const World& world, MPI_Comm communicator, RowSink& rows) {
  const auto ranks = static_cast<std::uint32_t>(des::size_of(communicator));
  des::all_or_none(communicator, [&] {
    const auto areas = area_points_of(world);
    // Dealt one by one: neighbours are of one constellation, and cost alike.
    for (auto i = static_cast<std::uint32_t>(des::rank_in(communicator));
         i < world.satellites.size(); i += ranks) {
      for (const auto& pass : area_passes_of(world, areas, i, world.end)) {
        rows.emit(access::AreaPassRow{world.satellites[i].name, world.areas[pass.area].name,
                                      pass.window});
      }
    }
  });
}

} // namespace urker::run
