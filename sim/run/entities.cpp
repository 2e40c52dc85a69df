#include "run/entities.hpp"

#include "access/rows.hpp"
#include "base/metric.hpp"
#include "des/mpi.hpp"
#include "ground/pass_row.hpp"
#include "mission/coverage_row.hpp"
#include "mission/delivery_row.hpp"
#include "orbit/itrf_state.hpp"
#include "protocol/product_row.hpp"
#include "run/entity_rows.hpp"
#include "spacecraft/faults/fault_unit.hpp"
#include "spacecraft/propulsion/propulsion_rows.hpp"
#include "spacecraft/receiver/reception_row.hpp"
#include "spacecraft/satellite_process.hpp"

#include <algorithm>

#include "compute/compute_row.hpp"

namespace urker::run {

void declare_cast_tables(RowSink& rows) {
  rows.declare<OrganisationRow>();
  rows.declare<SatelliteRow>();
  rows.declare<StationRow>();
  rows.declare<AreaVertexRow>();
}

void declare_tables(RowSink& rows) {
  declare_cast_tables(rows);
  rows.declare<access::ContactRow>();
  rows.declare<access::EclipseRow>();
  rows.declare<access::AreaPassRow>();
  rows.declare<EphemerisRow>();
  spacecraft::SatelliteProcess::declare_tables(rows);
  rows.declare<compute::ComputeRow>();
  spacecraft::FaultUnit::declare_tables(rows);
  rows.declare<spacecraft::ReceptionRow>();
  rows.declare<protocol::ProductRow>();
  rows.declare<ground::PassRow>();
  rows.declare<mission::DeliveryRow>();
  rows.declare<mission::CoverageRow>();
  rows.declare<MetricRow>();
}

void emit_entities(const World& world, RowSink& rows) {
  for (const auto& [key, config] : world.scenario.organisations) {
    const auto role = EnumNames<mission::Role>::names[static_cast<std::size_t>(config.role)];
    rows.emit(OrganisationRow{key, config.name, std::string(role), config.country});
  }
  for (const auto& satellite : world.satellites) {
    const auto& c = *satellite.config;
    SatelliteRow row;
    row.key = satellite.name;
    row.name = c.name.empty() ? satellite.name : c.name;
    row.owner = c.owner;
    row.processing =
        c.imager ? EnumNames<onboard::Processing>::names[static_cast<std::size_t>(c.processing)]
                 : "none";
    row.norad_id = c.norad_id;
    row.images = c.imager.has_value();
    row.battery_j = c.power.capacity_j();
    row.storage_bit = c.storage ? c.storage->capacity_bit : 0.0;
    rows.emit(row);
  }
  for (const auto& station : world.stations) {
    const auto& c = *station.config;
    rows.emit(StationRow{station.name, c.name.empty() ? station.name : c.name, c.owner,
                         c.site.latitude_rad, c.site.longitude_rad, c.site.height_m,
                         c.least_elevation_rad});
  }
  for (const auto& area : world.areas) {
    const auto& c = world.scenario.areas.at(area.name);
    for (std::size_t i = 0; i < c.polygon.size(); ++i) {
      rows.emit(AreaVertexRow{
          area.name, static_cast<std::int64_t>(i), c.name.empty() ? area.name : c.name, c.owner,
          c.polygon[i].latitude_rad, c.polygon[i].longitude_rad,
          static_cast<std::int64_t>(area.area.cells.size()), world.grid->cell_area_m2()});
    }
  }
}

namespace {

void emit_positions(const World& world, const Satellite& satellite, Duration step, RowSink& rows) {
  for (Time t = satellite.service.begin; t <= satellite.service.end; t += step) {
    const auto state = orbit::itrf_state(*satellite.trajectory, *world.earth, t);
    const auto below = orbit::to_geodetic(state.r_m);
    rows.emit(
        EphemerisRow{satellite.name, t, below.latitude_rad, below.longitude_rad, below.height_m});
  }
}

} // namespace

void emit_flights(const World& world, RowSink& rows) {
  for (const auto& satellite : world.satellites) {
    if (satellite.flight) {
      const auto emit_all = [&rows](const auto& those) {
        for (const auto& row : those) {
          rows.emit(row);
        }
      };
      emit_all(satellite.flight->manoeuvres);
      emit_all(satellite.flight->strategies);
      emit_all(satellite.flight->history);
    }
  }
}

void declare_flight_tables(const World& world, RowSink& rows) {
  if (std::any_of(world.satellites.begin(), world.satellites.end(),
                  [](const Satellite& satellite) { return satellite.flight != nullptr; })) {
    rows.declare<spacecraft::ManoeuvreRow>();
    rows.declare<spacecraft::StrategyRow>();
    rows.declare<spacecraft::OrbitHistoryRow>();
  }
}

void emit_ephemeris(const World& world, MPI_Comm communicator, RowSink& rows) {
  const auto ranks = static_cast<std::size_t>(des::size_of(communicator));
  const Duration step = round_seconds(world.scenario.results.ephemeris_step_s);
  des::all_or_none(communicator, [&] {
    for (auto i = static_cast<std::size_t>(des::rank_in(communicator)); i < world.satellites.size();
         i += ranks) {
      emit_positions(world, world.satellites[i], step, rows);
    }
  });
}

} // namespace urker::run
