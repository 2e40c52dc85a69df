#include "run/channels.hpp"

#include "link/budget/terms.hpp"
#include "network/fibre.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace urker::run {
namespace {

using IsOwn = std::function<bool(des::ProcessId)>;

template <class Contact>
des::ChannelWindow window_of(const Contact& contact) {
  return {contact.window.begin, contact.window.end,
          floor_seconds(contact.least_range_m / link::kSpeedOfLight_m_s)};
}

/// Both ways: plans go up and data come down in the same contacts.
class RadioLayer {
 public:
  RadioLayer(const Cast& cast, const std::vector<access::StationContact>& contacts,
             const IsOwn& is_own, std::vector<des::Channel>& channels)
      : cast_(cast), contacts_(contacts), is_own_(is_own), channels_(channels) {}

  void link(const Sender& sender) const {
    auto contact = first_from(sender.satellite, 0);
    for (const auto station : sender.stations) {
      const auto process = cast_.station(station).process;
      if (!is_own_(sender.process) && !is_own_(process)) {
        continue;
      }
      if (contact != contacts_.end() && contact->satellite == sender.satellite &&
          contact->station < station) {
        contact = first_from(sender.satellite, station);
      }
      // Without a contact the channel never opens; the processes know each other all the same.
      std::vector<des::ChannelWindow> windows;
      for (; contact != contacts_.end() && contact->satellite == sender.satellite &&
             contact->station == station;
           ++contact) {
        windows.push_back(channel_window(*contact));
      }
      lay(sender.process, process, windows);
      lay(process, sender.process, windows);
    }
  }

 private:
  using Contacts = std::vector<access::StationContact>;
  [[nodiscard]] Contacts::const_iterator first_from(std::uint32_t satellite,
                                                    std::uint32_t station) const {
    return std::lower_bound(contacts_.begin(), contacts_.end(), std::pair(satellite, station),
                            [](const access::StationContact& c, const auto& pair) {
                              return std::pair(c.satellite, c.station) < pair;
                            });
  }
  void lay(des::ProcessId from, des::ProcessId to,
           const std::vector<des::ChannelWindow>& windows) const {
    if (is_own_(from)) {
      channels_.push_back({from, to, windows});
    }
  }

  const Cast& cast_;
  const Contacts& contacts_;
  const IsOwn& is_own_;
  std::vector<des::Channel>& channels_;
};

class FibreLayer {
 public:
  FibreLayer(const network::FibreConfig& fibre, const IsOwn& is_own,
             std::vector<des::Channel>& channels)
      : fibre_(fibre), is_own_(is_own), channels_(channels) {}
  void lay(const ground::Partner& from, const ground::Partner& to) {
    if (is_own_(from.process)) {
      channels_.push_back(des::constant_channel(
          from.process, to.process, network::fibre_delay(fibre_, from.place, to.place)));
    }
  }

 private:
  const network::FibreConfig& fibre_;
  const IsOwn& is_own_;
  std::vector<des::Channel>& channels_;
};

/// Both ways, as reports go one way and offers the other.
void lay_crosslinks(const Cast& cast, const std::vector<access::CrosslinkContact>& contacts,
                    const IsOwn& is_own, std::vector<des::Channel>& channels) {
  auto contact = contacts.begin();
  for (const auto& pair : cast.crosslinks()) {
    std::vector<des::ChannelWindow> windows;
    const auto key = std::pair(pair.first, pair.second);
    while (contact != contacts.end() && std::pair(contact->first, contact->second) < key) {
      ++contact;
    }
    for (; contact != contacts.end() && std::pair(contact->first, contact->second) == key;
         ++contact) {
      const des::ChannelWindow piece = channel_window(*contact);
      if (!windows.empty() && windows.back().close >= piece.open) { // the next of a contact
        windows.back().close = piece.close;
        windows.back().least_delay = std::min(windows.back().least_delay, piece.least_delay);
      } else {
        windows.push_back(piece);
      }
    }
    const auto first = cast.satellite(pair.first), second = cast.satellite(pair.second);
    for (const auto& [from, to] : {std::pair(first, second), std::pair(second, first)}) {
      if (is_own(from)) {
        channels.push_back({from, to, windows});
      }
    }
  }
}

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

des::ChannelWindow channel_window(const access::StationContact& contact) {
  return window_of(contact);
}

des::ChannelWindow channel_window(const access::CrosslinkContact& contact) {
  return window_of(contact);
}

std::vector<des::Channel> make_channels(const World& world, const Cast& cast,
                                        const access::ContactPlan& plan,
                                        const std::function<bool(des::ProcessId)>& is_own) {
  std::vector<des::Channel> channels;
  const RadioLayer radio(cast, plan.contacts, is_own, channels);
  for (const auto& sender : cast.senders()) {
    radio.link(sender);
  }
  lay_crosslinks(cast, plan.crosslinks, is_own, channels);
  FibreLayer fibre(world.scenario.fibre, is_own, channels);
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
