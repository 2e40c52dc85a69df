#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace urker::mission {

/// Products of the giver's satellites that the receiver gets under an agreement.
struct GrantConfig {
  std::string giver;
  std::string receiver;
  std::vector<std::string> areas; ///< empty: any
  double finest_gsd_m = 0.0;      ///< images finer than this stay with the giver
  double delay_s = 0.0;           ///< after imaging
  std::optional<double> quota_per_day_bits;
};
void describe(FieldVisitor& v, GrantConfig& c);

/// What organisations agreed to share: products and station time.
struct AgreementConfig {
  std::vector<std::string> parties;
  CalendarTime from;
  std::optional<CalendarTime> until;
  std::vector<GrantConfig> grants;
  std::vector<std::string> shared_stations; ///< open to all parties, after their owners
  std::int64_t station_priority = 1;        ///< among guests of one station
};
void describe(FieldVisitor& v, AgreementConfig& c);

} // namespace urker::mission
