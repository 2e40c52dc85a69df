#pragma once

#include "base/fields.hpp"
#include "spacecraft/radiation/upset_rate.hpp"
#include "spacecraft/units.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// A code that corrects one flipped bit a word, and reads all of the memory again and again.
struct ScrubbingConfig {
  double interval_s = 60.0;
  double word_bits = 64.0;
  std::optional<double> check_bits; ///< of a word; none: as a code needs that corrects one flipped
                                    ///< bit and detects two (M. Y. Hsiao 1970)
  double power_w = 0.0;             ///< drawn by it
  double time_part = 0.0;           ///< of its unit's time
};
void describe(FieldVisitor& v, ScrubbingConfig& c);

/// The work of a computer is done several times, or the content of a memory held so often, and the
/// majority holds.
struct VotingConfig {
  std::int64_t copies = 3;
  bool in_time = true; ///< work: one after the other; else side by side by as many devices
};
void describe(FieldVisitor& v, VotingConfig& c);

/// A timer that restarts a unit that hangs.
struct WatchdogConfig {
  double timeout_s = 10.0;
  double power_w = 0.0;
};
void describe(FieldVisitor& v, WatchdogConfig& c);

/// Whose bits they are.
enum class RadiationTarget : std::uint8_t { computer, imager, radio, storage, bus };
/// The unit that a hang or a latch-up stops; the mass memory is none.
[[nodiscard]] std::optional<UnitKind> unit_of(RadiationTarget target);

/// A memory or logic that radiation upsets, in one of the satellite's units.
struct RadiationDeviceConfig {
  RadiationTarget unit = RadiationTarget::computer;
  double bits = 0.0;
  Sensitivity sensitivity; ///< of a bit
  // Parts of the upsets; the rest are bits that flip.
  double hang_part = 0.0;
  double reset_part = 0.0;
  double latch_up_part = 0.0;
  double multiple_part = 0.0; ///< of the flips, those of more than one bit in a word
  double used_part = 1.0;     ///< of the bits, those of which a flip spoils a result
  std::optional<ScrubbingConfig> scrubbing;
  std::optional<VotingConfig> voting;
  std::optional<WatchdogConfig> watchdog;
  double restart_s = 60.0;
  double ground_recovery_s = 12 * 3600.0; ///< of a hang without watchdog
  bool latch_up_protected = true;         ///< current is limited, and the power cycled
  double latch_up_power_w = 0.0;          ///< drawn by the short until then
  double latch_up_clearing_s = 1.0;
};
void describe(FieldVisitor& v, RadiationDeviceConfig& c);

struct RadiationConfig {
  std::optional<double> solar_activity; ///< 0 to 1; none: by the radio flux of the day
  std::map<std::string, RadiationDeviceConfig> devices;
};
void describe(FieldVisitor& v, RadiationConfig& c);

/// Part of the mass memory's bits that is left for data beside check bits and copies.
[[nodiscard]] double data_part_of_storage(const RadiationConfig& config);

/// What voting makes of the work of a computer.
struct VotedWork {
  double time = 1.0;  ///< over that of one result
  double power = 1.0; ///< likewise
};
[[nodiscard]] VotedWork voted_work(const RadiationConfig& config);

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::RadiationTarget> {
  static constexpr std::array<std::string_view, 5> names{"computer", "imager", "radio", "storage",
                                                         "bus"};
};
