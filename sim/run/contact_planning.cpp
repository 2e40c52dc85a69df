#include "run/contact_planning.hpp"

#include "access/rows.hpp"
#include "base/error.hpp"
#include "base/pack.hpp"
#include "des/mpi.hpp"
#include "run/world_search.hpp"

#include <algorithm>
#include <chrono>

namespace urker::run {
namespace {

/// All that concerns the satellites of this rank.
access::ContactPlan search(const World& world, const Share& own, RowSink& rows) {
  constexpr Duration kHorizon = std::chrono::hours(6);
  access::ContactPlan plan;
  WorldSearch search(world, own);
  for (Time until = kStart; until < world.end;) {
    until = std::min(until + kHorizon, world.end);
    search.advance(until, [&plan](const access::PlanPart& part) {
      plan.contacts.insert(plan.contacts.end(), part.contacts.begin(), part.contacts.end());
      plan.eclipses.insert(plan.eclipses.end(), part.eclipses.begin(), part.eclipses.end());
    });
  }
  for (const auto& failure : search.failures()) { // a run needs them to its end
    throw Error(Cause::invalid_input, failure.reason);
  }
  for (auto i = static_cast<std::uint32_t>(own.first); i < own.last; ++i) {
    for (const auto& pass : area_passes_of(world, i, track_of(world, i, {}))) {
      rows.emit(
          access::AreaPassRow{world.satellites[i].name, world.areas[pass.area].name, pass.window});
    }
  }
  return plan;
}

/// By rank 0, since every rank has the whole plan.
void emit(const World& world, const access::ContactPlan& plan, RowSink& rows) {
  for (const auto& contact : plan.contacts) {
    rows.emit(access::ContactRow{world.satellites[contact.satellite].name,
                                 world.stations[contact.station].name, contact});
  }
  for (const auto& eclipse : plan.eclipses) {
    rows.emit(access::EclipseRow{world.satellites[eclipse.satellite].name, eclipse});
  }
}

template <class Window>
void sort_by_key(std::vector<Window>& windows) {
  std::sort(windows.begin(), windows.end(),
            [](const Window& a, const Window& b) { return a.key() < b.key(); });
}

} // namespace

access::ContactPlan plan_contacts(const World& world, MPI_Comm communicator, RowSink& rows) {
  access::ContactPlan own;
  des::all_or_none(communicator, [&] {
    own = search(world, Share(world.satellites.size(), communicator), rows);
  });
  access::ContactPlan plan;
  for (const auto& bytes : des::allgather_bytes(communicator, pack(own))) {
    const auto part = unpack<access::ContactPlan>(bytes);
    plan.contacts.insert(plan.contacts.end(), part.contacts.begin(), part.contacts.end());
    plan.eclipses.insert(plan.eclipses.end(), part.eclipses.begin(), part.eclipses.end());
  }
  sort_by_key(plan.contacts);
  sort_by_key(plan.eclipses);
  if (des::rank_in(communicator) == 0) {
    emit(world, plan, rows);
  }
  return plan;
}

} // namespace urker::run
