#pragma once

#include "base/calendar.hpp"
#include "base/mistakes.hpp"
#include "orbit/format/ccsds_entry.hpp"

#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace urker::orbit {

/// A number of a CCSDS message: the unit as the Recommendation spells it ("" for none) and range.
struct CcsdsNumber {
  std::string_view unit;
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  bool open = false; ///< neither end itself is allowed
};

/// A finite decimal number and nothing else, or nothing.
[[nodiscard]] std::optional<double> ccsds_number(std::string_view text);

/// Date and time as CCSDS 301.0-B writes them, by month and day or by day of the year, with at most
/// nine decimals of a second and maybe a Z: `2026-08-22T00:00:00.5` or `2026-234T00:00:00.5`.
/// Nothing if it is none, or no real date.
[[nodiscard]] std::optional<CalendarTime> ccsds_time(std::string_view text);

/// A value of a fixed set in capitals: the Recommendation leaves the case open.
[[nodiscard]] std::string ccsds_capitals(std::string_view text);

/// Reads the values of entries; what is wrong with one goes to the mistakes, with its place.
class CcsdsValues {
 public:
  CcsdsValues(const std::string& file, Mistakes& mistakes) : file_(file), mistakes_(mistakes) {}

  /// A unit in brackets or as attribute must be the right one.
  double number(const CcsdsEntry& entry, const CcsdsNumber& what);
  /// Not negative, of at most nine digits.
  int whole_number(const CcsdsEntry& entry);
  CalendarTime time(const CcsdsEntry& entry);
  /// `entry.value: what`, at the value.
  void refuse(const CcsdsEntry& entry, std::string_view what);
  void refuse_at(const TextPlace& place, std::string_view what);

 private:
  const std::string& file_;
  Mistakes& mistakes_;
};

} // namespace urker::orbit
