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

std::optional<Transfer> Downlink::handle(Time now, bool may_begin, Storage& storage, RowSink& rows,
                                         Time until) {
  if (transfer_) {
    if (transfer_->end > now) {
      return std::nullopt;
    }
    storage.release(transfer_->number, transfer_->bits, now);
    transfer_.reset();
  }
  if (pass_ && pass_->pass.los <= now) {
    end_pass(now, rows);
  }
  while (!pass_ && !booked_.empty() && booked_.begin()->first.first <= now) {
    const protocol::Pass pass = booked_.begin()->second;
    booked_.erase(booked_.begin());
    if (pass.los > now) {
      begin_pass(pass, now);
    } else {
      ++passes_missed_;
    }
  }
  if (!pass_) {
    return std::nullopt;
  }
  next_in_pass_ = pass_->pass.los;
  for (const RateUse& use : pass_->rates) {
    if (use.segment.begin > now) {
      next_in_pass_ = std::min(next_in_pass_, use.segment.begin);
    }
  }
  return may_begin ? begin_transfer(now, until, storage) : std::nullopt;
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

double Downlink::transmitter_power_w() const {
  return is_optical() ? transmitters_.optical->electrical_power_w
                      : transmitters_.radio->electrical_power_w;
}

std::int64_t Downlink::packet_bits() const {
  const std::optional<double> bits =
      is_optical() ? transmitters_.optical->packet_bits : transmitters_.radio->packet_bits;
  return bits ? static_cast<std::int64_t>(std::floor(*bits))
              : std::numeric_limits<std::int64_t>::max();
}

void Downlink::find_rates(Time now) {
  const auto take = [this](const std::vector<link::RateSegment>& segments) {
    for (const link::RateSegment& segment : segments) {
      pass_->rates.push_back({segment, 0, Duration::zero()});
    }
  };
  const StationLink& to = *pass_->station;
  const Time end = pass_->pass.los;
  if (is_optical()) {
    require(transmitters_.optical && to.telescope, "an optical pass without both ends");
    take(optical_pass_rates({*transmitters_.optical, optical_ladder_, to.place,
                             to.telescope->config, *surroundings_, now, end},
                            *to.telescope->clouds));
    return;
  }
  require(radio_ && to.receiver && to.sky, "a pass by radio without both ends");
  const PassLink link{*radio_,
                      radio_ladder_,
                      to.place,
                      *to.receiver,
                      *surroundings_,
                      now,
                      end,
                      transmitters_.neighbours ? &*transmitters_.neighbours : nullptr};
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
                                 link::gap_cause_name(gap.cause), std::min(gap.end, now)});
    }
  }
  if (pass_->interference) {
    rows.emit(LinkInterferenceRow{satellite_, pass_->station->name, *pass_->interference});
  }
  pass_.reset();
}

Downlink::RateUse* Downlink::rate_at(Time now) {
  const auto found =
      std::find_if(pass_->rates.begin(), pass_->rates.end(), [now](const RateUse& use) {
        return use.segment.begin <= now && now < use.segment.end;
      });
  return found == pass_->rates.end() ? nullptr : &*found;
}

std::optional<Transfer> Downlink::begin_transfer(Time now, Time until, Storage& storage) {
  RateUse* use = rate_at(now);
  const StoredProduct* first = storage.first_ready();
  if (!use || !first) {
    return std::nullopt;
  }
  const std::int64_t rate_bit_s = use->segment.rate_bit_s;
  const Time limit = std::min({use->segment.end, now + kLongestTransfer, until});
  BegunBit begun = begun_.at(now);
  const std::int64_t bits = std::min(
      {begun.room(rate_bit_s, limit - now), packet_bits(), first->product.bits - first->sent_bits});
  if (bits == 0) {
    begun.fill(rate_bit_s, limit - now);
    begun_ = begun;
    return std::nullopt;
  }
  const Time end = begun.send(bits, rate_bit_s);
  begun_ = begun;
  // The range at the instant at which the last bit leaves; the station's own way in the meantime
  // is some metres.
  const double range_m = surroundings_->site(pass_->station->place, end).range_m;
  const Time arrival = end + ceil_seconds(range_m / link::kSpeedOfLight_m_s);

  const std::int64_t first_bit = first->sent_bits;
  StoredProduct& stored = storage.send(first->product.number, bits);
  if (first_bit == 0) {
    stored.product.downlink_begin = now;
  }
  if (stored.sent_bits == stored.product.bits) {
    stored.product.downlink_end = arrival;
    ++sent_products_;
  }
  sent_bits_ += bits;
  use->bits += bits;
  use->transmitting += end - now;
  transmitting_ += end - now;
  transfer_ = RunningTransfer{stored.product.number, bits, now, end};
  return Transfer{pass_->station->process,
                  now,
                  end,
                  arrival,
                  {stored.product, first_bit, bits, pass_->station->station}};
}

void Downlink::finish(Time now, RowSink& rows) {
  if (transfer_ && transfer_->end > now) {
    const Duration beyond = transfer_->end - now;
    transmitting_ -= beyond;
    rate_at(transfer_->begin)->transmitting -= beyond;
  }
  if (pass_) {
    end_pass(now, rows);
  }
  const auto metric = [&](const char* name, double value, const char* unit) {
    rows.emit(MetricRow{"satellites", satellite_, name, value, unit});
  };
  metric("products_sent", static_cast<double>(sent_products_), "1");
  metric("passes_used", static_cast<double>(passes_used_), "1");
  metric("passes_missed", static_cast<double>(passes_missed_), "1");
  metric("time_transmitting", to_seconds(transmitting_), "s");
}

} // namespace urker::spacecraft
