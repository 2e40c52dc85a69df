#include "access/plan_search.hpp"

#include "access/join_shadows.hpp"
#include "access/pass_book.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace urker::access {
namespace {

struct SatelliteProgress {
  TrackGrid grid;
  std::size_t next = 0; ///< first arc not searched yet
  bool over = false;
  std::vector<OpenPass> passes; ///< under way, by site
  ShadowWindows shadows;        ///< of which the eclipse under way is made
};

/// Continues `windows` by those found after `edge`: what is cut there on both sides is one.
void join(std::vector<Window>& windows, const std::vector<Window>& later, Time edge) {
  auto next = later.begin();
  if (!windows.empty() && next != later.end() && windows.back().end == edge &&
      windows.back().end_clipped && next->begin_clipped) {
    windows.back().end = next->end;
    windows.back().end_clipped = next->end_clipped;
    ++next;
  }
  windows.insert(windows.end(), next, later.end());
}

/// Takes those that have ended by `edge`.
ShadowWindows take_ended(ShadowWindows& shadows, Time edge) {
  ShadowWindows ended;
  const bool lasts = !shadows.penumbras.empty() && shadows.penumbras.back().end_clipped &&
                     shadows.penumbras.back().end == edge;
  const auto first = shadows.penumbras.end() - (lasts ? 1 : 0);
  const auto first_umbra =
      std::find_if(shadows.umbras.begin(), shadows.umbras.end(),
                   [&](const Window& umbra) { return lasts && umbra.begin >= first->begin; });
  ended.penumbras.assign(shadows.penumbras.begin(), first);
  ended.umbras.assign(shadows.umbras.begin(), first_umbra);
  shadows.penumbras.erase(shadows.penumbras.begin(), first);
  shadows.umbras.erase(shadows.umbras.begin(), first_umbra);
  return ended;
}

/// What satellites with the same frame and grid share in a horizon.
struct Shared {
  Shared(const orbit::Earth& earth, orbit::Frame frame, const TrackGrid& grid, std::size_t first,
         std::size_t last, const ShadowBodies& given)
      : times(earth, frame, grid, first, last), begin(grid.edge(first)),
        node_step(grid.arc / static_cast<int>(Track::kNodesAnArc)), bodies(given) {
    const auto sun_m = [&earth, &given](Time t) { return given.sun_m(earth, t); };
    for (Time t = begin; t <= grid.edge(last); t += node_step) {
      suns_m.push_back(sun_m(t));
    }
    bodies.sun_itrf_m = [this, sun_m](Time t) {
      const auto node = static_cast<std::size_t>((t - begin) / node_step);
      const bool is_node = node < suns_m.size() && (t - begin) % node_step == Duration(0);
      return is_node ? suns_m[node] : sun_m(t);
    };
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  TrackTimes times;
  Time begin;
  Duration node_step;
  std::vector<orbit::Vector3> suns_m; ///< by node, as long as arcs are whole
  ShadowBodies bodies;
};

} // namespace

struct PlanSearch::Work {
  Work(PlanInput plan_input, Time span_begin, Time span_end)
      : input(std::move(plan_input)), begin(span_begin), end(span_end),
        table(std::move(input.sites)), search_passes(table) {
    require(input.earth != nullptr && begin <= end, "a plan has no Earth or no span");
  }

  void fail(std::uint32_t satellite, Time t, std::string reason) {
    satellites[satellite].over = true;
    failures.push_back({satellite, t, std::move(reason)});
  }
  void prepare();
  void search(std::uint32_t satellite, Time until);
  [[nodiscard]] Time edge_after(std::uint32_t satellite, Time t) const;
  [[nodiscard]] bool lasts(std::uint32_t satellite, Time before) const;
  [[nodiscard]] Time next_stop(std::uint32_t satellite) const;
  void cut_passes(std::uint32_t satellite);
  void add_eclipses(std::uint32_t satellite, const Track& track, const ShadowBodies& bodies,
                    const PassSpan& span);

