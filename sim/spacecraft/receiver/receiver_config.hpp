#pragma once

#include "base/fields.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

/// What a receiver listens to, and emitters send.
enum class ReceiverKind : std::uint8_t { ais, iot };

/// Emitters on the ground of one class, spread evenly over areas.
struct EmitterConfig {
  ReceiverKind kind = ReceiverKind::ais;
  std::optional<std::string> contents;  ///< entry of the contents whose targets they are on
  std::optional<double> density_per_m2; ///< else as stated
  std::vector<std::string> areas;       ///< where; empty: those of the contents
  double report_interval_s = 10.0;      ///< mean time from message to message of one emitter
  std::int64_t message_bits = 168;      ///< of a message that was received
};
void describe(FieldVisitor& v, EmitterConfig& c);

/// By name: the name is a part of the key of random draws.
using EmitterConfigs = std::map<std::string, EmitterConfig>;

/// Times at which it is on.
struct ReceiverDutyConfig {
  double on_time_s = 0.0;
  double period_s = 0.0;
};
void describe(FieldVisitor& v, ReceiverDutyConfig& c);

/// A receiver of short messages that emitters on the ground send unasked, in slots that they choose
/// without knowing of those beyond their horizon.
struct ReceiverConfig {
  ReceiverKind kind = ReceiverKind::ais;
  double power_w = 0.0;
  double least_elevation_rad = 0.0;       ///< of the satellite, as emitters see it
  std::int64_t channels = 2;              ///< between which emitters alternate
  double slots_per_s = 2250.0 / 60.0;     ///< of one channel
  double overlap = 0.0;                   ///< mean number of further slots that spoil one
  double decoded_part = 1.0;              ///< of the messages that no other one spoils
  double longest_stretch_s = 1800.0;      ///< after which a product is closed
  std::int64_t priority = 5;              ///< of its products
  std::optional<ReceiverDutyConfig> duty; ///< none: always on
};
void describe(FieldVisitor& v, ReceiverConfig& c);

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::ReceiverKind> {
  static constexpr std::array<std::string_view, 2> names{"ais", "iot"};
};
