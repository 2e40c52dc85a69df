#pragma once

#include "link/budget/receiver.hpp"
#include "link/station_sky.hpp"
#include "run/world.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <tuple>

namespace urker::run {

/// The stations' receivers at the carriers' frequencies and the air above them, each made once.
class Skies {
 public:
  /// The world must outlive it.
  explicit Skies(const World& world) : world_(world) {}

  /// Which antenna of a station.
  enum class Antenna : std::uint8_t { booked, report };
  [[nodiscard]] std::shared_ptr<const link::Receiver>
  receiver(std::uint32_t station, double frequency_hz, Antenna antenna = Antenna::booked);
  /// The air as it is.
  [[nodiscard]] std::shared_ptr<const link::StationSky>
  flown(std::uint32_t station, double frequency_hz, Antenna antenna = Antenna::booked);
  /// As planners reckon with it.
  [[nodiscard]] std::shared_ptr<const link::StationSky>
  planned(std::uint32_t station, double frequency_hz, Antenna antenna = Antenna::booked);

 private:
  struct Ends {
    std::shared_ptr<const link::Receiver> receiver;
    std::shared_ptr<const link::StationSky> flown;
    std::shared_ptr<const link::StationSky> planned;
  };
  [[nodiscard]] const Ends& at(std::uint32_t station, double frequency_hz, Antenna antenna);
  [[nodiscard]] Ends make(const Station& station, double frequency_hz,
                          const link::GroundAntennaConfig& antenna) const;

  const World& world_;
  std::map<std::tuple<std::uint32_t, double, Antenna>, Ends> made_;
};

} // namespace urker::run
