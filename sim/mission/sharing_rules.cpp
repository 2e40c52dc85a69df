#include "mission/sharing_rules.hpp"

#include <algorithm>
#include <chrono>

namespace urker::mission {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

SharingRules::SharingRules(const std::map<std::string, AgreementConfig>& agreements,
                           const Epoch& epoch) {
  for (const auto& [name, agreement] : agreements) {
    const Time from = epoch.at(agreement.from);
    const Time until = agreement.until ? epoch.at(*agreement.until) : kNever;
    for (const auto& terms : agreement.grants) {
      grants_.push_back({name, terms, from, until});
    }
    for (const auto& station : agreement.shared_stations) {
      stations_.push_back({station, agreement.parties, agreement.station_priority, from, until});
    }
  }
}

std::optional<std::int64_t> SharingRules::guest_priority(const std::string& station,
                                                         const std::string& station_owner,
                                                         const std::string& organisation,
                                                         Time t) const {
  std::optional<std::int64_t> greatest;
  for (const auto& shared : stations_) {
    if (shared.name == station && shared.from <= t && t < shared.until &&
        contains(shared.parties, station_owner) && contains(shared.parties, organisation)) {
      greatest = std::max(greatest.value_or(shared.priority), shared.priority);
    }
  }
  return greatest;
}

bool SharingRules::may_use(const std::string& station, const std::string& station_owner,
                           const std::string& organisation, Time t) const {
  return organisation == station_owner ||
         guest_priority(station, station_owner, organisation, t).has_value();
}

ReleasePolicy::ReleasePolicy(std::shared_ptr<const SharingRules> rules, const Epoch& epoch)
    : rules_(std::move(rules)), epoch_(epoch) {}

std::vector<ground::Release> ReleasePolicy::decide(const protocol::Product& product, Time ready) {
  std::map<std::string, Offer> best; // by receiver
  const auto& grants = rules_->grants();
  for (std::size_t i = 0; i < grants.size(); ++i) {
    const auto released = release_time(i, product, ready);
    if (released) {
      const auto [offer, is_new] = best.try_emplace(grants[i].terms.receiver, Offer{i, *released});
      if (!is_new && *released < offer->second.released) {
        offer->second = {i, *released};
      }
    }
  }
  // Nothing is released in the past any more.
  std::erase_if(book_,
                [today = day_of(ready)](const auto& entry) { return entry.first.second < today; });
  std::vector<ground::Release> releases;
  for (const auto& [receiver, offer] : best) {
    const auto& grant = grants[offer.grant];
    if (grant.terms.quota_per_day_bits) {
      book_[{offer.grant, day_of(offer.released)}] += product.bits;
    }
    releases.push_back({receiver, grant.agreement, offer.released});
  }
  return releases;
}

std::optional<Time> ReleasePolicy::release_time(std::size_t grant, const protocol::Product& product,
                                                Time ready) const {
  const auto& [agreement, terms, from, until] = rules_->grants()[grant];
  if (terms.giver != product.owner || terms.receiver == product.requester ||
      (!terms.areas.empty() && !contains(terms.areas, product.area)) ||
      product.gsd_m < terms.finest_gsd_m) {
    return std::nullopt;
  }
  Time released = std::max({ready, product.imaged + ceil_seconds(terms.delay_s), from});
  if (terms.quota_per_day_bits) {
    const double quota = *terms.quota_per_day_bits;
    if (static_cast<double>(product.bits) > quota) {
      return std::nullopt;
    }
    const auto is_full = [&](Time day) {
      const auto booked = book_.find({grant, day});
      return booked != book_.end() && static_cast<double>(booked->second + product.bits) > quota;
    };
    for (Time day = day_of(released); is_full(day);) {
      day = day_after(day);
      released = day;
    }
  }
  return released < until ? std::optional(released) : std::nullopt;
}

Time ReleasePolicy::day_of(Time t) const {
  const CalendarTime utc = epoch_.utc(t);
  return epoch_.at({.year = utc.year, .month = utc.month, .day = utc.day});
}

Time ReleasePolicy::day_after(Time day) const {
  const CalendarTime utc = epoch_.utc(day);
  const std::chrono::year_month_day date =
      std::chrono::sys_days(std::chrono::year{utc.year} / utc.month / utc.day) +
      std::chrono::days(1);
  return epoch_.at({.year = static_cast<int>(date.year()),
                    .month = static_cast<int>(static_cast<unsigned>(date.month())),
                    .day = static_cast<int>(static_cast<unsigned>(date.day()))});
}

} // namespace urker::mission
