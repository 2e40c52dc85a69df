#include "spacecraft/downlink.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"
#include "link/budget/terms.hpp"
#include "link/optical/optical_link.hpp"
#include "link/radio_rates.hpp"
#include "protocol/gap_row.hpp"
#include "spacecraft/optical_pass.hpp"
#include "spacecraft/pass_rates.hpp"
#include "spacecraft/rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace urker::spacecraft {

namespace {

constexpr Duration kLongestTransfer = std::chrono::seconds(30);

link::RateLadder no_rates() {
  return {{}, 0.0, 0.0};
}

} // namespace

Downlink::Downlink(std::string satellite, Transmitters transmitters,
                   std::vector<StationLink> stations,
                   std::shared_ptr<const Surroundings> surroundings)
    : satellite_(std::move(satellite)), transmitters_(std::move(transmitters)),
      radio_ladder_(transmitters_.radio ? link::rate_ladder(*transmitters_.radio) : no_rates()),
      optical_ladder_(transmitters_.optical ? link::optical_ladder(*transmitters_.optical)
                                            : no_rates()),
      stations_(std::move(stations)), surroundings_(std::move(surroundings)) {
  if (transmitters_.radio) {
    radio_.emplace(*transmitters_.radio);
  }
  std::sort(stations_.begin(), stations_.end(),
            [](const StationLink& a, const StationLink& b) { return a.station < b.station; });
}

const StationLink& Downlink::station(std::uint32_t index) const {
  const auto found =
      std::find_if(stations_.begin(), stations_.end(),
                   [index](const StationLink& link) { return link.station == index; });
  require(found != stations_.end(),
          "a pass is booked over a station that the satellite never sees");
  return *found;
}

void Downlink::receive(const protocol::SatellitePlan& plan, Time now) {
  booked_.erase(booked_.lower_bound({plan.valid_from, 0}), booked_.end());
  believed_.clear();
  for (const protocol::Pass& pass : plan.passes) {
    const bool runs = pass_ && pass_->pass.station == pass.station && pass_->pass.aos == pass.aos;
    if (!runs && pass.los > now) {
      booked_.insert({{pass.aos, pass.station}, pass});
    }
  }
}

Time Downlink::next_event() const {
  if (transfer_) {
    return transfer_->end;
  }
  return pass_ ? next_in_pass_ : booked_.empty() ? kNever : booked_.begin()->first.first;
}

void Downlink::expect(const std::vector<protocol::Pass>& passes) {
  for (const protocol::Pass& pass : passes) {
    booked_.insert({{pass.aos, pass.station}, pass});
  }
}

void Downlink::advance(Time now, Storage& storage, RowSink& rows) {
  if (transfer_) {
    if (transfer_->end > now) {
      return;
    }
    if (transfer_->product) {
      storage.release(*transfer_->product, transfer_->bits, now);
    }
    transfer_.reset();
  }
  if (pass_ && pass_->pass.los <= now) {
    end_pass(now, rows);
  }
  while (!pass_ && !booked_.empty() && booked_.begin()->first.first <= now) {
    const protocol::Pass pass = booked_.begin()->second;
    believed_.erase(booked_.begin()->first);
    booked_.erase(booked_.begin());
    if (pass.los > now) {
      begin_pass(pass, now);
    } else {
      ++passes_missed_;
    }
  }
  if (!pass_) {
    return;
  }
  next_in_pass_ = pass_->pass.los;
  for (const RateUse& use : pass_->rates) {
    if (use.segment.begin > now) {
      next_in_pass_ = std::min(next_in_pass_, use.segment.begin);
    }
  }
}

bool Downlink::can_begin(Time now) const {
  return pass_ && !transfer_ && rate_at(now).has_value();
}

const std::vector<Opening>& Downlink::believed(const protocol::Pass& pass) {
  const auto [entry, is_new] = believed_.try_emplace({pass.aos, pass.station});
  std::vector<Opening>& openings = entry->second;
  if (!is_new) {
    return openings;
  }
  const auto take = [&openings](const std::vector<link::RateSegment>& segments) {
    for (const link::RateSegment& part : segments) {
      openings.push_back({part.begin, part.end, part.rate_bit_s});
    }
  };
  const StationLink& to = station(pass.station);
  if (pass.medium == protocol::LinkMedium::optical) {
    const double bits =
        expected_optical_bits({*transmitters_.optical, optical_ladder_, to.place,
                               to.telescope->config, *surroundings_, pass.aos, pass.los},
                              *to.telescope->clouds);
    const auto rate_bit_s = static_cast<std::int64_t>(bits / to_seconds(pass.los - pass.aos));
    openings.push_back({pass.aos, pass.los, rate_bit_s});
  } else if (pass.medium == protocol::LinkMedium::crosslink) {
    take(to.crosslink->rates(pass.aos, pass.los, pass.continued));
  } else {
    take(pass_rates(radio_link(to, pass.aos, pass.los), to.planned_sky ? *to.planned_sky : *to.sky)
             .segments);
  }
  return openings;
}

