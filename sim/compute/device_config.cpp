#include "compute/device_config.hpp"

#include <array>
#include <string_view>

namespace urker::compute {

namespace {

constexpr std::array<std::string_view, 2> kTimes{"throughput", "tile_time"};
constexpr std::array<std::string_view, 2> kEnergies{"power", "tile_energy"};

} // namespace

void describe(FieldVisitor& v, StageConfig& c) {
  v.optional("throughput", c.throughput_bit_s, positive(unit::Mbit_per_s),
             "Input that the stage takes in");
  v.optional("power", c.power_w, not_negative(unit::W), "Power above idle while it runs");
  v.optional("tile_time", c.tile_time_s, positive(unit::s), "Time that each tile takes");
  v.optional("tile_energy", c.tile_energy_j, not_negative(unit::J),
             "Energy above idle that each tile takes");
  v.exactly_one_of(kTimes);
  v.exactly_one_of(kEnergies);
  v.check(!c.tile_energy_j || c.tile_time_s, "tile_energy", "goes with `tile_time`");
}

void describe(FieldVisitor& v, LevelConfig& c) {
  v.required("speed", c.speed, between(1.0, 1000.0, unit::percent),
             "Speed over that at which the stages are stated");
  v.required("power", c.power, between(0.0, 1000.0, unit::percent),
             "Power above idle over that of the stages as stated");
}

void describe(FieldVisitor& v, DeviceConfig& c) {
  v.optional("kind", c.kind, "cpu, gpu, npu or fpga");
  v.optional("units", c.units, between(1, 100000, unit::one),
             "How many of it there are; each runs one stage of one scene at a time");
  v.optional("idle_power", c.idle_power_w, not_negative(unit::W), "Power of a unit that is ready");
  v.optional("sleep_power", c.sleep_power_w, not_negative(unit::W),
             "Power of a unit that sleeps or is off");
  v.optional("start_up_time", c.start_up_time_s, between(0.0, 1e5, unit::s),
             "From sleep until it is ready");
  v.optional("start_up_power", c.start_up_power_w, not_negative(unit::W),
             "Power of a unit that starts; as idle unless given");
  v.optional("sleeps_after", c.sleeps_after_s, between(0.0, 1e6, unit::s),
             "Time without work after which a unit sleeps; always ready unless given");
  v.optional("memory", c.memory_bit, positive(unit::Gbit),
             "Room for models and a tile; enough for all unless given");
  v.optional("model_load_rate", c.model_load_rate_bit_s, positive(unit::Mbit_per_s),
             "At which a unit takes another model where its memory does not hold all");
  v.optional("preemptive", c.preemptive,
             "Whether a more urgent scene interrupts a less urgent one");
  v.optional("switch_time", c.switch_time_s, between(0.0, 1e4, unit::s),
             "Time that an interrupted stage loses");
  v.optional("by_scene", c.by_scene, "Whether what it has begun of a scene goes on before others");
  v.optional("levels", c.levels, "Clocks and voltages at which it may run");
  v.optional("level", c.level, "The level at which it runs; as its stages are stated unless given");
  v.optional("cost_per_hour", c.cost_per_hour, not_negative(unit::one),
             "Of a unit at work, in a currency of one's choice");
  v.required("stages", c.stages, "Stages that it can run, by the model's name or the stage's own");
  v.check(c.level.empty() || c.levels.contains(c.level), "level", "is none of its `levels`");
  v.check(c.preemptive || c.switch_time_s == 0.0, "switch_time", "needs `preemptive: true`");
}

} // namespace urker::compute
