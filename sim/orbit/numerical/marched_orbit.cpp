#include "orbit/numerical/marched_orbit.hpp"

#include "base/error.hpp"
#include "orbit/bernstein.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace urker::orbit {

namespace {

/// The integrator's first try after a mark: steps in LEO end up longer.
constexpr Duration kFirstStep = std::chrono::seconds(60);
/// Pieces that a group keeps: enough for a search and for those who live behind it.
constexpr std::size_t kKept = 24;

NumericalOrbit at_mark(const NumericalOrbit& orbit, Time mark, const OrbitMark& there) {
  NumericalOrbit piece = orbit;
  piece.epoch = mark;
  piece.state = there.state;
  piece.mass_kg = there.mass_kg;
  piece.burns = there.burns;
  piece.first_step = kFirstStep;
  return piece;
}

/// The orbit at the march's begin.
OrbitMark first_mark(const NumericalOrbit& orbit, const Epoch& epoch, const Earth& earth,
                     const SunMoon& bodies, Time begin) {
  OrbitMark mark;
  mark.mass_kg = orbit.mass_kg;
  mark.state = orbit.state;
  if (orbit.epoch != begin) {
    NumericalOrbit way = orbit;
    way.burns.clear();
    const auto flown = propagate(std::span(&way, 1), epoch, earth, bodies, begin, begin).front();
    mark.state = flown->state(begin); // throws where the orbit does not reach
  }
  return mark;
}

/// Marched orbits of a group, and the pieces that were asked for last.
class Group {
 public:
  Group(std::span<const NumericalOrbit> orbits, std::span<const MarchedOrbit> marched,
        const Epoch& epoch, const Earth& earth, const SunMoon& bodies, const Marching& marching)
      : orbits_(orbits.begin(), orbits.end()), marched_(marched.begin(), marched.end()),
        epoch_(epoch), earth_(earth), bodies_(bodies), marching_(marching) {}

  [[nodiscard]] const Marching& marching() const { return marching_; }
  [[nodiscard]] const MarchedOrbit& marks(std::size_t lane) const { return marched_[lane]; }
  [[nodiscard]] std::shared_ptr<const NumericalTrajectory> piece(std::size_t lane, std::size_t i) {
    const std::scoped_lock lock(mutex_);
    auto found = pieces_.find(i);
    if (found == pieces_.end()) {
      found = pieces_.emplace(i, Kept{integrate(i), 0}).first;
      forget();
    }
    found->second.used = ++uses_;
    return found->second.lanes[lane];
  }

 private:
  struct Kept {
    std::vector<std::shared_ptr<const NumericalTrajectory>> lanes; ///< null where it has ended
    std::uint64_t used;
  };

  [[nodiscard]] std::vector<std::shared_ptr<const NumericalTrajectory>>
  integrate(std::size_t i) const {
    std::vector<NumericalOrbit> orbits;
    for (std::size_t lane = 0; lane < orbits_.size(); ++lane) {
      if (i < marched_[lane].size()) {
        orbits.push_back(at_mark(orbits_[lane], marching_.mark(i), marched_[lane][i]));
      }
    }
    const auto flown =
        propagate(orbits, epoch_, earth_, bodies_, marching_.mark(i), marching_.mark(i + 1));
    std::vector<std::shared_ptr<const NumericalTrajectory>> lanes(orbits_.size());
    auto next = flown.begin();
    for (std::size_t lane = 0; lane < orbits_.size(); ++lane) {
      if (i < marched_[lane].size()) {
        lanes[lane] = *next++;
      }
    }
    return lanes;
  }
  /// All but the newest that was not used longest; the new one has not been used yet.
  void forget() {
    while (pieces_.size() > kKept) {
      auto oldest = pieces_.end();
      for (auto it = pieces_.begin(); it != pieces_.end(); ++it) {
        if (it->second.used > 0 &&
            (oldest == pieces_.end() || it->second.used < oldest->second.used)) {
          oldest = it;
        }
      }
      pieces_.erase(oldest);
    }
  }

  std::vector<NumericalOrbit> orbits_;
  std::vector<MarchedOrbit> marched_;
  Epoch epoch_;
  const Earth& earth_;
  const SunMoon& bodies_;
  Marching marching_;
  std::mutex mutex_;
  std::map<std::size_t, Kept> pieces_;
  std::uint64_t uses_ = 0;
};

class MarchedTrajectory final : public IntegratedTrajectory {
 public:
  MarchedTrajectory(std::shared_ptr<Group> group, std::size_t lane)
      : group_(std::move(group)), lane_(lane) {}

