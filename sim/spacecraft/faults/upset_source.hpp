#pragma once

#include "access/windows.hpp"
#include "spacecraft/radiation/radiation_config.hpp"
#include "spacecraft/radiation/upset_train.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

/// What an upset does.
enum class UpsetEffect : std::uint8_t { flip, hang, reset, latch_up };
[[nodiscard]] std::string_view effect_name(UpsetEffect effect);

/// An upset that is felt: not one that a code corrects, or that hits nothing that matters.
struct Upset {
  Time time = kStart;
  std::int64_t device = 0;
  UpsetEffect effect = UpsetEffect::flip;
  double draw = 0.0; ///< 0..1: where in the device
  template <class Packer>
  void pack(Packer& p) {
    p(time, device, effect, draw);
  }
};

/// Upsets of the next block.
struct UpsetsOfBlock {
  std::vector<Upset> felt; ///< ascending in time, then device
  /// By device: upsets of which nothing is felt.
  std::vector<std::int64_t> harmless;
};

/// Where upsets were to be expected: by cell of 5 deg.
class UpsetMap {
 public:
  struct Cell {
    double expected = 0.0;
    double time_s = 0.0;
    template <class Packer>
    void pack(Packer& p) {
      p(expected, time_s);
    }
  };
  static constexpr double kCell_deg = 5.0;
  void add(const orbit::Vector3& itrf_m, double expected, double time_s);
  /// By number: rows of 72 from the south, from 180 deg west.
  [[nodiscard]] const std::map<std::int64_t, Cell>& cells() const { return cells_; }
  template <class Packer>
  void pack(Packer& p) {
    p(cells_);
  }

 private:
  std::map<std::int64_t, Cell> cells_;
};

/// Draws the upsets of a satellite's devices along its orbit.
class UpsetSource {
 public:
  UpsetSource(const RadiationConfig& config, RadiationAlong along, std::string satellite,
              std::uint64_t seed);

  /// Between the ends of the orbit alone. Adds what is to be expected to the map.
  [[nodiscard]] UpsetsOfBlock block(std::int64_t number, const access::Window& orbit,
                                    UpsetMap& map) const;
  [[nodiscard]] const std::vector<RadiationDeviceConfig>& devices() const { return devices_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  RadiationAlong along_;
  std::string satellite_;
  std::uint64_t seed_;
  std::vector<std::string> names_;
  std::vector<RadiationDeviceConfig> devices_;
};

/// Of the flips of a bit at that rate, those that are felt: not corrected, not outvoted, in bits
/// that matter. A code corrects a word with one flip; a second one before the scrubbing comes by,
/// half an interval later in the mean, or a particle that hits two bits, spoils it. A majority of
/// copies is taken to be right always.
[[nodiscard]] double felt_part(const RadiationDeviceConfig& device, double rate_per_s);

} // namespace urker::spacecraft
