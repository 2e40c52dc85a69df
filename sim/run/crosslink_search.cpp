#include "run/crosslink_search.hpp"

#include "access/inter_satellite.hpp"

#include <algorithm>

namespace urker::run {

namespace {

/// PairSearch gives the least range at whole minutes, refined beside it. In half a minute two
/// satellites in bound orbits around the Earth come nearer to each other by no more than this.
constexpr double kHalfMinute_m = 2.0 * 11.2e3 * 30.0;
/// Two satellites are never nearer: they would not survive it.
constexpr double kLeastRange_m = 300.0;

} // namespace

std::vector<access::CrosslinkContact> find_crosslinks(const World& world, const Cast& cast,
                                                      const Share& pairs, Time from, Time until) {
  access::PairInput input;
  input.earth = world.earth.get();
  input.satellites.resize(world.satellites.size(), nullptr);
  std::vector<access::SatellitePair> sought;
  for (std::size_t i = pairs.first; i < pairs.last; ++i) {
    const CrosslinkPair& pair = cast.crosslinks()[i];
    sought.push_back({pair.first, pair.second, pair.config->greatest_range_m});
    for (const auto satellite : {pair.first, pair.second}) {
      input.satellites[satellite] = world.satellites[satellite].trajectory.get();
    }
  }
  std::vector<access::CrosslinkContact> found;
  if (sought.empty() || from >= until) {
    return found;
  }
  input.pairs = sought;
  access::PairSearch search(std::move(input), from, until);
  search.advance(until, [&](std::size_t i, const access::InterSatelliteContact& contact) {
    access::CrosslinkContact piece{sought[i].first, sought[i].second, contact.window,
                                   std::max(contact.least_range_m - kHalfMinute_m, kLeastRange_m)};
    for (const auto satellite : {piece.first, piece.second}) {
      const auto& service = world.satellites[satellite].service;
      if (service.begin > piece.window.begin) {
        piece.window.begin = service.begin;
        piece.window.begin_clipped = false;
      }
      piece.window.end = std::min(piece.window.end, service.end);
    }
    if (piece.window.begin < piece.window.end) {
      found.push_back(piece);
    }
  });
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.key() < b.key(); });
  return found;
}

} // namespace urker::run