  [[nodiscard]] State state(Time t) const override { return piece(index(t))->state(t); }
  void states(std::span<const Time> times, std::span<State> out) const override {
    for (std::size_t i = 0; i < times.size();) {
      const std::size_t here = index(times[i]);
      std::size_t last = i + 1;
      while (last < times.size() && index(times[last]) == here) {
        ++last;
      }
      piece(here)->states(times.subspan(i, last - i), out.subspan(i, last - i));
      i = last;
    }
  }
  using IntegratedTrajectory::states;
  /// Pieces that lie within count by what is known of them as a whole.
  [[nodiscard]] MotionBounds bounds(Time begin, Time end) const override {
    const std::size_t first = index(begin), last = index(end);
    std::optional<MotionBounds> all;
    for (std::size_t i = first; i <= last; ++i) {
      const Time from = group_->marching().mark(i), to = group_->marching().mark(i + 1);
      const MotionBounds one =
          begin <= from && to <= end && i + 1 < group_->marks(lane_).size()
              ? group_->marks(lane_)[i].bounds
              : piece(i)->bounds(i == first ? begin : from, i == last ? end : to);
      all = all ? both(*all, one) : one;
    }
    return *all;
  }
  [[nodiscard]] double mass_kg(Time t) const override { return piece(index(t))->mass_kg(t); }

 private:
  /// Of the piece that answers for an instant, or that knows why there is no answer.
  [[nodiscard]] std::size_t index(Time t) const {
    const Marching& m = group_->marching();
    const std::size_t pieces = group_->marks(lane_).size();
    if (t <= m.begin) {
      return 0;
    }
    return std::min(static_cast<std::size_t>((t - m.begin) / m.step), pieces - 1);
  }
  [[nodiscard]] std::shared_ptr<const NumericalTrajectory> piece(std::size_t i) const {
    return group_->piece(lane_, i);
  }

  std::shared_ptr<Group> group_;
  std::size_t lane_;
};

} // namespace

Time Marching::mark(std::size_t i) const {
  return std::min(begin + static_cast<Duration::rep>(i) * step, end);
}

std::size_t Marching::pieces() const {
  return static_cast<std::size_t>((end - begin + step - Duration(1)) / step);
}

std::vector<MarchedOrbit> march(std::span<const NumericalOrbit> orbits,
                                std::span<BurnPlanner* const> planners, const Epoch& epoch,
                                const Earth& earth, const SunMoon& bodies,
                                const Marching& marching) {
  require(planners.size() == orbits.size(), "every orbit has a planner or null");
  std::vector<MarchedOrbit> marched(orbits.size());
  std::vector<OrbitMark> now;
  std::vector<std::shared_ptr<const NumericalTrajectory>> before(orbits.size());
  std::vector<std::size_t> flying;
  for (std::size_t i = 0; i < orbits.size(); ++i) {
    now.push_back(first_mark(orbits[i], epoch, earth, bodies, marching.begin));
    flying.push_back(i);
  }
  for (std::size_t k = 0; k < marching.pieces() && !flying.empty(); ++k) {
    const Time mark = marching.mark(k), next = marching.mark(k + 1);
    std::vector<NumericalOrbit> pieces;
    for (const std::size_t i : flying) {
      if (planners[i] != nullptr) {
        now[i].burns =
            planners[i]->decide({mark, next, now[i].state, now[i].mass_kg, before[i].get()});
      }
      pieces.push_back(at_mark(orbits[i], mark, now[i]));
    }
    const auto flown = propagate(pieces, epoch, earth, bodies, mark, next);
    std::vector<std::size_t> left;
    for (std::size_t j = 0; j < flying.size(); ++j) {
      const std::size_t i = flying[j];
      now[i].bounds = flown[j]->bounds(flown[j]->begin(), flown[j]->end());
      marched[i].push_back(std::move(now[i]));
      if (!flown[j]->early_end().empty()) {
        continue;
      }
      left.push_back(i);
      now[i] = {};
      now[i].state = flown[j]->state(next);
      now[i].mass_kg = flown[j]->mass_kg(next);
      before[i] = flown[j];
    }
    flying = std::move(left);
  }
  return marched;
}

std::vector<std::shared_ptr<const IntegratedTrajectory>>
marched_trajectories(std::span<const NumericalOrbit> orbits, std::span<const MarchedOrbit> marched,
                     const Epoch& epoch, const Earth& earth, const SunMoon& bodies,
                     const Marching& marching) {
  const auto group = std::make_shared<Group>(orbits, marched, epoch, earth, bodies, marching);
  std::vector<std::shared_ptr<const IntegratedTrajectory>> trajectories;
  for (std::size_t lane = 0; lane < orbits.size(); ++lane) {
    trajectories.push_back(std::make_shared<MarchedTrajectory>(group, lane));
  }
  return trajectories;
}

} // namespace urker::orbit
