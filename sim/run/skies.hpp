#pragma once

#include "link/budget/receiver.hpp"
#include "link/station_sky.hpp"
#include "run/world.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace urker::run {

/// The stations' receivers at the carriers' frequencies and the air above them, each made once.
class Skies {
 public:
  /// The world must outlive it.
  explicit Skies(const World& world) : world_(world) {}

  [[nodiscard]] std::shared_ptr<const link::Receiver> receiver(std::uint32_t station,
                                                               double frequency_hz);
  /// The air as it is.
  [[nodiscard]] std::shared_ptr<const link::StationSky> flown(std::uint32_t station,
                                                              double frequency_hz);
  /// As planners reckon with it.
  [[nodiscard]] std::shared_ptr<const link::StationSky> planned(std::uint32_t station,
                                                                double frequency_hz);

 private:
  struct Ends {
    std::shared_ptr<const link::Receiver> receiver;
    std::shared_ptr<const link::StationSky> flown;
    std::shared_ptr<const link::StationSky> planned;
  };
  [[nodiscard]] const Ends& at(std::uint32_t station, double frequency_hz);
  [[nodiscard]] Ends make(const Station& station, double frequency_hz) const;

  const World& world_;
  std::map<std::pair<std::uint32_t, double>, Ends> made_;
};

} // namespace urker::run
