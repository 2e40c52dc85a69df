#pragma once

#include "time/time.hpp"

#include <cstdint>
#include <string_view>

namespace urker::link {

/// Why no data pass in a part of a booked pass, be the signal what it may.
enum class GapCause : std::uint8_t {
  slewing, ///< the antenna is on its way from the pass before
  keyhole, ///< it cannot turn as fast as the satellite asks
  geo_arc, ///< the line is too near the geostationary arc
  lock,    ///< the demodulator has not locked yet
};

[[nodiscard]] constexpr std::string_view gap_cause_name(GapCause cause) {
  switch (cause) {
  case GapCause::slewing:
    return "slewing";
  case GapCause::keyhole:
    return "keyhole";
  case GapCause::geo_arc:
    return "geo_arc";
  case GapCause::lock:
    return "lock";
  }
  return "";
}

struct Gap {
  Time begin = kStart;
  Time end = kStart;
  GapCause cause = GapCause::slewing;
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end, cause);
  }
};

} // namespace urker::link
