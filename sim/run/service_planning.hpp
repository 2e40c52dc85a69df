#pragma once

#include "base/table.hpp"
#include "mission/services/service_link.hpp"
#include "run/world.hpp"

#include <mpi.h>

#include <vector>

namespace urker::run {

/// Tables of telecom services; none in a scenario without services.
void declare_service_tables(const scenario::Scenario& scenario, RowSink& rows);

/// Collective: says of every service at every site whether it is served and when it is out, and
/// draws the lines of the beams. The ranks share the sites. Throws `Error{invalid_input}` naming a
/// satellite that does not stay where it is.
void emit_services(const World& world, MPI_Comm communicator, RowSink& rows);

/// A part of the run in which no beam turns and no satellite enters or leaves service.
struct BeamEpoch {
  Time begin = kStart;
  Time end = kStart;
};
[[nodiscard]] std::vector<BeamEpoch> beam_epochs(const World& world);

/// The services with their satellites and beams where they are at an instant.
[[nodiscard]] mission::ServiceSources service_sources(const scenario::Scenario& scenario);
[[nodiscard]] mission::ServiceNetwork
service_network(const World& world, const mission::ServiceSources& sources, Time t);

} // namespace urker::run
