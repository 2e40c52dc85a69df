#include "spacecraft/pass_interference.hpp"

#include "base/decibel.hpp"
#include "link/signal_path.hpp"
#include "spacecraft/band_neighbours.hpp"
#include "time/time_column.hpp"

#include <algorithm>
#include <numbers>

namespace urker::spacecraft {

namespace {

/// C/I where nobody is in view, and at most.
constexpr double kQuiet_db = 200.0;

struct Capacity {
  Duration time{0};
  double bits = 0.0;
};

Capacity capacity(const PassRates& rates) {
  Capacity sum;
  for (const auto& part : rates.segments) {
    sum.time += part.end - part.begin;
    sum.bits += static_cast<double>(part.rate_bit_s) * to_seconds(part.end - part.begin);
  }
  return sum;
}

PassRates undisturbed(PassLink link, const link::StationSky& sky,
                      const link::StationSky* planned_sky) {
  link.neighbours = nullptr;
  return planned_sky != nullptr ? flown_rates(link, sky, *planned_sky) : pass_rates(link, sky);
}

} // namespace

std::optional<PassInterference> pass_interference(const PassLink& whole, const PassRates& rates,
                                                  link::StationSky sky,
                                                  const link::StationSky* planned_sky) {
  if (whole.neighbours == nullptr || whole.begin >= whole.end) {
    return std::nullopt;
  }
  const auto along = whole.surroundings.along(whole.begin, whole.end, whole.station);
  const PassLink link = whole.with(*along);
  const NeighboursInPass neighbours(link);
  if (neighbours.empty()) {
    return std::nullopt;
  }
  const auto heard = [&](Time t) {
    const SiteView view = along->site(link.station, t);
    return neighbours.at(t, view, sky.loss(t, view.elevation_rad).total_db, sky);
  };
  const auto samples = link::monotone_samples(
      [&](Time t) {
        const double i_over_c = heard(t).i_over_c;
        return i_over_c > 0.0 ? std::min(-to_db(i_over_c), kQuiet_db) : kQuiet_db;
      },
      link.begin, link.end, link::kSignalKnots, neighbours.knots());
  const auto worst = std::min_element(samples.begin(), samples.end(),
                                      [](auto& a, auto& b) { return a.cn0_db_hz < b.cn0_db_hz; });
  const auto then = heard(worst->time);
  PassInterference result;
  result.begin = link.begin;
  result.end = link.end;
  result.neighbours = static_cast<std::int64_t>(neighbours.size());
  result.least_c_over_i_db = worst->cn0_db_hz;
  result.worst = worst->time;
  result.loudest = then.loudest != nullptr ? then.loudest->name : "";
  result.separation_rad = then.separation_rad;
  const Capacity with = capacity(rates), without = capacity(undisturbed(link, sky, planned_sky));
  result.lost_s = to_seconds(without.time - with.time);
  result.lost_bits = without.bits - with.bits;
  return result;
}

void LinkInterferenceRow::columns(ColumnVisitor& v) const {
  const PassInterference& i = interference;
  v.text("satellite", satellite, "Satellite");
  v.text("station", station, "Station");
  instant(v, "begin", i.begin, "Begin of the pass");
  instant(v, "end", i.end, "End of the pass");
  v.integer("neighbours", i.neighbours, "1", "Others of the band that are in view in it");
  v.real("least_c_over_i", i.least_c_over_i_db, "dB",
         "Least ratio of carrier to interference, if all of them send");
  instant(v, "worst", i.worst, "When it is least");
  v.text("loudest", i.loudest, "Neighbour that is heard most then");
  v.real("separation", i.separation_rad * 180.0 / std::numbers::pi, "degree",
         "Angle between both then");
  v.real("time_lost", i.lost_s, "s", "Time without a rate, where there would be one without them");
  v.real("capacity_lost", i.lost_bits, "bit",
         "Volume that the pass could carry besides without them");
}

} // namespace urker::spacecraft
