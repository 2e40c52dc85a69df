#include "mission/satellite_desk.hpp"

#include <algorithm>
#include <tuple>

namespace urker::mission {

SatelliteDesk::SatelliteDesk(PlannedSatellite satellite) : satellite_(std::move(satellite)) {}

void SatelliteDesk::expect(const protocol::Pass& pass) {
  expected_.push_back(pass);
}

std::vector<protocol::Pass>
SatelliteDesk::ask(Time after, Time until,
                   const std::function<Access(const protocol::Pass&)>& standing) {
  std::vector<PassOffer> offers;
  for (const auto& pass : expected_) {
    if (pass.aos <= after || pass.aos > until) {
      continue;
    }
    const Access access = standing(pass);
    if (access != Access::none) {
      offers.push_back({pass, access == Access::own});
      offers.back().pass.medium = best_medium(pass);
    }
  }
  std::erase_if(expected_, [until](const auto& pass) { return pass.aos <= until; });
  return select_passes(std::move(offers), booked_);
}

std::vector<protocol::ModelUpload> SatelliteDesk::take_uploads(const protocol::Pass& pass) {
  // For the lock, the plan itself and what the antenna loses to its way.
  constexpr double kMargin_s = 90.0;
  std::vector<protocol::ModelUpload> taken;
  const auto rate = satellite_.uplink_rate_bit_s.find(pass.station);
  double room_bits = rate == satellite_.uplink_rate_bit_s.end()
                         ? 0.0
                         : rate->second * (to_seconds(pass.los - pass.aos) - kMargin_s);
  while (uploads_taken_ < satellite_.uploads.size()) {
    const PlannedUpload& next = satellite_.uploads[uploads_taken_];
    room_bits -= static_cast<double>(next.model.bits);
    if (next.at > pass.aos || room_bits < 0.0) {
      break;
    }
    taken.push_back(next.model);
    ++uploads_taken_;
  }
  return taken;
}

void SatelliteDesk::grant(const protocol::Pass& pass) {
  booked_.insert(std::upper_bound(booked_.begin(), booked_.end(), pass,
                                  [](const auto& a, const auto& b) {
                                    return std::tie(a.aos, a.station) < std::tie(b.aos, b.station);
                                  }),
                 pass);
}

const protocol::Pass* SatelliteDesk::next_pass(Time after) const {
  const auto found = std::find_if(booked_.begin(), booked_.end(),
                                  [after](const auto& pass) { return pass.aos > after; });
  return found == booked_.end() ? nullptr : &*found;
}

std::vector<protocol::Pass> SatelliteDesk::passes_since(Time t) const {
  std::vector<protocol::Pass> passes;
  std::copy_if(booked_.begin(), booked_.end(), std::back_inserter(passes),
               [t](const auto& pass) { return pass.los > t; });
  return passes;
}

void SatelliteDesk::expect(const std::string& campaign, Chance chance) {
  chances_[campaign].push_back(std::move(chance));
}

void SatelliteDesk::look_over(const std::map<std::string, const Coverage*>& campaigns,
                              const orbit::Earth& earth, Time from) {
  for (auto& [name, chances] : chances_) {
    std::erase_if(chances, [from](const Chance& c) { return c.window.end < from; });
    const auto wanted = campaigns.find(name);
    if (wanted == campaigns.end()) {
      continue;
    }
    const Coverage& coverage = *wanted->second;
    for (Chance& chance : chances) {
      if (chance.ground_speed_m_s == 0.0) {
        chance = find_chance(*satellite_.trajectory, earth, chance.window, coverage.centres(),
                             view_limits(coverage.config(), satellite_.imager));
      }
    }
  }
}

const std::vector<Chance>& SatelliteDesk::chances(const std::string& campaign) const {
  static const std::vector<Chance> kNone;
  const auto found = chances_.find(campaign);
  return found == chances_.end() ? kNone : found->second;
}

void SatelliteDesk::add_passes(StorageOutlook& storage, Time after) {
  for (const auto& useful : useful_parts(booked_)) {
    if (useful.pass.los > after) {
      storage.add_pass(useful.pass.los, carried_bits(useful));
    }
  }
}

double SatelliteDesk::carried_bits(const UsefulPass& useful) {
  const auto& [pass, begin] = useful;
  const auto [known, is_new] = carried_bits_.try_emplace({pass.los, begin, pass.station}, 0.0);
  if (is_new) {
    known->second = satellite_.downlink_bits(pass, begin);
  }
  return known->second;
}

protocol::LinkMedium SatelliteDesk::best_medium(protocol::Pass pass) const {
  if (!satellite_.media) {
    return protocol::LinkMedium::radio;
  }
  const auto media = satellite_.media(pass.station);
  protocol::LinkMedium best = media.front();
  double most_bits = -1.0;
  for (const auto medium : media) {
    pass.medium = medium;
    const double bits = media.size() > 1 ? satellite_.downlink_bits(pass, pass.aos) : 0.0;
    if (bits > most_bits) {
      most_bits = bits;
      best = medium;
    }
  }
  return best;
}

void SatelliteDesk::forget_passes(Time now) {
  Time needed_since = now;
  for (const auto& pass : booked_) {
    if (pass.los > now) {
      needed_since = std::min(needed_since, pass.aos);
    }
  }
  std::erase_if(booked_, [&](const auto& pass) { return pass.los <= needed_since; });
  std::erase_if(carried_bits_,
                [now](const auto& known) { return std::get<0>(known.first) <= now; });
}

SatelliteOutlook SatelliteDesk::outlook(Time now, Time from, Time until) {
  std::erase_if(tasks_, [from](const SentTask& sent) { return sent.task.begin >= from; });
  std::erase_if(fillings_, [from](const Filling& filling) { return filling.begin >= from; });
  StorageOutlook past(satellite_.storage_bits, stored_bits_);
  for (const auto& filling : fillings_) {
    past.add_strip(filling.begin, filling.bits);
  }
  add_passes(past, booked_until_);
  stored_bits_ = past.stored_at(now);
  booked_until_ = now;
  forget_passes(now);
  std::erase_if(fillings_, [now](const Filling& filling) { return filling.begin <= now; });

  SatelliteOutlook outlook;
  outlook.imager = &satellite_.imager;
  outlook.agility = satellite_.agility;
  outlook.from = from;
  outlook.until = until;
  outlook.kept = satellite_.kept;
  outlook.storage = StorageOutlook(satellite_.storage_bits, stored_bits_);
  for (const auto& filling : fillings_) {
    outlook.storage.add_strip(filling.begin, filling.bits);
  }
  add_passes(outlook.storage, now);
  outlook.excluded = satellite_.excluded;
  outlook.busy.push_back({from, from + satellite_.first_turn});
  for (const auto& [known, busy] : satellite_.commitments) {
    if (known <= now && busy.end > from && busy.begin < until) {
      outlook.busy.push_back(busy);
    }
  }
  for (const auto& sent : tasks_) {
    outlook.fixed.push_back({sent.task.begin, sent.task.end, sent.task.roll_rad});
  }
  return outlook;
}

void SatelliteDesk::add_task(const protocol::ImagingTask& task, double bits) {
  tasks_.push_back({satellite_.name, task});
  fillings_.push_back({task.begin, bits});
}

std::vector<SentTask> SatelliteDesk::retire(Time before) {
  const auto kept = std::stable_partition(
      tasks_.begin(), tasks_.end(), [before](const SentTask& s) { return s.task.end < before; });
  std::vector<SentTask> retired(std::make_move_iterator(tasks_.begin()),
                                std::make_move_iterator(kept));
  tasks_.erase(tasks_.begin(), kept);
  return retired;
}

} // namespace urker::mission
