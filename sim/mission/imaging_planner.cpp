#include "mission/imaging_planner.hpp"

#include "mission/duty_room.hpp"
#include "spacecraft/scene.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace urker::mission {

namespace {

/// Cells at the very edge of the swath are not counted on.
constexpr double kUsableSwath = 0.98;
/// In cells: a longer stretch without wanted cells parts two strips.
constexpr double kLongestGap = 3.0;

struct Candidate {
  double value = 0.0;
  std::size_t satellite = 0;
  std::size_t chance = 0; ///< of the satellite
  Strip strip;
  std::size_t known_strips = 0; ///< see GreedyPlan::strips_beside
};

bool goes_first(const Candidate& a, const Candidate& b) {
  if (a.value != b.value) {
    return a.value > b.value;
  }
  return std::tie(a.strip.begin, a.satellite, a.chance) <
         std::tie(b.strip.begin, b.satellite, b.chance);
}

class GreedyPlan {
 public:
  GreedyPlan(std::vector<SatelliteOutlook> satellites, std::vector<Need> needs, double cell_size_m)
      : satellites_(std::move(satellites)), needs_(std::move(needs)), cell_size_m_(cell_size_m),
        strips_of_satellite_(satellites_.size(), 0), strips_of_need_(needs_.size(), 0) {}

  std::vector<PlannedStrip> make() {
    for (std::size_t s = 0; s < satellites_.size(); ++s) {
      for (std::size_t c = 0; c < satellites_[s].chances.size(); ++c) {
        consider(s, c);
      }
    }
    while (!candidates_.empty()) {
      std::pop_heap(candidates_.begin(), candidates_.end(), goes_last);
      Candidate candidate = std::move(candidates_.back());
      candidates_.pop_back();
      // What was found before another strip was accepted may be worth less by now.
      if (candidate.known_strips == strips_beside(candidate.satellite, candidate.chance)) {
        accept(candidate);
      }
      consider(candidate.satellite, candidate.chance);
    }
    std::sort(plan_.begin(), plan_.end(), [](const PlannedStrip& a, const PlannedStrip& b) {
      return std::tie(a.strip.begin, a.satellite) < std::tie(b.strip.begin, b.satellite);
    });
    return std::move(plan_);
  }

 private:
  static bool goes_last(const Candidate& a, const Candidate& b) { return goes_first(b, a); }

  /// How many strips were accepted that may matter for a chance: those of its satellite, which
  /// may be in its way, and those of its need, which may have taken its cells.
  [[nodiscard]] std::size_t strips_beside(std::size_t satellite, std::size_t chance) const {
    return strips_of_satellite_[satellite] +
           strips_of_need_[satellites_[satellite].chances[chance].need];
  }

  [[nodiscard]] double rate_bit_s(const SatelliteOutlook& satellite, const Chance& chance,
                                  double range_m) const {
    return satellite.kept *
           spacecraft::imaging_rate_bit_s(*satellite.imager, chance.ground_speed_m_s, range_m);
  }

  /// Finds the best strip of a chance and makes it a candidate.
  void consider(std::size_t satellite_index, std::size_t chance_index) {
    const auto& satellite = satellites_[satellite_index];
    const auto& [need_index, chance] = satellite.chances[chance_index];
    if (chance->looks.empty() || chance->window.end <= satellite.from ||
        chance->window.begin >= satellite.until) {
      return;
    }
    const auto& need = needs_[need_index];
    auto strip = find_best_strip(*chance, need.is_open, satellite.fixed, satellite.agility,
                                 limits_of(satellite, *chance));
    if (!strip ||
        (satellite.excluded && satellite.excluded(strip->begin, strip->end, strip->roll_rad))) {
      return;
    }
    const double part_of_plan =
        to_seconds(strip->begin - satellite.from) / to_seconds(satellite.until - satellite.from);
    const double value =
        need.weight * static_cast<double>(strip->cells.size()) * (1.0 - 0.5 * part_of_plan);
    candidates_.push_back({value, satellite_index, chance_index, std::move(*strip),
                           strips_beside(satellite_index, chance_index)});
    std::push_heap(candidates_.begin(), candidates_.end(), goes_last);
  }

  [[nodiscard]] StripLimits limits_of(const SatelliteOutlook& satellite,
                                      const Chance& chance) const {
    double least_range_m = chance.looks.front().range_m;
    for (const auto& look : chance.looks) {
      least_range_m = std::min(least_range_m, look.range_m);
    }
    const double room_bits = std::min(satellite.storage.headroom(chance.window.begin),
                                      satellite.storage.headroom(chance.window.end));
    const double cell_s = cell_size_m_ / chance.ground_speed_m_s;
    StripLimits limits;
    limits.half_width_rad = kUsableSwath * spacecraft::half_width_rad(*satellite.imager);
    limits.greatest_roll_rad = satellite.imager->greatest_off_nadir_rad;
    limits.margin_s = 0.5 * cell_s;
    limits.longest_gap_s = kLongestGap * cell_s;
    // The nearer the ground, the faster the lines.
    limits.longest_s = room_bits / rate_bit_s(satellite, chance, least_range_m);
    if (satellite.imager->duty) {
      const Duration margin = ceil_seconds(limits.margin_s);
      const Duration room = duty_room(*satellite.imager->duty, satellite.fixed,
                                      chance.window.begin - margin, chance.window.end + margin);
      limits.longest_s = std::min(limits.longest_s, to_seconds(room));
    }
    limits.from = satellite.from;
    limits.until = satellite.until;
    limits.busy = satellite.busy;
    return limits;
  }

  void accept(const Candidate& candidate) {
    auto& satellite = satellites_[candidate.satellite];
    const auto& [need, chance] = satellite.chances[candidate.chance];
    const Strip& strip = candidate.strip;
    const double bits =
        to_seconds(strip.end - strip.begin) * rate_bit_s(satellite, *chance, strip.range_m);
    satellite.storage.add_strip(strip.begin, bits);
    const FixedStrip fixed{strip.begin, strip.end, strip.roll_rad};
    satellite.fixed.insert(
        std::upper_bound(satellite.fixed.begin(), satellite.fixed.end(), fixed,
                         [](const auto& a, const auto& b) { return a.begin < b.begin; }),
        fixed);
    for (const auto cell : strip.cells) {
      needs_[need].is_open[cell] = 0;
    }
    plan_.push_back({candidate.satellite, need, strip, bits});
    ++strips_of_satellite_[candidate.satellite];
    ++strips_of_need_[need];
  }

  std::vector<SatelliteOutlook> satellites_;
  std::vector<Need> needs_;
  double cell_size_m_;
  std::vector<std::size_t> strips_of_satellite_, strips_of_need_; ///< accepted
  std::vector<Candidate> candidates_;                             ///< heap
  std::vector<PlannedStrip> plan_;
};

} // namespace

std::vector<PlannedStrip> plan_imaging(std::vector<SatelliteOutlook> satellites,
                                       std::vector<Need> needs, double cell_size_m) {
  return GreedyPlan(std::move(satellites), std::move(needs), cell_size_m).make();
}

} // namespace urker::mission