std::vector<Opening> Downlink::openings(Time now, Time until) {
  std::vector<Opening> result;
  Time free = now;
  if (pass_) {
    for (const RateUse& use : pass_->rates) {
      if (use.segment.end > now) {
        result.push_back(
            {std::max(now, use.segment.begin), use.segment.end, use.segment.rate_bit_s});
      }
    }
    free = pass_->pass.los;
  }
  for (const auto& [key, pass] : booked_) {
    if (pass.aos >= until) {
      break;
    }
    for (const Opening& part : believed(pass)) {
      if (part.end > free) { // of two that overlap the later one is cut
        result.push_back({std::max(free, part.begin), part.end, part.rate_bit_s});
      }
    }
    free = std::max(free, pass.los);
  }
  return result;
}

bool Downlink::set_failing(bool fails, Time now) {
  if (!pass_ || !fails) {
    fails_since_.reset();
    return false;
  }
  if (!fails_since_) {
    fails_since_ = transfer_ ? std::max(now, transfer_->end) : now;
  }
  return !std::exchange(failed_in_pass_, true);
}

std::int64_t Downlink::take_lost_bits(Time now, const Storage& storage) {
  if (!fails_since_ || now <= *fails_since_) {
    return 0;
  }
  double bits = 0.0;
  for (const RateUse& use : pass_->rates) {
    const Time begin = std::max(use.segment.begin, *fails_since_);
    const Time end = std::min(use.segment.end, now);
    bits +=
        end > begin ? static_cast<double>(use.segment.rate_bit_s) * to_seconds(end - begin) : 0.0;
  }
  fails_since_ = now;
  const std::int64_t lost =
      std::clamp<std::int64_t>(static_cast<std::int64_t>(bits), 0,
                               std::max<std::int64_t>(0, storage.ready_bits() - lost_in_pass_));
  lost_in_pass_ += lost;
  return lost;
}

std::optional<PointingWish> Downlink::wish() const {
  if (!pass_ && booked_.empty()) {
    return std::nullopt;
  }
  const protocol::Pass& pass = pass_ ? pass_->pass : booked_.begin()->second;
  return PointingWish{Activity::downlink,
                      Pointing::at_place(PointingMode::station, station(pass.station).place),
                      pass.aos, pass.los};
}

Time Downlink::arrival(Time last_bit) const {
  // The range at the instant at which the last bit leaves; the partner's own way in the meantime
  // is some metres.
  const double range_m = pass_->station->crosslink
                             ? pass_->station->crosslink->range_m(last_bit)
                             : surroundings_->site(pass_->station->place, last_bit).range_m;
  return last_bit + ceil_seconds(range_m / link::kSpeedOfLight_m_s);
}

double Downlink::transmitter_power_w() const {
  return by_light() ? transmitters_.optical->electrical_power_w
                    : transmitters_.radio->electrical_power_w;
}

std::int64_t Downlink::packet_bits() const {
  const std::optional<double> bits =
      by_light() ? transmitters_.optical->packet_bits : transmitters_.radio->packet_bits;
  return bits ? static_cast<std::int64_t>(std::floor(*bits))
              : std::numeric_limits<std::int64_t>::max();
}

PassLink Downlink::radio_link(const StationLink& to, Time begin, Time end) const {
  return {*radio_,
          radio_ladder_,
          to.place,
          *to.receiver,
          *surroundings_,
          begin,
          end,
          transmitters_.neighbours ? &*transmitters_.neighbours : nullptr};
}

void Downlink::find_rates(Time now) {
  const auto take = [this](const std::vector<link::RateSegment>& segments) {
    for (const link::RateSegment& segment : segments) {
      pass_->rates.push_back({segment, 0, Duration::zero()});
    }
  };
  const StationLink& to = *pass_->station;
  const Time end = pass_->pass.los;
  if (crosses()) {
    const bool acquired = pass_->pass.continued && now == pass_->pass.aos;
    take(to.crosslink->rates(now, end, acquired));
    return;
  }
  if (pass_->pass.medium == protocol::LinkMedium::optical) {
    require(transmitters_.optical && to.telescope, "an optical pass without both ends");
    take(optical_pass_rates({*transmitters_.optical, optical_ladder_, to.place,
                             to.telescope->config, *surroundings_, now, end},
                            *to.telescope->clouds));
    return;
  }
  require(radio_ && to.receiver && to.sky, "a pass by radio without both ends");
  const PassLink link = radio_link(to, now, end);
  const link::StationSky* planned_sky =
      link::is_planned_ahead(radio_->radio()) ? to.planned_sky.get() : nullptr;
  PassRates rates =
      planned_sky != nullptr ? flown_rates(link, *to.sky, *planned_sky) : pass_rates(link, *to.sky);
  pass_->interference = pass_interference(link, rates, *to.sky, planned_sky);
  pass_->gaps = std::move(rates.gaps);
  take(rates.segments);
}