  PlanInput input;
  Time begin, end;
  SiteTable table;
  PassSearch search_passes;
  std::vector<SatelliteProgress> satellites;
  std::vector<PlanFailure> failures;
  /// Of the horizon in hand.
  std::map<std::tuple<orbit::Frame, Duration, std::size_t, std::size_t>, Shared> shared;
  PlanPart part;
};

void PlanSearch::Work::prepare() {
  satellites.resize(input.satellites.size());
  for (std::uint32_t i = 0; i < satellites.size(); ++i) {
    auto& progress = satellites[i];
    const auto& trajectory = *input.satellites[i];
    progress.grid = {begin, end, std::chrono::seconds(40)};
    try {
      progress.grid.arc = shared_arc_length(trajectory.bounds(begin, end));
    } catch (const Error&) { // it ends within the span: the grid of the beginning, as it goes
      try {
        progress.grid.arc = shared_arc_length(trajectory.bounds(begin, begin));
      } catch (const Error& error) {
        fail(i, begin, error.what());
      }
    }
  }
}

void PlanSearch::Work::search(std::uint32_t satellite, Time until) {
  auto& progress = satellites[satellite];
  part.contacts.clear();
  part.eclipses.clear();
  const auto& grid = progress.grid;
  const std::size_t arcs = grid.arcs();
  std::size_t last = arcs;
  if (until < end) {
    last = std::min(static_cast<std::size_t>((until - begin) / grid.arc), arcs - 1);
  }
  if (progress.over || last <= progress.next) {
    return;
  }
  const auto& trajectory = *input.satellites[satellite];
  // One arc more, for the node between.
  const std::size_t last_arc = std::min(last + 1, arcs);
  const std::tuple key(trajectory.frame(), grid.arc, progress.next, last_arc);
  const auto& common = shared
                           .try_emplace(key, *input.earth, trajectory.frame(), grid, progress.next,
                                        last_arc, input.bodies)
                           .first->second;
  const Track track(trajectory, common.times);
  const bool ends = last == arcs || track.failure();
  const PassSpan span{ends ? track.end() : grid.edge(last), progress.next == 0, ends};
  if (track.arc_count() > 0) {
    join_passes(table, track, search_passes.run(track, span), span, satellite, progress.passes,
                part.contacts);
  } else if (!progress.passes.empty()) {
    cut_passes(satellite);
  }
  if (input.with_eclipses) {
    add_eclipses(satellite, track, common.bodies, span);
  }
  progress.next = last;
  if (track.failure()) {
    fail(satellite, track.failure()->time, track.failure()->reason);
  }
}

/// The first edge of the satellite's arcs at `t` or later.
Time PlanSearch::Work::edge_after(std::uint32_t satellite, Time t) const {
  const auto& grid = satellites[satellite].grid;
  const auto arc = t <= begin ? 0 : (t - begin + grid.arc - Duration(1)) / grid.arc;
  return grid.edge(static_cast<std::size_t>(arc));
}

/// Whether a window under way began before an instant.
bool PlanSearch::Work::lasts(std::uint32_t satellite, Time before) const {
  const auto& progress = satellites[satellite];
  if (progress.over || progress.next >= progress.grid.arcs()) {
    return false;
  }
  const auto& penumbras = progress.shadows.penumbras; // the one under way, if any
  return (!penumbras.empty() && penumbras.back().begin < before) ||
         std::any_of(progress.passes.begin(), progress.passes.end(),
                     [before](const OpenPass& p) { return p.contact.window.begin < before; });
}

/// Half an hour on, at one of few edges: what satellites share depends on where they stand.
Time PlanSearch::Work::next_stop(std::uint32_t satellite) const {
  const auto& progress = satellites[satellite];
  const auto arcs = static_cast<std::size_t>(
      std::max<Duration::rep>(1, std::chrono::minutes(30) / progress.grid.arc));
  return progress.grid.edge((progress.next / arcs + 1) * arcs);
}

/// Ends the passes under way where the trajectory does, at the end of the arc searched last.
void PlanSearch::Work::cut_passes(std::uint32_t satellite) {
  auto& progress = satellites[satellite];
  const auto& trajectory = *input.satellites[satellite];
  const TrackTimes times(*input.earth, trajectory.frame(), progress.grid, progress.next - 1,
                         progress.next);
  const Track track(trajectory, times);
  const PassSpan span{track.end(), false, true};
  PassEvents events = search_passes.run(track, span);
  std::erase_if(events.turns,
                [&](const PassTurn& turn) { return time_of(turn, track) < track.end(); });
  join_passes(table, track, events, span, satellite, progress.passes, part.contacts);
}

void PlanSearch::Work::add_eclipses(std::uint32_t satellite, const Track& track,
                                    const ShadowBodies& bodies, const PassSpan& span) {
  auto& shadows = satellites[satellite].shadows;
  if (track.arc_count() > 0) {
    const auto found = find_shadows(track, track.begin(), span.end, bodies);
    join(shadows.penumbras, found.penumbras, track.begin());
    join(shadows.umbras, found.umbras, track.begin());
  }
  const auto ended = span.clips_end ? std::exchange(shadows, {}) : take_ended(shadows, span.end);
  part.eclipses = join_shadows(ended.penumbras, ended.umbras);
  for (auto& eclipse : part.eclipses) {
    eclipse.satellite = satellite;
  }
}

PlanSearch::PlanSearch(PlanInput input, Time begin, Time end)
    : work_(std::make_unique<Work>(std::move(input), begin, end)) {
  work_->prepare();
}

PlanSearch::~PlanSearch() = default;
PlanSearch::PlanSearch(PlanSearch&&) noexcept = default;
PlanSearch& PlanSearch::operator=(PlanSearch&&) noexcept = default;

void PlanSearch::advance(Time until, const std::function<void(const PlanPart&)>& sink) {
  work_->shared.clear();
  for (std::uint32_t i = 0; i < work_->satellites.size(); ++i) {
    work_->search(i, std::min(until, work_->end));
    sink(work_->part);
  }
}

void PlanSearch::complete(Time before, const std::function<void(const PlanPart&)>& sink) {
  work_->shared.clear();
  for (std::uint32_t i = 0; i < work_->satellites.size(); ++i) {
    work_->search(i, work_->edge_after(i, std::min(before, work_->end)));
    sink(work_->part);
    while (work_->lasts(i, before)) {
      work_->search(i, work_->next_stop(i));
      sink(work_->part);
    }
  }
}

const std::vector<PlanFailure>& PlanSearch::failures() const {
  return work_->failures;
}

} // namespace urker::access
