#include "orbit/format/oem_builder.hpp"

#include "base/error.hpp"
#include "base/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace urker::orbit {
namespace {

constexpr std::array<std::string_view, 5> kHeader{"CCSDS_OEM_VERS", "CLASSIFICATION",
                                                  "CREATION_DATE", "ORIGINATOR", "MESSAGE_ID"};
constexpr std::array<std::string_view, 3> kNeededHeader{"CCSDS_OEM_VERS", "CREATION_DATE",
                                                        "ORIGINATOR"};
constexpr std::array<std::string_view, 12> kMetadata{
    "OBJECT_NAME",       "OBJECT_ID",   "CENTER_NAME",   "REF_FRAME",
    "REF_FRAME_EPOCH",   "TIME_SYSTEM", "START_TIME",    "USEABLE_START_TIME",
    "USEABLE_STOP_TIME", "STOP_TIME",   "INTERPOLATION", "INTERPOLATION_DEGREE"};
constexpr std::array<std::string_view, 7> kNeededMetadata{
    "OBJECT_NAME", "OBJECT_ID",  "CENTER_NAME", "REF_FRAME",
    "TIME_SYSTEM", "START_TIME", "STOP_TIME"};

constexpr std::array<std::pair<std::string_view, Frame>, 11> kFrames{{
    {"GCRF", Frame::gcrf},
    {"ICRF", Frame::gcrf},
    {"EME2000", Frame::eme2000},
    {"J2000", Frame::eme2000},
    {"TEME", Frame::teme},
    {"TEMEOFDATE", Frame::teme},
    {"TOD", Frame::tod},
    {"TOD_EARTH", Frame::tod},
    {"MOD", Frame::mod},
    {"MOD_EARTH", Frame::mod},
    {"CIRS", Frame::cirs},
}};

std::optional<Frame> frame_of(std::string_view name) {
  const auto found = std::find_if(kFrames.begin(), kFrames.end(),
                                  [name](const auto& frame) { return frame.first == name; });
  if (found != kFrames.end()) {
    return found->second;
  }
  constexpr std::string_view kEarthFixed = "ITRF"; // and a year: ITRF2014, ITRF-97
  const bool dated =
      name.starts_with(kEarthFixed) &&
      name.substr(kEarthFixed.size()).find_first_not_of("-0123456789") == std::string_view::npos;
  return dated ? std::optional(Frame::itrf) : std::nullopt;
}

std::vector<std::string> as_strings(std::span<const std::string_view> names) {
  return {names.begin(), names.end()};
}

std::vector<std::string> frame_names() {
  std::vector<std::string> names{"ITRF"};
  for (const auto& frame : kFrames) {
    names.emplace_back(frame.first);
  }
  return names;
}

} // namespace

OemBuilder::OemBuilder(const std::string& file, const Epoch& epoch, Mistakes& mistakes)
    : file_(file), epoch_(epoch), values_(file, mistakes) {}

void OemBuilder::take(const CcsdsEntry& entry, std::span<const std::string_view> keywords) {
  if (std::find(keywords.begin(), keywords.end(), entry.keyword) == keywords.end()) {
    const auto names = as_strings(keywords);
    const std::string nearest = did_you_mean(entry.keyword, names);
    refuse(entry.place, fmt::format("{} is no keyword here{}", in_quotes(entry.keyword),
                                    nearest.empty() ? "; expected " + one_of(names) : nearest));
  } else if (const auto [place, is_new] = given_.emplace(entry.keyword, entry); !is_new) {
    refuse(entry.place, fmt::format("{} is given a second time, first in line {}", entry.keyword,
                                    place->second.place.line));
  }
}

void OemBuilder::require_given(const TextPlace& place, std::span<const std::string_view> keywords,
                               std::string_view where) {
  std::vector<std::string_view> lacking;
  std::copy_if(keywords.begin(), keywords.end(), std::back_inserter(lacking),
               [this](std::string_view keyword) { return find(keyword) == nullptr; });
  if (!lacking.empty()) {
    refuse(place, fmt::format("the {} lacks {}", where, fmt::join(lacking, ", ")));
  }
}

