#pragma once

#include "spacecraft/power_bus.hpp"
#include "spacecraft/subsystem.hpp"

#include "fakes.hpp"

namespace urker::test {

/// What a part of a satellite sees when it is tested alone: a plain bus in steady light.
struct PartBench {
  RecordingSink sink;
  spacecraft::UnitStates units;
  PlainSurroundings around;
  spacecraft::PowerBus power{"sat", power_config(),
                             spacecraft::Illumination([](Time) { return 1.0; }),
                             [](Time) { return 1.0; }};

  spacecraft::BusView view(Time now) { return {now, sink, units, power, nullptr, around}; }

 private:
  static spacecraft::PowerConfig power_config() {
    spacecraft::PowerConfig config;
    config.array.emplace(spacecraft::ArrayConfig{100.0});
    config.battery.emplace(spacecraft::BatteryConfig{3.6e6});
    config.loads.bus_w = 10.0;
    config.loads.safe_w = 5.0;
    return config;
  }
};

} // namespace urker::test
