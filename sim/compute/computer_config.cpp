#include "compute/computer_config.hpp"

#include <array>
#include <string_view>

namespace urker::compute {

namespace {

constexpr std::array<std::string_view, 2> kForms{"stages", "devices"};

} // namespace

void describe(FieldVisitor& v, SimpleStagesConfig& c) {
  v.required("cloud_mask", c.cloud_mask, "Cloud classifier");
  v.required("compress", c.compress, "Compression");
}

void describe(FieldVisitor& v, ComputerConfig& c) {
  v.required("idle_power", c.idle_power_w, not_negative(unit::W),
             "Power whenever it is on, without its devices");
  v.optional("stages", c.stages, "Throughput and power of the two stages of a simple pipeline");
  v.optional("devices", c.devices, Template{"type", "devices"}, "Devices that run stages");
  v.exactly_one_of(kForms);
}

std::map<std::string, DeviceConfig> ComputerConfig::all_devices() const {
  if (!stages) {
    return devices;
  }
  DeviceConfig one;
  one.by_scene = true;
  one.stages = {{"cloud_mask", stages->cloud_mask}, {"compress", stages->compress}};
  return {{"computer", one}};
}

} // namespace urker::compute
