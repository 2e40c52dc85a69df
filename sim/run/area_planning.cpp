#include "run/area_planning.hpp"

#include "access/rows.hpp"
#include "des/mpi.hpp"
#include "run/share.hpp"
#include "run/world_search.hpp"

namespace urker::run {

void emit_area_passes(const World& world, MPI_Comm communicator, RowSink& rows) {
  const Share own(world.satellites.size(), communicator);
  des::all_or_none(communicator, [&] {
    for (auto i = static_cast<std::uint32_t>(own.first); i < own.last; ++i) {
      for (const auto& pass : area_passes_of(world, i, track_of(world, i, {}))) {
        rows.emit(access::AreaPassRow{world.satellites[i].name, world.areas[pass.area].name,
                                      pass.window});
      }
    }
  });
}

} // namespace urker::run
