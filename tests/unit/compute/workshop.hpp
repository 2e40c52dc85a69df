#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compute/computer.hpp"
#include "fakes.hpp"

namespace urker::test {

inline compute::StageConfig by_rate(double throughput_bit_s, double power_w) {
  return {throughput_bit_s, power_w, {}, {}};
}
inline compute::StageConfig by_tile(double tile_time_s, double tile_energy_j) {
  return {{}, {}, tile_time_s, tile_energy_j};
}

inline protocol::Product a_scene(std::int64_t number, double cloud, std::int64_t priority = 0,
                                 std::int64_t bits = 1'000'000) {
  protocol::Product p;
  p.number = number;
  p.satellite_name = "imece";
  p.raw_bits = p.bits = bits;
  p.priority = priority;
  p.cloud_truth = cloud;
  p.imaged = at(static_cast<double>(number));
  return p;
}

/// A computer on board of `imece` with one pipeline, and what came out of it.
struct Workshop {
  compute::Computer unit;
  RecordingSink rows;
  std::vector<compute::Outcome> outcomes;
  std::vector<Time> times; ///< of the outcomes

  Workshop(const compute::ComputerConfig& computer, const compute::PipelineConfig& pipeline,
           const compute::Models& models = {}, std::uint64_t seed = 1,
           const std::optional<compute::TileShare>& share = {})
      : unit({"satellites",
              "imece",
              computer,
              {compute::make_pipeline(pipeline, computer, models, {}, share)},
              seed}) {}
  void submit(const protocol::Product& product, Time now) {
    unit.submit(compute::scene_of(product), 0, now);
  }
  void run_until(double end_s) {
    while (unit.next_event() <= at(end_s)) {
      const Time now = unit.next_event();
      for (const auto& outcome : unit.handle(now, rows)) {
        outcomes.push_back(outcome);
        times.push_back(now);
      }
    }
  }
  /// Those that say what became of a scene.
  [[nodiscard]] std::vector<std::int64_t> ended() const {
    std::vector<std::int64_t> numbers;
    for (const auto& outcome : outcomes) {
      if (outcome.kind != compute::Outcome::Kind::found) {
        numbers.push_back(outcome.scene.second);
      }
    }
    return numbers;
  }
  /// Begin and end of a stage of a scene, in seconds.
  [[nodiscard]] std::pair<double, double> span(std::int64_t number, const std::string& stage) {
    for (const auto& row : rows.table("compute")) {
      if (row.integer("number") == number && row.text("stage") == stage) {
        return {row.real("begin"), row.real("end")};
      }
    }
    FAIL("no stage " << stage << " of scene " << number);
    return {};
  }
};

} // namespace urker::test
