#include "run/rolling_plan.hpp"

#include "access/rows.hpp"
#include "base/error.hpp"
#include "base/pack.hpp"
#include "des/mpi.hpp"
#include "run/channels.hpp"
#include "run/crosslink_search.hpp"
#include "run/outlooks.hpp"
#include "run/share.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

namespace urker::run {
namespace {

Time begin_of(const access::StationContact& contact) {
  return contact.window.begin;
}

Time begin_of(const access::Eclipse& eclipse) {
  return eclipse.penumbra.begin;
}

template <class Window>
void sort_by_key(std::vector<Window>& windows) {
  std::sort(windows.begin(), windows.end(),
            [](const Window& a, const Window& b) { return a.key() < b.key(); });
}

/// Takes those that begin before an instant, sorted.
template <class Window>
std::vector<Window> take_before(std::vector<Window>& windows, Time before) {
  const auto later = std::stable_partition(
      windows.begin(), windows.end(), [before](const Window& w) { return begin_of(w) < before; });
  std::vector<Window> taken(windows.begin(), later);
  windows.erase(windows.begin(), later);
  sort_by_key(taken);
  return taken;
}

template <class Window>
void append(std::vector<Window>& windows, const std::vector<Window>& more) {
  windows.insert(windows.end(), more.begin(), more.end());
}

void emit(const World& world, const access::ContactPlan& plan, RowSink& rows) {
  for (const auto& contact : plan.contacts) {
    rows.emit(access::ContactRow{world.satellites[contact.satellite].name,
                                 world.stations[contact.station].name, contact});
  }
  for (const auto& eclipse : plan.eclipses) {
    rows.emit(access::EclipseRow{world.satellites[eclipse.satellite].name, eclipse});
  }
}

} // namespace

RollingPlan::RollingPlan(const World& world, const Cast& cast, Duration lead, MPI_Comm communicator)
    : world_(world), cast_(cast), lead_(lead), communicator_(communicator),
      search_(world, Share(world.satellites.size(), communicator)),
      chances_(world, cast, communicator) {
  des::all_or_none(communicator, [this] { search_.check_orbits(); });
}

Time RollingPlan::mark() const {
  return std::min(kStart + horizons_ * kHorizon, world_.end);
}

void RollingPlan::advance(RowSink& rows) {
  search();
  chances_.find_looks();
  emit(world_, told_, rows);
}

void RollingPlan::catch_up(Time at) {
  while (mark() <= at && mark() < world_.end) {
    search();
  }
  told_ = {};
  told_from_ = told_until_;
}

/// The next horizon, on this rank.
void RollingPlan::search() {
  const Time begin = mark();
  const Time end = std::min(kStart + ++horizons_ * kHorizon, world_.end);
  told_from_ = std::exchange(told_until_, kStart);
  told_until_ = end < world_.end ? std::min(end + lead_, world_.end) : world_.end;
  std::vector<access::CrosslinkContact> crosslinks;
  des::all_or_none(communicator_, [&] {
    search_.complete(told_until_, [this](const access::PlanPart& part) {
      append(found_.contacts, part.contacts);
      append(found_.eclipses, part.eclipses);
    });
    for (const auto& failure : search_.failures()) { // a run needs them to its end
      throw Error(Cause::invalid_input, failure.reason);
    }
    crosslinks = find_crosslinks(world_, cast_, Share(cast_.crosslinks().size(), communicator_),
                                 told_from_, told_until_);
    chances_.advance(told_until_);
  });
  told_ = {take_before(found_.contacts, told_until_), take_before(found_.eclipses, told_until_)};
  std::erase_if(open_, [begin](const auto& contact) { return contact.window.end < begin; });
  std::erase_if(open_crosslinks_,
                [begin](const auto& contact) { return contact.window.end < begin; });
  append(open_crosslinks_, crosslinks);
  std::copy_if(told_.contacts.begin(), told_.contacts.end(), std::back_inserter(open_),
               [this](const auto& contact) { return cast_.link_of(contact) != nullptr; });
}

HorizonShare RollingPlan::deal(const std::vector<int>& ranks) {
  std::vector<access::ContactPlan> parts(static_cast<std::size_t>(des::size_of(communicator_)));
  for (const auto& contact : open_) {
    const Sender& sender = *cast_.link_of(contact);
    const Imager* const imager = cast_.imager(contact.satellite);
    std::array concerned{
        ranks[sender.process], ranks[cast_.station(contact.station).process],
        ranks[imager != nullptr ? imager->operations.partner.process : sender.process]};
    std::sort(concerned.begin(), concerned.end());
    const auto last = std::unique(concerned.begin(), concerned.end());
    std::for_each(concerned.begin(), last, [&](int rank) {
      parts[static_cast<std::size_t>(rank)].contacts.push_back(contact);
    });
  }
  for (const auto& contact : open_crosslinks_) {
    const int first = ranks[cast_.satellite(contact.first)];
    const int second = ranks[cast_.satellite(contact.second)];
    parts[static_cast<std::size_t>(first)].crosslinks.push_back(contact);
    if (first != second) {
      parts[static_cast<std::size_t>(second)].crosslinks.push_back(contact);
    }
  }
  for (const auto& eclipse : told_.eclipses) {
    const auto rank = static_cast<std::size_t>(ranks[cast_.satellite(eclipse.satellite)]);
    parts[rank].eclipses.push_back(eclipse);
  }
  access::ContactPlan own;
  std::swap(own, parts[static_cast<std::size_t>(des::rank_in(communicator_))]);
  std::vector<Bytes> packed;
  for (const auto& part : parts) {
    packed.push_back(pack(part));
  }
  for (const auto& bytes : des::alltoall_bytes(communicator_, packed)) {
    const auto part = unpack<access::ContactPlan>(bytes);
    append(own.contacts, part.contacts);
    append(own.eclipses, part.eclipses);
    append(own.crosslinks, part.crosslinks);
  }
  auto share = share_of(own, ranks);
  share.chances = chances_.deal(ranks);
  return share;
}

std::vector<des::Coupling> RollingPlan::couplings() const {
  const Time end = mark(), begin = kStart + (horizons_ - 1) * kHorizon;
  std::map<std::pair<des::ProcessId, des::ProcessId>, double> strengths;
  const auto add = [&](const des::Channel& link) {
    if (const double strength = des::strength_of(link, begin, end); strength > 0.0) {
      strengths[{link.from, link.to}] += 2.0 * strength; // both ways
    }
  };
  for (const auto& contact : open_) {
    add({cast_.satellite(contact.satellite),
         cast_.station(contact.station).process,
         {channel_window(contact)}});
  }
  for (const auto& contact : open_crosslinks_) {
    add({cast_.satellite(contact.first),
         cast_.satellite(contact.second),
         {channel_window(contact)}});
  }
  std::vector<des::Coupling> couplings;
  for (const auto& bytes : des::gather_bytes(communicator_, pack(strengths))) {
    for (const auto& [pair, strength] : unpack<decltype(strengths)>(bytes)) {
      couplings.push_back({pair.first, pair.second, strength});
    }
  }
  if (des::rank_in(communicator_) == 0) {
    const auto fibres = make_channels(world_, cast_, {}, [](des::ProcessId) { return true; });
    for (const auto& coupling : des::couplings_of(fibres, begin, end)) {
      couplings.push_back(coupling);
    }
  }
  return couplings;
}

/// Of windows that concern this rank, told earlier or now.
HorizonShare RollingPlan::share_of(access::ContactPlan windows,
                                   const std::vector<int>& ranks) const {
  const auto is_own = [&ranks, rank = des::rank_in(communicator_)](des::ProcessId id) {
    return ranks[id] == rank;
  };
  sort_by_key(windows.contacts);
  sort_by_key(windows.eclipses);
  sort_by_key(windows.crosslinks);
  HorizonShare share;
  share.channels = make_channels(world_, cast_, windows, is_own);
  std::erase_if(windows.contacts,
                [this](const auto& contact) { return contact.window.begin < told_from_; });
  std::erase_if(windows.crosslinks,
                [this](const auto& contact) { return contact.window.begin < told_from_; });
  share.outlooks = outlooks_of(cast_, windows);
  std::erase_if(share.outlooks, [&](const auto& entry) { return !is_own(entry.first); });
  return share;
}

} // namespace urker::run