void OemBuilder::expect(std::string_view keyword, std::span<const std::string_view> allowed) {
  const auto* entry = find(keyword);
  if (entry != nullptr &&
      std::find(allowed.begin(), allowed.end(), ccsds_capitals(entry->value)) == allowed.end()) {
    values_.refuse(*entry, fmt::format("{} is not accepted; expected {}", in_quotes(entry->value),
                                       one_of(as_strings(allowed))));
  }
}

const CcsdsEntry* OemBuilder::find(std::string_view keyword) const {
  const auto found = given_.find(keyword);
  return found == given_.end() ? nullptr : &found->second;
}

std::string OemBuilder::text(std::string_view keyword) const {
  const auto* entry = find(keyword);
  return entry == nullptr ? "" : entry->value;
}

std::optional<Time> OemBuilder::time(std::string_view text, const TextPlace& place,
                                     std::string_view what) {
  const auto date = ccsds_time(text);
  if (!date) {
    refuse(place, fmt::format("{}: {} is no time; expected one such as 2026-08-22T00:00:00.5", what,
                              in_quotes(text)));
    return std::nullopt;
  }
  try {
    return time_in(scale_, *date, epoch_);
  } catch (const Error& e) {
    refuse(place, fmt::format("{}: {}", what, e.what()));
    return std::nullopt;
  }
}

Time OemBuilder::time_of(std::string_view keyword, Time otherwise) {
  const auto* entry = find(keyword);
  return entry == nullptr ? otherwise
                          : time(entry->value, entry->value_place, keyword).value_or(otherwise);
}

void OemBuilder::header(const CcsdsEntry& entry) {
  take(entry, kHeader);
}

void OemBuilder::begin_segment(const TextPlace& place) {
  if (oem_.segments.empty()) {
    static constexpr std::array<std::string_view, 3> kVersions{"1.0", "2.0", "3.0"};
    require_given({}, kNeededHeader, "header");
    expect("CCSDS_OEM_VERS", kVersions);
  }
  given_.clear();
  segment_place_ = place;
  has_accelerations_ = has_covariance_ = false;
  oem_.segments.emplace_back();
}

void OemBuilder::metadata(const CcsdsEntry& entry) {
  take(entry, kMetadata);
}

void OemBuilder::end_metadata() {
  static constexpr std::array<std::string_view, 1> kCenters{"EARTH"};
  require_given(segment_place_, kNeededMetadata, "metadata");
  expect("CENTER_NAME", kCenters);
  expect("TIME_SYSTEM", kTimeScaleNames);
  scale_ = find_time_scale(ccsds_capitals(text("TIME_SYSTEM"))).value_or(TimeScale::utc);
  OemSegment& segment = oem_.segments.back();
  segment.object_name = text("OBJECT_NAME");
  segment.object_id = text("OBJECT_ID");
  if (const auto* frame = find("REF_FRAME")) {
    const auto known = frame_of(ccsds_capitals(frame->value));
    if (!known) {
      const auto names = frame_names();
      const std::string nearest = did_you_mean(frame->value, names);
      values_.refuse(*frame,
                     fmt::format("{} is not accepted{}", in_quotes(frame->value),
                                 nearest.empty() ? "; expected " + one_of(names) : nearest));
    }
    segment.frame = known.value_or(Frame::gcrf);
  }
  start_ = time_of("START_TIME", kNotYet);
  stop_ = time_of("STOP_TIME", kNever);
  segment.table.begin = time_of("USEABLE_START_TIME", start_);
  segment.table.end = time_of("USEABLE_STOP_TIME", stop_);
  if (start_ > stop_ || segment.table.begin < start_ || segment.table.end > stop_ ||
      segment.table.begin > segment.table.end) {
    refuse(segment_place_, "the times of the metadata are not in the order START, USEABLE_START, "
                           "USEABLE_STOP, STOP");
  }
  read_interpolation(segment.table);
}

