#pragma once

#include "base/table.hpp"
#include "run/world.hpp"

#include <mpi.h>

namespace urker::run {

/// Makes every table of a run exist, also those that stay empty.
void declare_tables(RowSink& rows);

/// Those of the cast alone.
void declare_cast_tables(RowSink& rows);

/// Organisations, satellites, stations and areas, for readers of the results.
void emit_entities(const World& world, RowSink& rows);

/// Positions of the satellites at the step that the scenario asks for. Each rank emits a part.
void emit_ephemeris(const World& world, MPI_Comm communicator, RowSink& rows);

/// What became of the satellites' propulsion: tables that exist where there is any.
void declare_flight_tables(const World& world, RowSink& rows);
/// Each rank emits what it decided.
void emit_flights(const World& world, RowSink& rows);

} // namespace urker::run
