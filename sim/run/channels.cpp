#include "run/channels.hpp"

#include "link/budget.hpp"
#include "network/fibre.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace urker::run {
namespace {

/// Both ways: plans go up and data come down in the same contacts.
void add_radio_links(const Cast& cast, const access::ContactPlan& plan,
                     std::vector<des::Channel>& channels) {
  for (const auto& imager : cast.imagers()) {
    for (const auto station : imager.stations) {
      des::Channel up{cast.station(station).process, imager.process, {}};
      for (const auto& contact : plan.contacts) {
        if (contact.satellite == imager.satellite && contact.station == station) {
          up.windows.push_back({contact.window.begin, contact.window.end,
                                floor_seconds(contact.least_range_m / link::kSpeedOfLight_m_s)});
        }
      }
      // Without a contact the channel never opens; the processes know each other all the same.
      channels.push_back({up.to, up.from, up.windows});
      channels.push_back(std::move(up));
    }
  }
}

class FibreLayer {
 public:
  FibreLayer(const network::FibreConfig& fibre, std::vector<des::Channel>& channels)
      : fibre_(fibre), channels_(channels) {}
  void lay(const ground::Partner& from, const ground::Partner& to) {
    channels_.push_back(des::constant_channel(from.process, to.process,
                                              network::fibre_delay(fibre_, from.place, to.place)));
  }

 private:
  const network::FibreConfig& fibre_;
  std::vector<des::Channel>& channels_;
};

/// Readers ask the planners of their campaigns.
void lay_request_lines(const World& world, const Cast& cast, FibreLayer& fibre) {
  for (const auto& reader : cast.readers()) {
    std::set<des::ProcessId> asked;
    for (const auto& [name, campaign] : world.scenario.campaigns) {
      if (campaign.requester != world.scenario.readers.at(reader.key).owner) {
        continue;
      }
      for (const auto& planner : cast.planners_of(campaign)) {
        if (asked.insert(planner.partner.process).second) {
          fibre.lay(reader.partner, planner.partner);
        }
      }
    }
  }
}

/// Data come from the stations; what was seen goes to the satellites' planners, products to
/// readers.
void lay_data_lines(const World& world, const Cast& cast, FibreLayer& fibre) {
  for (const auto& centre : cast.processing()) {
    for (std::uint32_t k = 0; k < world.stations.size(); ++k) {
      fibre.lay(cast.station(k), centre.partner);
    }
    for (const auto& reader : cast.readers()) {
      fibre.lay(centre.partner, reader.partner);
    }
    std::set<des::ProcessId> told;
    for (const auto& imager : cast.imagers()) {
      if (imager.processing.partner.process == centre.partner.process &&
          told.insert(imager.operations.partner.process).second) {
        fibre.lay(centre.partner, imager.operations.partner);
      }
    }
  }
}

} // namespace

std::vector<des::Channel> make_channels(const World& world, const Cast& cast,
                                        const access::ContactPlan& plan) {
  std::vector<des::Channel> channels;
  add_radio_links(cast, plan, channels);
  FibreLayer fibre(world.scenario.fibre, channels);
  lay_request_lines(world, cast, fibre);
  lay_data_lines(world, cast, fibre);
  for (const auto& centre : cast.operations()) {
    for (std::uint32_t k = 0; k < world.stations.size(); ++k) {
      fibre.lay(centre.partner, cast.station(k)); // bookings and plans
      fibre.lay(cast.station(k), centre.partner); // replies
    }
  }
  std::sort(channels.begin(), channels.end(), [](const auto& a, const auto& b) {
    return std::tie(a.from, a.to) < std::tie(b.from, b.to);
  });
  return channels;
}

} // namespace urker::run
