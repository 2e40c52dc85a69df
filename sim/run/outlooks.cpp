#include "run/outlooks.hpp"

#include <algorithm>

namespace urker::run {
namespace {

/// The order of a plan's contacts, as far as the satellite goes.
struct BySatellite {
  bool operator()(const access::StationContact& c, std::uint32_t s) const {
    return c.satellite < s;
  }
  bool operator()(std::uint32_t s, const access::StationContact& c) const {
    return s < c.satellite;
  }
};

} // namespace

std::map<des::ProcessId, access::ContactPlan> outlooks_of(const Cast& cast,
                                                          const access::ContactPlan& plan) {
  std::map<des::ProcessId, access::ContactPlan> outlooks;
  for (const auto& eclipse : plan.eclipses) {
    outlooks[cast.satellite(eclipse.satellite)].eclipses.push_back(eclipse);
  }
  for (const auto& sender : cast.senders()) {
    const Imager* const imager = cast.imager(sender.satellite);
    for (const auto station : sender.stations) {
      outlooks[cast.station(station).process];
    }
    const auto own = std::equal_range(plan.contacts.begin(), plan.contacts.end(), sender.satellite,
                                      BySatellite{});
    std::for_each(own.first, own.second, [&](const access::StationContact& contact) {
      if (std::binary_search(sender.stations.begin(), sender.stations.end(), contact.station)) {
        outlooks[cast.station(contact.station).process].contacts.push_back(contact);
      }
      if (imager != nullptr &&
          std::binary_search(sender.bookable.begin(), sender.bookable.end(), contact.station)) {
        outlooks[imager->operations.partner.process].contacts.push_back(contact);
      }
      if (std::binary_search(sender.listening.begin(), sender.listening.end(), contact.station)) {
        outlooks[sender.process].contacts.push_back(contact);
      }
    });
  }
  for (const auto& contact : plan.crosslinks) {
    outlooks[cast.satellite(contact.first)].crosslinks.push_back(contact);
    outlooks[cast.satellite(contact.second)].crosslinks.push_back(contact);
  }
  return outlooks;
}

} // namespace urker::run
