#include "run/interference.hpp"

#include "link/budget/co_channel.hpp"
#include "link/budget/receiver.hpp"
#include "link/budget/transmitter.hpp"
#include "link/line_of_sight.hpp"
#include "link/signal_path.hpp"
#include "orbit/itrf_state.hpp"
#include "time/time_column.hpp"

#include <algorithm>
#include <map>
#include <numbers>

namespace urker::run {
namespace {

/// Contacts with one station, of satellites with a radio, by begin.
using ByStation = std::map<std::uint32_t, std::vector<access::StationContact>>;

ByStation by_station(const World& world, const std::vector<access::StationContact>& contacts) {
  ByStation result;
  for (const auto& contact : contacts) {
    if (world.satellites[contact.satellite].config->radio) {
      result[contact.station].push_back(contact);
    }
  }
  for (auto& [station, list] : result) {
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return std::tie(a.window.begin, a.satellite) < std::tie(b.window.begin, b.satellite);
    });
  }
  return result;
}

Interference measure(const World& world, const access::StationContact& victim,
                     const access::StationContact& interferer) {
  Interference found;
  found.victim = victim.satellite;
  found.interferer = interferer.satellite;
  found.station = victim.station;
  found.begin = std::max(victim.window.begin, interferer.window.begin);
  found.end = std::min(victim.window.end, interferer.window.end);
  const auto& a = world.satellites[victim.satellite];
  const auto& b = world.satellites[interferer.satellite];
  const auto& station = *world.stations[victim.station].config;
  const link::Transmitter own(*a.config->radio), other(*b.config->radio);
  const link::Receiver receiver(station.antennas.reception, own.radio().frequency_hz);
  const link::CoChannel channel(own, other, receiver);
  const orbit::SiteAxes site(station.site.place());
  const auto line = [&](const Satellite& s, Time t) {
    return link::line_of_sight(site, orbit::itrf_state(*s.trajectory, *world.earth, t));
  };
  constexpr double kDegrees = 180.0 / std::numbers::pi;
  const auto least = [&](const link::Signal& signal) {
    const auto samples = link::monotone_samples(signal, found.begin, found.end);
    return *std::min_element(samples.begin(), samples.end(), [](const auto& x, const auto& y) {
      return x.cn0_db_hz < y.cn0_db_hz;
    });
  };
  const link::Sample closest =
      least([&](Time t) { return link::separation_rad(line(a, t), line(b, t)) * kDegrees; });
  found.closest = closest.time;
  found.least_separation_rad = closest.cn0_db_hz / kDegrees;
  const link::Sample worst =
      least([&](Time t) { return channel.c_over_i_db(line(a, t), line(b, t)); });
  found.worst = worst.time;
  found.least_c_over_i_db = worst.cn0_db_hz;
  return found;
}

} // namespace

void InterferenceRow::columns(ColumnVisitor& v) const {
  v.text("victim", victim, "Satellite that the station listens to");
  v.text("interferer", interferer, "Satellite that may send in the same band");
  v.text("station", station, "Station");
  instant(v, "begin", interference.begin, "Both are in view");
  instant(v, "end", interference.end, "One of them leaves it");
  v.real("least_separation", interference.least_separation_rad * 180.0 / std::numbers::pi, "degree",
         "Least angle between both");
  instant(v, "closest", interference.closest, "When it is least");
  v.real("least_c_over_i", interference.least_c_over_i_db, "dB",
         "Least ratio of carrier to interference, if both send");
  instant(v, "worst", interference.worst, "When it is least");
}

std::vector<Interference> find_interference(const World& world,
                                            const std::vector<access::StationContact>& contacts,
                                            std::uint32_t first, std::uint32_t last) {
  std::vector<Interference> found;
  for (const auto& [station, list] : by_station(world, contacts)) {
    const auto& antenna = world.stations[station].config->antennas.reception;
    for (const auto& victim : list) {
      const auto& radio = *world.satellites[victim.satellite].config->radio;
      if (victim.satellite < first || victim.satellite >= last ||
          !antenna.receives(radio.frequency_hz, radio.bandwidth_hz())) {
        continue;
      }
      for (const auto& other : list) {
        if (other.window.begin >= victim.window.end) {
          break; // by begin
        }
        if (other.satellite != victim.satellite && other.window.end > victim.window.begin &&
            link::shared_spectrum(radio, *world.satellites[other.satellite].config->radio) > 0.0) {
          found.push_back(measure(world, victim, other));
        }
      }
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Interference& a, const Interference& b) { return a.key() < b.key(); });
  return found;
}

} // namespace urker::run
