#include "spacecraft/radiation/radiation_config.hpp"

#include <cmath>

namespace urker::spacecraft {

namespace {

constexpr Unit kPerDay{"1/d", {.time = -1}, 1.0 / 86400.0};
constexpr Unit kCm2{"cm2", {.length = 2}, 1e-4};
constexpr double kMev_j = 1.602176634e-13;
constexpr Unit kMev{"MeV", unit::J.dimension, kMev_j};

void describe_sensitivity(FieldVisitor& v, Sensitivity& c) {
  v.optional("proton_cross_section", c.proton_cross_section_m2, not_negative(kCm2),
             "Of a bit, for protons of high energy");
  v.optional("proton_threshold", c.proton_threshold_j, between(1.0, 200.0, kMev),
             "Energy of protons below which there are no upsets (Bendel's A)");
  v.optional("ion_rate", c.ion_rate_per_s, not_negative(kPerDay),
             "Upsets of a bit by cosmic rays in free space at solar minimum");
}

} // namespace

std::optional<UnitKind> unit_of(RadiationTarget target) {
  switch (target) {
  case RadiationTarget::computer:
    return UnitKind::computer;
  case RadiationTarget::imager:
    return UnitKind::imager;
  case RadiationTarget::radio:
    return UnitKind::radio;
  case RadiationTarget::bus:
    return UnitKind::bus;
  case RadiationTarget::storage:
    break;
  }
  return std::nullopt;
}

void describe(FieldVisitor& v, ScrubbingConfig& c) {
  v.optional("interval", c.interval_s, between(1e-3, 1e6, unit::s), "Time of one round");
  v.optional("word", c.word_bits, between(1.0, 1e6, unit::bit),
             "Of which the code corrects one bit");
  v.optional("check_bits", c.check_bits, between(0.0, 1e6, unit::bit),
             "Beside each word, of the mass memory in its capacity; none: as a code needs that "
             "corrects one bit and detects two");
  v.optional("power", c.power_w, not_negative(unit::W), "Drawn by it");
  v.optional("time", c.time_part, between(0.0, 99.0, unit::percent), "Of its unit's working time");
}

void describe(FieldVisitor& v, VotingConfig& c) {
  v.optional("copies", c.copies, between(3, 9, unit::one),
             "How often the work is done, or the content of the mass memory held");
  v.optional("in_time", c.in_time,
             "Work: one copy after the other on one device; else side by side on as many, each of "
             "which draws the power");
  v.check(c.copies % 2 == 1, "copies", "a majority needs an odd number of copies");
}

void describe(FieldVisitor& v, WatchdogConfig& c) {
  v.optional("timeout", c.timeout_s, between(1e-3, 86400.0, unit::s),
             "Time for which a unit hangs until it is restarted");
  v.optional("power", c.power_w, not_negative(unit::W), "Drawn by it");
}

void describe(FieldVisitor& v, RadiationDeviceConfig& c) {
  v.required("unit", c.unit, "Unit that it belongs to");
  v.required("bits", c.bits, positive(unit::bit), "Bits that radiation may upset");
  describe_sensitivity(v, c.sensitivity);
  v.optional("hang", c.hang_part, between(0.0, 100.0, unit::percent),
             "Part of the upsets after which the unit hangs");
  v.optional("reset", c.reset_part, between(0.0, 100.0, unit::percent),
             "Part of the upsets after which the unit starts anew by itself");
  v.optional("latch_up", c.latch_up_part, between(0.0, 100.0, unit::percent),
             "Part of the upsets that short the power");
  v.optional("multiple", c.multiple_part, between(0.0, 100.0, unit::percent),
             "Part of the flips that hit more than one bit of a word");
  v.optional("used", c.used_part, between(0.0, 100.0, unit::percent),
             "Part of the bits that matter: where a flip spoils a result");
  v.optional("scrubbing", c.scrubbing, "Error correction with scrubbing; none: flips stay");
  v.optional("voting", c.voting, "Voting among several copies; none: one result");
  v.optional("watchdog", c.watchdog, "Watchdog; none: people restart a unit that hangs");
  v.optional("restart", c.restart_s, between(0.0, 86400.0, unit::s), "Time of a new start");
  v.optional("ground_recovery", c.ground_recovery_s, between(0.0, 3.2e7, unit::s),
             "Time until people have restarted a unit that hangs without a watchdog");
  v.optional("latch_up_protection", c.latch_up_protected,
             "Current is limited and the power cycled; else a latch-up destroys the unit");
  v.optional("latch_up_power", c.latch_up_power_w, not_negative(unit::W),
             "Drawn by a latch-up until the power is cycled");
  v.optional("latch_up_clearing", c.latch_up_clearing_s, between(1e-3, 86400.0, unit::s),
             "Time until the power is cycled, before the new start");
  v.check(!c.voting || c.unit == RadiationTarget::computer || c.unit == RadiationTarget::storage,
          "voting", "only the work of the computer and the content of the storage can be voted on");
  const bool only_flips = c.hang_part + c.reset_part + c.latch_up_part == 0.0;
  v.check(c.unit != RadiationTarget::storage || only_flips, "unit",
          "in the mass memory bits can only flip");
  v.check(c.hang_part + c.reset_part + c.latch_up_part <= 1.0, "hang",
          "hang, reset and latch_up make more than all upsets");
}

namespace {

/// Of a word, for a code that corrects one bit and detects two: a Hamming code and a parity bit.
double code_bits(double word_bits) {
  double bits = 1.0;
  while (std::exp2(bits) < word_bits + bits + 1.0) {
    ++bits;
  }
  return bits + 1.0;
}

} // namespace

double data_part_of_storage(const RadiationConfig& config) {
  double part = 1.0;
  for (const auto& [name, device] : config.devices) {
    if (device.unit != RadiationTarget::storage) {
      continue;
    }
    if (device.scrubbing) {
      const double word_bits = device.scrubbing->word_bits;
      part *= word_bits / (word_bits + device.scrubbing->check_bits.value_or(code_bits(word_bits)));
    }
    part /= device.voting ? static_cast<double>(device.voting->copies) : 1.0;
  }
  return part;
}

VotedWork voted_work(const RadiationConfig& config) {
  VotedWork work;
  for (const auto& [name, device] : config.devices) {
    if (device.unit == RadiationTarget::computer && device.voting) {
      (device.voting->in_time ? work.time : work.power) *=
          static_cast<double>(device.voting->copies);
    }
  }
  return work;
}

void describe(FieldVisitor& v, RadiationConfig& c) {
  v.optional("solar_activity", c.solar_activity, between(0.0, 1.0, unit::one),
             "0: solar minimum, 1: maximum; none: by the 81-day mean of the shipped 10.7 cm flux");
  v.optional("devices", c.devices, "What radiation upsets, by name");
}

} // namespace urker::spacecraft
