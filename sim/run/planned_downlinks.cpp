#include "run/planned_downlinks.hpp"

#include "link/optical/optical_link.hpp"
#include "link/radio_rates.hpp"
#include "run/media.hpp"
#include "spacecraft/band_neighbours.hpp"
#include "spacecraft/optical_pass.hpp"
#include "spacecraft/pass_rates.hpp"

#include <cstdint>
#include <map>
#include <utility>

namespace urker::run {
namespace {

using protocol::LinkMedium;

/// Both kinds of passes of one satellite, as its planner believes them.
class BelievedPasses {
 public:
  BelievedPasses(const World& world, const Imager& imager, const PlannedSkies& skies)
      : ends_(skies.ends), clouds_(skies.clouds),
        around_(world.satellites[imager.satellite].trajectory, world.earth),
        neighbours_(neighbours_of(world, skies.emitters, world.satellites[imager.satellite].name)) {
    const auto& config = *world.satellites[imager.satellite].config;
    if (config.radio) {
      radio_.emplace(Radio{link::Transmitter(*config.radio), link::rate_ladder(*config.radio), {}});
    }
    if (config.optical_terminal) {
      optical_.emplace(
          Optical{*config.optical_terminal, link::optical_ladder(*config.optical_terminal)});
    }
    for (const auto k : imager.bookable) {
      auto& media = media_[k];
      media = media_between(config, *world.stations[k].config);
      if (media.front() == LinkMedium::radio) {
        const double frequency_hz = config.radio->frequency_hz;
        radio_->stations.emplace(k, Reception{skies.skies->receiver(k, frequency_hz),
                                              skies.skies->planned(k, frequency_hz)});
      }
    }
  }
  [[nodiscard]] const std::vector<LinkMedium>& media(std::uint32_t station) const {
    return media_.at(station);
  }
  [[nodiscard]] double bits(const protocol::Pass& pass, Time begin) const {
    const GroundEnd& end = (*ends_)[pass.station];
    if (pass.medium == LinkMedium::optical) {
      return spacecraft::expected_optical_bits(
          {optical_->config, optical_->ladder, end.place, *end.telescope, around_, begin, pass.los},
          *clouds_);
    }
    double bits = 0.0;
    const Reception& at = radio_->stations.at(pass.station);
    const auto rates =
        spacecraft::pass_rates({radio_->transmitter, radio_->ladder, end.place, *at.receiver,
                                around_, begin, pass.los, neighbours_ ? &*neighbours_ : nullptr},
                               *at.sky);
    for (const auto& part : rates.segments) {
      bits += static_cast<double>(part.rate_bit_s) * to_seconds(part.end - part.begin);
    }
    return bits;
  }

 private:
  struct Reception {
    std::shared_ptr<const link::Receiver> receiver;
    std::shared_ptr<const link::StationSky> sky;
  };
  struct Radio {
    link::Transmitter transmitter;
    link::RateLadder ladder;
    std::map<std::uint32_t, Reception> stations;
  };
  struct Optical {
    link::OpticalTerminalConfig config;
    link::RateLadder ladder;
  };
  std::shared_ptr<const std::vector<GroundEnd>> ends_;
  std::shared_ptr<const link::CloudGaps> clouds_;
  spacecraft::OrbitalSurroundings around_;
  std::optional<spacecraft::Neighbours> neighbours_;
  std::optional<Radio> radio_;
  std::optional<Optical> optical_;
  std::map<std::uint32_t, std::vector<LinkMedium>> media_; ///< by station
};

} // namespace

std::shared_ptr<const std::vector<GroundEnd>> ground_ends(const World& world) {
  std::vector<GroundEnd> ends;
  for (const auto& station : world.stations) {
    ends.push_back({station.config->site.place(), station.config->optical_terminal});
  }
  return std::make_shared<const std::vector<GroundEnd>>(std::move(ends));
}

void plan_downlinks(mission::PlannedSatellite& planned, const World& world, const Imager& imager,
                    const PlannedSkies& skies) {
  const auto believed = std::make_shared<const BelievedPasses>(world, imager, skies);
  planned.downlink_bits = [believed](const protocol::Pass& pass, Time begin) {
    return believed->bits(pass, begin);
  };
  planned.media = [believed](std::uint32_t station) { return believed->media(station); };
}

} // namespace urker::run
