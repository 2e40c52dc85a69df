#pragma once

#include "base/mistakes.hpp"
#include "orbit/format/ccsds_entry.hpp"
#include "orbit/format/ccsds_values.hpp"
#include "orbit/format/oem_reader.hpp"
#include "time/time_scale.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// A word of a line of figures, or the text of an element.
struct OemWord {
  std::string_view text;
  TextPlace place;
};

/// Makes an ephemeris of what stands in a file of either form, in its order. What is wrong goes to
/// the mistakes; the rest goes on as well as it can.
class OemBuilder {
 public:
  OemBuilder(const std::string& file, const Epoch& epoch, Mistakes& mistakes);

  void header(const CcsdsEntry& entry);
  void begin_segment(const TextPlace& place);
  void metadata(const CcsdsEntry& entry);
  void end_metadata();
  /// Epoch, position (km) and velocity (km/s), and acceleration (km/s2) if there are ten.
  void state(std::span<const OemWord> words);
  /// Epoch, the frame or none, and the lower triangle: 21 figures.
  void covariance(const CcsdsEntry& epoch, std::span<const OemWord> figures);
  void end_segment();
  [[nodiscard]] Oem finish();

  void refuse(const TextPlace& place, std::string_view what) { values_.refuse_at(place, what); }

 private:
  void take(const CcsdsEntry& entry, std::span<const std::string_view> keywords);
  void require_given(const TextPlace& place, std::span<const std::string_view> keywords,
                     std::string_view where);
  void expect(std::string_view keyword, std::span<const std::string_view> allowed);
  [[nodiscard]] const CcsdsEntry* find(std::string_view keyword) const;
  [[nodiscard]] std::string text(std::string_view keyword) const;
  [[nodiscard]] std::optional<Time> time(std::string_view text, const TextPlace& place,
                                         std::string_view what);
  [[nodiscard]] Time time_of(std::string_view keyword, Time otherwise);
  void read_interpolation(StateTable& table);
  void note(const TextPlace& place, std::string_view what);

  const std::string& file_;
  const Epoch& epoch_;
  CcsdsValues values_;
  std::map<std::string, CcsdsEntry, std::less<>> given_; ///< of the header or the metadata at hand
  TextPlace segment_place_;
  TimeScale scale_ = TimeScale::utc;
  Time start_, stop_; ///< of the segment at hand, as it says
  bool has_accelerations_ = false, has_covariance_ = false;
  Oem oem_;
};

} // namespace urker::orbit