void Downlink::begin_pass(const protocol::Pass& pass, Time now) {
  pass_ = RunningPass{pass, &station(pass.station), {}, {}, {}};
  ++passes_used_;
  fails_since_.reset();
  failed_in_pass_ = false;
  lost_in_pass_ = 0;
  find_rates(now);
}

void Downlink::end_pass(Time now, RowSink& rows) {
  for (const RateUse& use : pass_->rates) {
    if (use.segment.begin >= now) {
      continue;
    }
    const double transmitting_s = to_seconds(use.transmitting);
    rows.emit(LinkRow{satellite_, pass_->station->name, pass_->pass.medium, use.segment.begin,
                      std::min(use.segment.end, now), use.segment.rate_bit_s, use.segment.modcod,
                      use.segment.least_margin_db, use.bits, transmitting_s,
                      transmitting_s * transmitter_power_w()});
  }
  for (const link::Gap& gap : pass_->gaps) {
    if (gap.begin < now) {
      rows.emit(protocol::GapRow{satellite_, pass_->station->name, gap.begin,
                                 link::gap_cause_name(gap.cause), pass_->pass.medium,
                                 std::min(gap.end, now)});
    }
  }
  if (pass_->interference) {
    rows.emit(LinkInterferenceRow{satellite_, pass_->station->name, *pass_->interference});
  }
  pass_.reset();
}

std::optional<std::size_t> Downlink::rate_at(Time now) const {
  const auto found =
      std::find_if(pass_->rates.begin(), pass_->rates.end(), [now](const RateUse& use) {
        return use.segment.begin <= now && now < use.segment.end;
      });
  return found == pass_->rates.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - pass_->rates.begin()));
}

std::optional<Transfer> Downlink::begin(Time now, const StoredProduct& product, Storage& storage,
                                        Time until) {
  RateUse& use = pass_->rates[rate_at(now).value()];
  const std::int64_t rate_bit_s = use.segment.rate_bit_s;
  const bool crosses = this->crosses();
  const Time limit = crosses ? std::min(use.segment.end, until)
                             : std::min({use.segment.end, now + kLongestTransfer, until});
  BegunBit begun = begun_.at(now);
  const std::int64_t unsent = product.product.bits - product.sent_bits;
  const std::int64_t room = begun.room(rate_bit_s, limit - now);
  if (crosses && room < unsent) {
    return std::nullopt;
  }
  const std::int64_t bits = crosses ? unsent : std::min({room, packet_bits(), unsent});
  if (bits == 0) {
    begun.fill(rate_bit_s, limit - now);
    begun_ = begun;
    return std::nullopt;
  }
  const Time end = begun.send(bits, rate_bit_s);
  begun_ = begun;
  const Time arrival = this->arrival(end);

  const std::int64_t first_bit = product.sent_bits;
  StoredProduct& stored = storage.send(key_of(product.product), bits);
  if (first_bit == 0 && !crosses) {
    stored.product.downlink_begin = now;
  }
  if (stored.sent_bits == stored.product.bits) {
    if (!crosses) {
      stored.product.downlink_end = arrival;
      stored.product.medium = pass_->pass.medium;
    }
    ++sent_products_;
  }
  sent_bits_ += bits;
  use.bits += bits;
  use.transmitting += end - now;
  transmitting_ += end - now;
  transfer_ = RunningTransfer{key_of(stored.product), bits, now, end};
  return Transfer{pass_->station->process,
                  now,
                  end,
                  arrival,
                  {stored.product, first_bit, bits, pass_->station->station, pass_->pass.medium}};
}

std::optional<Transfer> Downlink::begin_message(Time now, std::int64_t bits) {
  RateUse& use = pass_->rates[rate_at(now).value()];
  BegunBit begun = begun_.at(now);
  if (begun.room(use.segment.rate_bit_s, use.segment.end - now) < bits) {
    return std::nullopt;
  }
  const Time end = begun.send(bits, use.segment.rate_bit_s);
  begun_ = begun;
  use.transmitting += end - now;
  transmitting_ += end - now;
  transfer_ = RunningTransfer{std::nullopt, bits, now, end};
  return Transfer{pass_->station->process, now, end, arrival(end), {}};
}

void Downlink::finish(Time now, RowSink& rows) {
  if (transfer_ && transfer_->end > now) {
    const Duration beyond = transfer_->end - now;
    transmitting_ -= beyond;
    pass_->rates[rate_at(transfer_->begin).value()].transmitting -= beyond;
  }
  if (pass_) {
    end_pass(now, rows);
  }
  const auto metric = [&](const char* name, double value, const char* unit) {
    rows.emit(MetricRow{"satellites", satellite_, transmitters_.metrics + name, value, unit});
  };
  metric("products_sent", static_cast<double>(sent_products_), "1");
  metric("passes_used", static_cast<double>(passes_used_), "1");
  metric("passes_missed", static_cast<double>(passes_missed_), "1");
  metric("time_transmitting", to_seconds(transmitting_), "s");
}

} // namespace urker::spacecraft
