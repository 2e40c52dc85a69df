#pragma once

#include "base/fields.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace urker::compute {

/// What a stage costs on the device that runs it: by the volume that it reads, or by its tiles.
struct StageConfig {
  std::optional<double> throughput_bit_s; ///< of input; or
  std::optional<double> power_w;          ///< drawn above idle while it runs; or
  std::optional<double> tile_time_s;      ///< of each tile
  std::optional<double> tile_energy_j;    ///< above idle, of each tile
};
void describe(FieldVisitor& v, StageConfig& c);

enum class DeviceKind { cpu, gpu, npu, fpga };

/// A clock and voltage at which a device may run (DVFS).
struct LevelConfig {
  double speed = 1.0; ///< over that at which its stages are stated
  double power = 1.0; ///< likewise, of the power above idle
};
void describe(FieldVisitor& v, LevelConfig& c);

/// One kind of device in a computer. Each unit of it runs one stage of one scene at a time.
struct DeviceConfig {
  DeviceKind kind = DeviceKind::cpu;
  std::int64_t units = 1;
  double idle_power_w = 0.0;  ///< of a unit that is ready
  double sleep_power_w = 0.0; ///< of a unit that sleeps or is off
  double start_up_time_s = 0.0;
  std::optional<double> start_up_power_w;      ///< none: as idle
  std::optional<double> sleeps_after_s;        ///< without work; none: always ready
  std::optional<double> memory_bit;            ///< none: enough for all
  std::optional<double> model_load_rate_bit_s; ///< none: models change at once
  bool preemptive = false;                     ///< a more urgent scene interrupts a less urgent one
  bool by_scene = false;      ///< what it has begun of a scene goes on before others
  double switch_time_s = 0.0; ///< lost by an interruption
  std::map<std::string, LevelConfig> levels;
  std::string level;                         ///< one of them; empty: as stated
  std::map<std::string, StageConfig> stages; ///< by model, or by name of the stage
  double cost_per_hour = 0.0;                ///< of a unit at work, in the user's currency
};
void describe(FieldVisitor& v, DeviceConfig& c);

} // namespace urker::compute

template <>
struct urker::EnumNames<urker::compute::DeviceKind> {
  static constexpr std::array<std::string_view, 4> names{"cpu", "gpu", "npu", "fpga"};
};
