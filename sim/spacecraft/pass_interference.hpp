#pragma once

#include "base/table.hpp"
#include "link/station_sky.hpp"
#include "spacecraft/pass_link.hpp"
#include "spacecraft/pass_rates.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace urker::spacecraft {

/// What neighbours in the band take of a pass.
struct PassInterference {
  Time begin = kStart; ///< of the pass
  Time end = kStart;
  std::int64_t neighbours = 0;    ///< in view at some time of it
  double least_c_over_i_db = 0.0; ///< of all together
  Time worst = kStart;            ///< when it is least
  std::string loudest;            ///< neighbour then
  double separation_rad = 0.0;    ///< of that one from the beam's axis
  double lost_s = 0.0;            ///< time without a rate, where there would be one
  double lost_bits = 0.0;         ///< of what the rates could carry
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end, neighbours, least_c_over_i_db, worst, loudest, separation_rad, lost_s, lost_bits);
  }
};

/// Of a pass with its rates; none where nobody else is in view. `planned_sky`: of coding that is
/// chosen ahead, as of flown_rates; else null.
[[nodiscard]] std::optional<PassInterference>
pass_interference(const PassLink& link, const PassRates& rates, link::StationSky sky,
                  const link::StationSky* planned_sky);

/// A booked pass in which others in the band are in view of the station.
struct LinkInterferenceRow {
  static constexpr TableInfo kTable{
      "link_interference", "Booked pass by radio with others of its band in view of the station",
      3};
  std::string satellite;
  std::string station;
  PassInterference interference;
  void columns(ColumnVisitor& v) const;
};

} // namespace urker::spacecraft
