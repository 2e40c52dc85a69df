#include "access/plan_search.hpp"

#include "access/pass_search.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <tuple>

namespace urker::access {
namespace {

/// A pass under way.
struct OpenPass {
  StationContact contact;
  double greatest_sine = 0.0;
  double least_radius_m = 0.0; ///< up to the interval in hand
  std::size_t first_interval = 0;
};

struct SatelliteProgress {
  GridTimes grid;
  std::size_t next = 0; ///< first interval not searched yet
  bool over = false;
  std::map<std::uint32_t, OpenPass> open; ///< by site
  std::vector<Eclipse> eclipses;          ///< that are yet to be given
};

/// A satellite at the radius r under the elevation e is at least as far away as one at that radius
/// under a greater elevation.
double least_range(const SearchSite& site, double least_radius_m, double greatest_elevation_rad) {
  constexpr double kVertical_rad = 0.1925 * std::numbers::pi / 180.0;
  const double e = std::min(greatest_elevation_rad + kVertical_rad, std::numbers::pi / 2.0);
  const double foot_m = site.radius_m * std::cos(e);
  const double square = least_radius_m * least_radius_m - foot_m * foot_m;
  return std::max(0.0, std::sqrt(std::max(square, 0.0)) - site.radius_m * std::sin(e));
}

/// Joins the events of one satellite to passes.
class PassBook {
 public:
  PassBook(const SiteTable& table, const SatelliteGrid& grid, SatelliteProgress& progress,
           std::uint32_t satellite, std::vector<StationContact>& contacts)
      : table_(table), grid_(grid), open_(progress.open), satellite_(satellite),
        contacts_(contacts) {}

  void add(const PassEvents& events, bool from_the_start, bool to_the_end) {
    if (from_the_start) {
      for (const auto& edge : events.at_first) {
        open(edge.site, grid_.grid.at(grid_.first), edge.azimuth_rad, edge.sine_of_elevation, true);
      }
    }
    auto summit = events.summits.begin();
    for (const auto& turn : events.turns) {
      for (; summit != events.summits.end() &&
             std::tie(summit->site, summit->time) <= std::tie(turn.site, turn.time);
           ++summit) {
        rise_to(summit->site, summit->time, summit->sine_of_elevation);
      }
      if (open_.contains(turn.site)) {
        close(turn.site, turn.time, turn.azimuth_rad, false);
      } else {
        open(turn.site, turn.time, turn.azimuth_rad, table_.sites[turn.site].sine, false);
      }
    }
    for (; summit != events.summits.end(); ++summit) {
      rise_to(summit->site, summit->time, summit->sine_of_elevation);
    }
    if (to_the_end) {
      const Time end = grid_.grid.at(grid_.last());
      for (const auto& edge : events.at_last) {
        rise_to(edge.site, end, edge.sine_of_elevation);
        if (open_.contains(edge.site)) {
          close(edge.site, end, edge.azimuth_rad, true);
        }
      }
      open_.clear();
    }
    for (auto& [site, pass] : open_) {
      pass.least_radius_m = least_radius(pass, grid_.last());
      pass.first_interval = grid_.last();
    }
  }

 private:
  void open(std::uint32_t site, Time t, double azimuth_rad, double sine, bool clipped) {
    OpenPass pass;
    pass.contact.satellite = satellite_;
    pass.contact.station = site;
    pass.contact.window = {t, t, clipped, false};
    pass.contact.aos_azimuth_rad = azimuth_rad;
    pass.contact.culmination = t;
    pass.greatest_sine = sine;
    pass.least_radius_m = std::numeric_limits<double>::infinity();
    pass.first_interval = interval_of(t);
    open_[site] = pass;
  }

  void rise_to(std::uint32_t site, Time t, double sine) {
    const auto found = open_.find(site);
    if (found != open_.end() && sine > found->second.greatest_sine) {
      found->second.greatest_sine = sine;
      found->second.contact.culmination = t;
    }
  }

  void close(std::uint32_t site, Time t, double azimuth_rad, bool clipped) {
    const auto found = open_.find(site);
    const OpenPass& pass = found->second;
    StationContact contact = pass.contact;
    contact.window.end = t;
    contact.window.end_clipped = clipped;
    contact.los_azimuth_rad = azimuth_rad;
    contact.greatest_elevation_rad = std::asin(std::clamp(pass.greatest_sine, -1.0, 1.0));
    contact.least_range_m = least_range(
        table_.sites[site], least_radius(pass, std::min(interval_of(t) + 1, grid_.last())),
        contact.greatest_elevation_rad);
    if (contact.window.begin < contact.window.end) {
      contacts_.push_back(contact);
    }
    open_.erase(found);
  }

  [[nodiscard]] std::size_t interval_of(Time t) const {
    return static_cast<std::size_t>((t - grid_.grid.begin) / grid_.grid.step);
  }

  [[nodiscard]] double least_radius(const OpenPass& pass, std::size_t end_interval) const {
    double least = pass.least_radius_m;
    for (auto i = std::max(pass.first_interval, grid_.first); i < end_interval; ++i) {
      least = std::min(least, grid_.bounds[i - grid_.first].least_radius_m);
    }
    return least;
  }

