#pragma once

#include "link/station_sky.hpp"
#include "run/world.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace urker::run {

/// The air above the stations at the carriers' frequencies, each made once.
class Skies {
 public:
  /// The world must outlive it.
  explicit Skies(const World& world) : world_(world) {}

  /// As it is.
  [[nodiscard]] std::shared_ptr<const link::StationSky> flown(std::uint32_t station,
                                                              double frequency_hz);
  /// As planners reckon with it.
  [[nodiscard]] std::shared_ptr<const link::StationSky> planned(std::uint32_t station,
                                                                double frequency_hz);

 private:
  struct Pair {
    std::shared_ptr<const link::StationSky> flown;
    std::shared_ptr<const link::StationSky> planned;
  };
  [[nodiscard]] const Pair& at(std::uint32_t station, double frequency_hz);
  [[nodiscard]] Pair make(const Station& station, double frequency_hz) const;

  const World& world_;
  std::map<std::pair<std::uint32_t, double>, Pair> made_;
};

} // namespace urker::run
