#include "onboard/computer_config.hpp"

namespace urker::onboard {

void describe(FieldVisitor& v, StageConfig& c) {
  v.required("throughput", c.throughput_bit_s, positive(unit::Mbit_per_s),
             "Input that the stage takes in");
  v.required("power", c.power_w, not_negative(unit::W), "Power above idle while it runs");
}

void describe(FieldVisitor& v, StagesConfig& c) {
  v.required("cloud_mask", c.cloud_mask, "Cloud classifier");
  v.required("compress", c.compress, "Compression");
}

void describe(FieldVisitor& v, ComputerConfig& c) {
  v.required("idle_power", c.idle_power_w, not_negative(unit::W), "Power whenever it is on");
  v.required("stages", c.stages, "Throughput and power of each stage");
}

} // namespace urker::onboard
