#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"

#include <optional>

namespace urker {

/// When an asset is in service: [from, until) in UTC; an end that is not given is open.
struct ServiceTime {
  std::optional<CalendarTime> from;
  std::optional<CalendarTime> until;
  [[nodiscard]] bool covers(const CalendarTime& utc) const {
    return (!from || *from <= utc) && (!until || utc < *until);
  }
};

inline void describe(FieldVisitor& v, ServiceTime& c) {
  v.optional("from", c.from, "Start of service (UTC); none: since ever");
  v.optional("until", c.until, "End of service (UTC), exclusive; none: for good");
  v.check(!c.from || !c.until || *c.from < *c.until, "until", "service must end after it starts");
}

} // namespace urker