void OemBuilder::read_interpolation(StateTable& table) {
  static constexpr std::array<std::string_view, 2> kMethods{"HERMITE", "LAGRANGE"};
  constexpr int kMostDegree = 15;
  expect("INTERPOLATION", kMethods);
  table.interpolation = ccsds_capitals(text("INTERPOLATION")) == "LAGRANGE"
                            ? Interpolation::lagrange
                            : Interpolation::hermite;
  const auto* degree = find("INTERPOLATION_DEGREE");
  if (degree == nullptr) {
    if (const auto* method = find("INTERPOLATION")) {
      refuse(method->place, "INTERPOLATION is given without INTERPOLATION_DEGREE");
    }
    return;
  }
  const int value = values_.whole_number(*degree);
  if (value < 1 || value > kMostDegree) {
    values_.refuse(*degree, fmt::format("expected a degree from 1 to {}", kMostDegree));
  }
  table.degree = static_cast<std::size_t>(std::clamp(value, 1, kMostDegree));
}

void OemBuilder::state(std::span<const OemWord> words) {
  constexpr std::size_t kState = 7;
  constexpr std::size_t kWithAcceleration = 10;
  if (words.size() != kState && words.size() != kWithAcceleration) {
    refuse(words.front().place,
           fmt::format("{} words; expected an epoch and 6 or 9 figures", words.size()));
    return;
  }
  const auto at = time(words[0].text, words[0].place, "EPOCH");
  std::array<double, kWithAcceleration> figures{};
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto figure = ccsds_number(words[i].text);
    if (!figure) {
      refuse(words[i].place, fmt::format("{} is no number", in_quotes(words[i].text)));
    }
    figures[i] = figure.value_or(0.0);
  }
  StateTable& table = oem_.segments.back().table;
  if (!at) {
    return;
  }
  if (!table.times.empty() && *at <= table.times.back()) {
    refuse(words[0].place, fmt::format("{} is not after the state before it", words[0].text));
  } else if (*at < start_ || *at > stop_) {
    refuse(words[0].place, fmt::format("{} is outside of START_TIME and STOP_TIME", words[0].text));
  }
  constexpr double kKilometre_m = 1e3;
  table.times.push_back(*at);
  table.states.push_back({Vector3(figures[1], figures[2], figures[3]) * kKilometre_m,
                          Vector3(figures[4], figures[5], figures[6]) * kKilometre_m});
  if (words.size() == kWithAcceleration && !std::exchange(has_accelerations_, true)) {
    note(words[0].place, "the accelerations are left out");
  }
}

void OemBuilder::covariance(const CcsdsEntry& epoch, std::span<const OemWord> figures) {
  (void)time(epoch.value, epoch.value_place, "EPOCH");
  constexpr std::size_t kTriangle = 21;
  if (figures.size() != kTriangle) {
    refuse(epoch.place, fmt::format("a covariance of {} figures; expected 21", figures.size()));
  }
  for (const OemWord& figure : figures) {
    if (!ccsds_number(figure.text)) {
      refuse(figure.place, fmt::format("{} is no number", in_quotes(figure.text)));
    }
  }
  if (!std::exchange(has_covariance_, true)) {
    note(epoch.place, "the covariance is left out");
  }
}

void OemBuilder::end_segment() {
  OemSegment& segment = oem_.segments.back();
  StateTable& table = segment.table;
  if (table.times.empty()) {
    refuse(segment_place_, "the segment has no states");
    return;
  }
  table.begin = std::max(table.begin, table.times.front());
  table.end = std::min(table.end, table.times.back());
  if (table.begin > table.end) {
    refuse(segment_place_, "the segment has no states in its useable span");
  }
  const bool pairs = table.interpolation == Interpolation::hermite;
  const std::size_t needed = pairs ? (table.degree + 2) / 2 : table.degree + 1;
  if (find("INTERPOLATION_DEGREE") != nullptr && table.times.size() < needed) {
    note(segment_place_, fmt::format("the segment has {} states, too few for its degree {}",
                                     table.times.size(), table.degree));
  }
  for (auto other = oem_.segments.begin(); &*other != &segment; ++other) {
    if (other->object_name == segment.object_name && other->object_id == segment.object_id &&
        other->table.end > table.begin) {
      refuse(segment_place_, fmt::format("the segment begins before an earlier one of {} ends",
                                         segment.object_name));
      return;
    }
  }
}

Oem OemBuilder::finish() {
  if (oem_.segments.empty()) {
    refuse({}, "the file has no segment");
  }
  return std::move(oem_);
}

void OemBuilder::note(const TextPlace& place, std::string_view what) {
  oem_.notes.push_back(fmt::format("{}:{}: {}", file_, place.line, what));
}

} // namespace urker::orbit
