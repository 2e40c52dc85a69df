#include "spacecraft/receiver/receiver_unit.hpp"

#include "base/metric.hpp"
#include "base/random.hpp"
#include "spacecraft/content/content_field.hpp"
#include "spacecraft/receiver/reception_row.hpp"

#include <algorithm>
#include <utility>

namespace urker::spacecraft {

namespace {

/// Products of a receiver are numbered below it, farther down than reports on scenes get.
constexpr std::int64_t kNumberZero = -(std::int64_t{1} << 50);

// A stretch's draws: from its first step on, and within it for each of what is drawn.
constexpr unsigned kStepBits = 24;
enum Draw : std::uint64_t { detected = 0, missed = 1ULL << 22U, repeated = 2ULL << 22U };

SlotChannel channel_of(const ReceiverConfig& config) {
  return {config.slots_per_s * static_cast<double>(config.channels), config.overlap,
          config.decoded_part};
}

} // namespace

ReceiverUnit::ReceiverUnit(ReceiverSetup setup)
    : setup_(std::move(setup)), listening_(std::move(setup_.groups), channel_of(setup_.config),
                                           setup_.config.least_elevation_rad, setup_.place) {}

void ReceiverUnit::start(const BusView& bus) {
  switch_duty(bus.now);
  stretch_ = listening_.next_stretch(std::max(bus.now, setup_.orbit.begin), setup_.orbit.end,
                                     round_seconds(setup_.config.longest_stretch_s));
}

Time ReceiverUnit::next_event() const {
  return std::min(stretch_.end, switch_);
}

void ReceiverUnit::switch_duty(Time now) {
  if (!setup_.config.duty) {
    return;
  }
  const Duration period = round_seconds(setup_.config.duty->period_s);
  const Duration on_time = round_seconds(setup_.config.duty->on_time_s);
  const Time begin = kStart + now.time_since_epoch() / period * period;
  on_duty_ = now < begin + on_time;
  switch_ = begin + (on_duty_ ? on_time : period);
}

void ReceiverUnit::handle(const BusView& bus) {
  if (switch_ <= bus.now) {
    switch_duty(bus.now);
  }
  if (stretch_.end <= bus.now) {
    close_stretch(bus);
    stretch_ = listening_.next_stretch(bus.now, setup_.orbit.end,
                                       round_seconds(setup_.config.longest_stretch_s));
  }
}

void ReceiverUnit::refresh(const BusView& bus) {
  const bool listens =
      on_duty_ && bus.units.works(unit()) && bus.power.mode() == PowerMode::nominal;
  if (!listens) {
    cut(bus.now);
  } else if (since_ == kNotYet) {
    since_ = bus.now;
  }
}

void ReceiverUnit::cut(Time now) {
  if (since_ == kNotYet) {
    return;
  }
  const access::Window heard{std::max(since_, stretch_.begin), std::min(now, stretch_.end)};
  if (heard.begin < heard.end) {
    heard_.push_back(heard);
    listened_ += heard.end - heard.begin;
  }
  since_ = kNotYet;
}

void ReceiverUnit::close_stretch(const BusView& bus) {
  const bool listens = since_ != kNotYet;
  cut(bus.now);
  if (listens) {
    since_ = bus.now; // goes on, unless refresh knows better
  }
  if (!heard_.empty()) {
    const auto expected = listening_.expect(heard_);
    for (std::size_t group = 0; group < expected.size(); ++group) {
      if (expected[group].in_view > 0.0) {
        receive(group, expected[group], std::min(bus.now, stretch_.end), bus);
      }
    }
    heard_.clear();
  }
}

void ReceiverUnit::receive(std::size_t group, const Expected& expected, Time end,
                           const BusView& bus) {
  const EmitterGroup& emitters = listening_.groups()[group];
  const RandomKey key{setup_.seed, key_of("satellites." + setup_.identity.name + ".receiver"),
                      key_of(emitters.facts().emitters + "." + emitters.area())};
  const auto step =
      static_cast<std::uint64_t>(stretch_.begin.time_since_epoch() / Listening::kStep);
  const auto number = [&](Draw draw, double mean) {
    return poisson_number(key, (step << kStepBits) + draw, mean);
  };
  // Those detected and those missed of a Poisson number are Poisson numbers of their own.
  ReceptionRow row{setup_.identity.name, kNumberZero - count_++, emitters.facts().emitters,
                   emitters.area(),      stretch_.begin,         end};
  row.probability = expected.detected / expected.in_view;
  row.detected = number(Draw::detected, expected.detected);
  row.in_view = row.detected + number(Draw::missed, expected.in_view - expected.detected);
  if (row.detected > 0) {
    // One message each, and more as it is to be expected. In less than a report interval the mean
    // probability is that of a part of a message, and there are no more.
    const double each = std::max(1.0, expected.messages / expected.detected);
    row.messages =
        row.detected + number(Draw::repeated, static_cast<double>(row.detected) * (each - 1.0));
  }
  row.bits = row.messages * emitters.facts().message_bits;
  in_view_ += row.in_view;
  detected_ += row.detected;
  messages_ += row.messages;
  bits_ += row.bits;
  if (row.bits > 0) {
    protocol::Product product;
    product.satellite = setup_.identity.index;
    product.number = row.number;
    product.kind = protocol::ProductKind::report;
    product.satellite_name = setup_.identity.name;
    product.owner = product.requester = setup_.identity.owner;
    product.area = row.area;
    product.priority = setup_.config.priority;
    product.raw_bits = product.bits = row.bits;
    product.processed_on_board = true;
    product.processing = protocol::ProcessingPlace::onboard;
    product.found = row.detected;
    product.imaged = row.end;
    product.processed = bus.now;
    products_.push_back(std::move(product));
  }
  bus.rows.emit(row);
}

void ReceiverUnit::finish(const BusView& bus) {
  close_stretch(bus);
  const auto metric = [&](const char* name, double value, const char* unit) {
    bus.rows.emit(MetricRow{"satellites", setup_.identity.name, name, value, unit});
  };
  metric("emitters_in_view", static_cast<double>(in_view_), "1");
  metric("emitters_detected", static_cast<double>(detected_), "1");
  metric("messages_received", static_cast<double>(messages_), "1");
  metric("bits_of_messages", static_cast<double>(bits_), "bit");
  metric("time_listened", to_seconds(listened_), "s");
}

} // namespace urker::spacecraft
