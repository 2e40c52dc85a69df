#include "mission/duty_room.hpp"

#include <algorithm>

namespace urker::mission {

Duration duty_room(const spacecraft::DutyConfig& duty, const std::vector<FixedStrip>& fixed,
                   Time begin, Time end) {
  const Duration period = round_seconds(duty.period_s);
  const auto used = [&](Time until) { // in the period that ends then
    Duration sum{0};
    for (const FixedStrip& strip : fixed) {
      sum +=
          std::max(Duration{0}, std::min(strip.end, until) - std::max(strip.begin, until - period));
    }
    return sum;
  };
  // It is greatest where a period ends with a strip or begins with one, or at the window's ends.
  Duration most = std::max(used(begin), used(end + period));
  for (const FixedStrip& strip : fixed) {
    for (const Time until : {strip.end, strip.begin + period}) {
      if (until > begin && until < end + period) {
        most = std::max(most, used(until));
      }
    }
  }
  return std::max(Duration{0}, round_seconds(duty.on_time_s) - most);
}

} // namespace urker::mission
