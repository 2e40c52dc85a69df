#pragma once

#include "access/contact_plan.hpp"
#include "base/table.hpp"
#include "run/world.hpp"

#include <mpi.h>

namespace urker::run {

/// Collective: who sees whom, and when each satellite is in the shadow. Each satellite is searched
/// by one rank; all ranks get the whole plan, sorted by (satellite, station, begin). Emits the
/// tables `contacts`, `eclipses` and `area_passes`. Throws Error{invalid_input} naming a satellite
/// whose orbit ends within the run.
[[nodiscard]] access::ContactPlan plan_contacts(const World& world, MPI_Comm communicator,
                                                RowSink& rows);

} // namespace urker::run