  const SiteTable& table_;
  const SatelliteGrid& grid_;
  std::map<std::uint32_t, OpenPass>& open_;
  std::uint32_t satellite_;
  std::vector<StationContact>& contacts_;
};

} // namespace

struct PlanSearch::Work {
  Work(PlanInput plan_input, Time span_begin, Time span_end)
      : input(std::move(plan_input)), begin(span_begin), end(span_end), table(input.sites) {
    require(input.earth != nullptr && begin <= end, "a plan has no Earth or no span");
  }

  void fail(std::uint32_t satellite, Time t, std::string reason) {
    satellites[satellite].over = true;
    failures.push_back({satellite, t, std::move(reason)});
  }
  void prepare();
  [[nodiscard]] PlanPart search(std::uint32_t satellite, Time until);
  void give_eclipses(SatelliteProgress& progress, Time until, PlanPart& part) const;

  PlanInput input;
  Time begin, end;
  SiteTable table;
  std::vector<SatelliteProgress> satellites;
  std::vector<PlanFailure> failures;
  /// Of the horizon in hand.
  std::map<std::tuple<orbit::Frame, Duration, std::size_t, std::size_t>, Attitudes> attitudes;
};

/// The steps of the grids, and the eclipses of the whole span, which are few.
void PlanSearch::Work::prepare() {
  satellites.resize(input.satellites.size());
  for (std::uint32_t i = 0; i < satellites.size(); ++i) {
    auto& progress = satellites[i];
    const auto& trajectory = *input.satellites[i];
    progress.grid = {begin, end, std::chrono::seconds(10)};
    try {
      progress.grid.step = grid_step(trajectory.bounds(begin, end));
    } catch (const Error&) { // it ends within the span: the grid of the beginning, as it goes
      try {
        progress.grid.step = grid_step(trajectory.bounds(begin, begin));
      } catch (const Error& error) {
        fail(i, begin, error.what());
        continue;
      }
    }
  }
}

void PlanSearch::Work::give_eclipses(SatelliteProgress& progress, Time until,
                                     PlanPart& part) const {
  const auto later =
      std::find_if(progress.eclipses.begin(), progress.eclipses.end(),
                   [&](const Eclipse& e) { return e.penumbra.end > until && until < end; });
  part.eclipses.assign(progress.eclipses.begin(), later);
  progress.eclipses.erase(progress.eclipses.begin(), later);
}

PlanPart PlanSearch::Work::search(std::uint32_t satellite, Time until) {
  auto& progress = satellites[satellite];
  PlanPart part;
  const std::size_t intervals = progress.grid.intervals();
  const std::size_t last =
      until >= end ? intervals : static_cast<std::size_t>((until - begin) / progress.grid.step);
  if (progress.over || last <= progress.next) {
    give_eclipses(progress, until, part);
    return part;
  }
  const auto& trajectory = *input.satellites[satellite];
  const auto& grid = progress.grid;
  const auto found =
      attitudes.try_emplace({trajectory.frame(), grid.step, progress.next, last}, *input.earth,
                            trajectory.frame(), grid, progress.next, last);
  const Attitudes& turning = found.first->second;
  SatelliteGrid states(trajectory, turning, grid, progress.next, last);
  PassSearch passes(trajectory, turning, table);
  const auto events = passes.run(states);
  const bool fails = states.failed_at.has_value();
  if (!states.states.empty()) {
    PassBook(table, states, progress, satellite, part.contacts)
        .add(events, progress.next == 0, fails || last == intervals);
  }
  if (input.with_eclipses && progress.next == 0) {
    Time known = end;
    if (fails) {
      known = states.states.empty() ? begin : grid.at(states.last());
    }
    try {
      const Track track(trajectory, *input.earth, begin, known);
      progress.eclipses = find_eclipses(track, begin, known, input.bodies);
    } catch (const Error& error) {
      if (error.cause() == Cause::internal) {
        throw;
      }
      // It fails after this horizon: left to the part that is known.
      const Track track(trajectory, *input.earth, begin, grid.at(states.last()));
      progress.eclipses = find_eclipses(track, begin, grid.at(states.last()), input.bodies);
    }
    for (auto& eclipse : progress.eclipses) {
      eclipse.satellite = satellite;
    }
  }
  give_eclipses(progress, until, part);
  progress.next = last;
  if (fails) {
    fail(satellite, *states.failed_at, states.reason);
  }
  std::sort(part.contacts.begin(), part.contacts.end(), [](const auto& a, const auto& b) {
    return std::tie(a.station, a.window.begin) < std::tie(b.station, b.window.begin);
  });
  return part;
}

PlanSearch::PlanSearch(PlanInput input, Time begin, Time end)
    : work_(std::make_unique<Work>(std::move(input), begin, end)) {
  require(std::all_of(work_->input.sites.begin(), work_->input.sites.end(),
                      [](const Site& site) { return site.mask.empty(); }),
          "masks by azimuth are for find_station_contacts");
  work_->prepare();
}

PlanSearch::~PlanSearch() = default;
PlanSearch::PlanSearch(PlanSearch&&) noexcept = default;
PlanSearch& PlanSearch::operator=(PlanSearch&&) noexcept = default;

void PlanSearch::advance(Time until, const std::function<void(const PlanPart&)>& sink) {
  work_->attitudes.clear();
  for (std::uint32_t i = 0; i < work_->satellites.size(); ++i) {
    sink(work_->search(i, std::min(until, work_->end)));
  }
}

const std::vector<PlanFailure>& PlanSearch::failures() const {
  return work_->failures;
}

} // namespace urker::access
