#pragma once

#include "base/table.hpp"
#include "protocol/messages.hpp"
#include "spacecraft/scene.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// One scene that was begun.
struct ImageRow {
  static constexpr TableInfo kTable{"images", "Scene that an imager took or had to refuse", 2};
  std::string satellite;
  std::int64_t number = 0;
  std::string campaign;
  std::string area;
  std::string requester;
  std::int64_t task = 0;
  double roll_rad = 0.0;
  Scene scene;
  std::string_view outcome;
  void columns(ColumnVisitor& v) const;
};

/// What a scene shows of one kind, if there is any.
struct ContentRow {
  static constexpr TableInfo kTable{"contents", "True content of a scene by kind", 3};
  std::string satellite;
  std::int64_t number = 0;
  protocol::Content content;
  void columns(ColumnVisitor& v) const;
};

/// What became of a strip that the satellite was told to image.
struct TaskRow {
  static constexpr TableInfo kTable{"tasks", "Strip that a satellite was told to image", 2};
  std::string satellite;
  protocol::ImagingTask task;
  Time received = kNotYet;
  std::string_view outcome;
  void columns(ColumnVisitor& v) const;
};

/// A learned model that came up.
struct UploadRow {
  static constexpr TableInfo kTable{"uploads", "Learned model that a satellite received", 3};
  std::string satellite;
  Time received = kNotYet;
  protocol::ModelUpload model;
  std::string_view outcome;
  void columns(ColumnVisitor& v) const;
};

/// Fill of the mass memory right after it changed; constant until the next row.
struct StorageRow {
  static constexpr TableInfo kTable{"storage", "Change point of a satellite's mass memory", 3};
  std::string satellite;
  Time time = kStart;
  std::int64_t sequence = 0;
  std::int64_t held_bits = 0;
  std::string_view cause;
  void columns(ColumnVisitor& v) const;
};

/// A part of a pass, booked or not, in which a transmitter keeps one rate.
struct LinkRow {
  static constexpr TableInfo kTable{"links", "Part of a pass at one rate", 4};
  std::string satellite;
  std::string station;
  protocol::LinkMedium medium = protocol::LinkMedium::radio;
  Time begin = kStart;
  Time end = kStart;
  std::int64_t rate_bit_s = 0;
  std::string modcod;
  double least_margin_db = 0.0;
  std::int64_t bits = 0;
  double transmitting_s = 0.0;
  double energy_j = 0.0;
  void columns(ColumnVisitor& v) const;
};

} // namespace urker::spacecraft
