#include "ground/processing_process.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"
#include "base/random.hpp"
#include "des/channel.hpp"
#include "protocol/loss_row.hpp"
#include "protocol/product_row.hpp"

#include <algorithm>

namespace urker::ground {

namespace {

using protocol::key_of;
using protocol::kind_of;
using protocol::Message;
using protocol::ProductStatus;

enum Kind : std::uint32_t { kProcessed = 100, kRelease, kComputer, kDiscarded, kProduced };

std::map<des::ProcessId, orbit::Geodetic> partners_of(const ProcessingSetup& setup) {
  std::map<des::ProcessId, orbit::Geodetic> partners;
  for (const auto& [organisation, readers] : setup.readers) {
    for (const auto& reader : readers) {
      partners.emplace(reader.process, reader.place);
    }
  }
  for (const auto& [satellite, planner] : setup.planners) {
    partners.emplace(planner.process, planner.place);
  }
  return partners;
}

void emit_product(const protocol::Product& product, ProductStatus status, des::Context& context) {
  context.rows().emit(protocol::ProductRow{product, status, product.bits});
}

} // namespace

ProcessingProcess::ProcessingProcess(ProcessingSetup setup)
    : setup_(std::move(setup)), fixed_delay_(ceil_seconds(setup_.config.fixed_delay_s)),
      report_delay_(ceil_seconds(setup_.config.report_delay_s)),
      fibre_(setup_.fibre, setup_.config.site.place()) {
  for (const auto& [process, place] : partners_of(setup_)) {
    fibre_.connect(process, place);
    partners_.push_back(process);
  }
}

void ProcessingProcess::start(des::Context& context) {
  renew_promises(context);
}

void ProcessingProcess::handle(const des::Event& event, des::Context& context) {
  switch (event.key.kind) {
  case kind_of(Message::segment):
    on_segment(event, context);
    break;
  case kProcessed:
    own_events_.erase(own_events_.begin());
    on_processed(unpack<protocol::ProductKey>(event.payload), context);
    break;
  case kRelease:
    own_events_.erase(own_events_.begin());
    on_release(context);
    break;
  case kComputer:
    if (event.key.number == alarm_event_ && alarm_ == context.now()) {
      on_computer(context);
    }
    break;
  case kDiscarded:
    own_events_.erase(own_events_.begin());
    report_scene(unpack<protocol::Product>(event.payload), context);
    break;
  case kProduced:
    own_events_.erase(own_events_.begin());
    on_produced(context);
    break;
  default:
    require(false, "a processing centre got an event that it does not know");
  }
  set_alarm(context);
  renew_promises(context);
}

void ProcessingProcess::on_segment(const des::Event& event, des::Context& context) {
  auto whole = assembly_.add(unpack<protocol::Segment>(event.payload));
  if (!whole) {
    return;
  }
  whole->at_centre = context.now();
  hold(*whole);
  bits_ += whole->bits;
  if (whole->kind == protocol::ProductKind::report) {
    schedule_own(context.now() + report_delay_, kProcessed, urker::pack(key_of(*whole)), context);
  } else if (!submit(*whole, context)) {
    produce(*whole, context);
  }
}

bool ProcessingProcess::submit(const protocol::Product& product, des::Context& context) {
  const auto found = setup_.pipelines.find(product.satellite);
  if (!setup_.computer || found == setup_.pipelines.end()) {
    return false;
  }
  const std::size_t pipeline =
      product.processed_on_board ? found->second.after_onboard : found->second.instead;
  if (!setup_.computer->has_stages(pipeline)) {
    return false;
  }
  setup_.computer->submit(compute::scene_of(product), pipeline, context.now());
  return true;
}

void ProcessingProcess::set_alarm(des::Context& context) {
  const Time next = setup_.computer ? setup_.computer->next_event() : kNever;
  if (next != alarm_) {
    alarm_ = next;
    alarm_event_ = next == kNever ? 0 : context.schedule(next, kComputer);
  }
}

void ProcessingProcess::on_computer(des::Context& context) {
  alarm_ = kNever;
  for (const auto& outcome : setup_.computer->handle(context.now(), context.rows())) {
    take_outcome(outcome, context);
  }
}

void ProcessingProcess::take_outcome(const compute::Outcome& outcome, des::Context& context) {
  protocol::Product& product = held(outcome.scene).product;
  switch (outcome.kind) {
  case compute::Outcome::Kind::found:
    if (outcome.found->bits > 0) {
      auto report = compute::report_of(product, *outcome.found, context.now());
      report.processed = product.processed;
      hold(report);
      schedule_own(context.now() + report_delay_, kProcessed, urker::pack(key_of(report)), context);
    }
    break;
  case compute::Outcome::Kind::done:
    product.quality *= outcome.quality;
    produce(product, context);
    break;
  case compute::Outcome::Kind::discarded:
  case compute::Outcome::Kind::late:
    give_up(outcome, product, context);
    held_.erase(outcome.scene);
    break;
  }
}

void ProcessingProcess::give_up(const compute::Outcome& outcome, protocol::Product product,
                                des::Context& context) {
  const bool is_late = outcome.kind == compute::Outcome::Kind::late;
  product.ground_processed = context.now();
  emit_product(product, is_late ? ProductStatus::dropped : ProductStatus::discarded, context);
  if (is_late || outcome.wrong) {
    context.rows().emit(protocol::loss_of(product, context.now(), outcome.stage,
                                          is_late ? "late" : "wrong_discard", "ground"));
  }
  schedule_own(context.now() + report_delay_, kDiscarded, urker::pack(product), context);
}

void ProcessingProcess::produce(const protocol::Product& product, des::Context& context) {
  const Time begin = std::max(context.now(), free_);
  const Duration work = fixed_delay_ + ceil_seconds(static_cast<double>(product.raw_bits) /
                                                    setup_.config.throughput_bit_s);
  free_ = des::saturated_sum(begin, work);
  waited_ = des::saturated_sum(kStart + waited_, begin - context.now()).time_since_epoch();
  busy_ += free_ - begin;
  ++products_;
  queue_.push_back({key_of(product), free_});
  if (queue_.size() == 1) {
    schedule_own(free_, kProduced, {}, context);
  }
}

void ProcessingProcess::on_produced(des::Context& context) {
  const protocol::ProductKey key = queue_.front().product;
  queue_.pop_front();
  if (!queue_.empty()) {
    schedule_own(queue_.front().done, kProduced, {}, context);
  }
  on_processed(key, context);
}

void ProcessingProcess::on_processed(const protocol::ProductKey& key, des::Context& context) {
  Held& whole = held(key);
  protocol::Product& product = whole.product;
  product.ground_processed = context.now();
  if (product.kind == protocol::ProductKind::image) {
    report_scene(product, context);
  }
  const protocol::Delivery own{product, "", context.now()};
  Time first_arrival = deliver(product.owner, own, context);
  if (product.requester != product.owner) {
    first_arrival = std::min(first_arrival, deliver(product.requester, own, context));
  }
  for (auto& release : setup_.agreements->decide(product, context.now())) {
    require(release.receiver != product.owner && release.receiver != product.requester,
            "an agreement gives a product to who has it anyway");
    if (release.released <= context.now()) {
      const protocol::Delivery shared{product, release.agreement, release.released};
      first_arrival = std::min(first_arrival, deliver(release.receiver, shared, context));
    } else {
      waiting_.emplace(release.released, Waiting{key, release.receiver, release.agreement});
      ++whole.waiting;
      schedule_own(release.released, kRelease, {}, context);
    }
  }
  settle(whole, first_arrival, context);
}

void ProcessingProcess::on_release(des::Context& context) {
  const auto [released, release] = std::move(*waiting_.begin());
  waiting_.erase(waiting_.begin());
  Held& whole = held(release.product);
  --whole.waiting;
  const protocol::Delivery shared{whole.product, release.agreement, released};
  settle(whole, deliver(release.receiver, shared, context), context);
}

void ProcessingProcess::hold(const protocol::Product& product) {
  held_.emplace(key_of(product), Held{product});
}

ProcessingProcess::Held& ProcessingProcess::held(const protocol::ProductKey& key) {
  const auto found = held_.find(key);
  require(found != held_.end(), "a product is looked for that is not at the centre");
  return found->second;
}

void ProcessingProcess::settle(Held& whole, Time first_arrival, des::Context& context) {
  if (!whole.delivered && first_arrival < setup_.end) {
    whole.delivered = true;
    protocol::Product product = whole.product;
    product.delivered = first_arrival;
    emit_product(product, ProductStatus::delivered, context);
  }
  if (whole.delivered && whole.waiting == 0) {
    held_.erase(key_of(whole.product));
  }
}

Time ProcessingProcess::deliver(const std::string& receiver, const protocol::Delivery& delivery,
                                des::Context& context) {
  Time first_arrival = kNever;
  const auto readers = setup_.readers.find(receiver);
  if (readers == setup_.readers.end()) {
    return first_arrival;
  }
  for (const auto& reader : readers->second) {
    const auto transfer = fibre_.send(reader.process, context.now(), delivery.product.bits);
    first_arrival = std::min(first_arrival, transfer.arrival);
    context.send(reader.process, transfer.departure, transfer.arrival, kind_of(Message::delivery),
                 urker::pack(delivery));
  }
  return first_arrival;
}

void ProcessingProcess::report_scene(const protocol::Product& product, des::Context& context) {
  const auto planner = setup_.planners.find(product.satellite);
  require(planner != setup_.planners.end(), "a product of a satellite without planner");
  protocol::SceneReport report;
  report.satellite = product.satellite;
  report.area = product.area;
  report.campaign = product.campaign;
  report.cells = product.cells;
  report.imaged = product.imaged;
  report.cloud_fraction = measured_cloud(product);
  Bytes payload = urker::pack(report);
  const auto process = planner->second.process;
  const auto transfer = fibre_.send(process, context.now(), network::message_bits(payload));
  context.send(process, transfer.departure, transfer.arrival, kind_of(Message::scene_report),
               std::move(payload));
}

double ProcessingProcess::measured_cloud(const protocol::Product& product) const {
  if (setup_.config.cloud_error == 0.0) {
    return product.cloud_truth;
  }
  const RandomKey key{setup_.seed, urker::key_of("satellites." + product.satellite_name),
                      urker::key_of("cloud measured on the ground")};
  const double error =
      setup_.config.cloud_error * random_normal(key, static_cast<std::uint64_t>(product.number));
  return std::clamp(product.cloud_truth + error, 0.0, 1.0);
}

void ProcessingProcess::schedule_own(Time at, std::uint32_t kind, Bytes payload,
                                     des::Context& context) {
  own_events_.insert(at);
  context.schedule(at, kind, std::move(payload));
}

void ProcessingProcess::renew_promises(des::Context& context) const {
  // What is not on the way to be done already must first become whole, then take its fixed time; or
  // that of reports, and of what the computer finds and throws away.
  const bool hurries = setup_.computer || setup_.expects_reports;
  const Time newcomer =
      context.now() + (hurries ? std::min(fixed_delay_, report_delay_) : fixed_delay_);
  const Time next = own_events_.empty() ? newcomer : std::min(newcomer, *own_events_.begin());
  for (const auto partner : partners_) {
    context.promise(partner, next);
  }
}

void ProcessingProcess::undelivered(const des::Event& event, des::Context& context) {
  if (event.key.kind != kind_of(Message::segment)) {
    return;
  }
  const auto segment = unpack<protocol::Segment>(event.payload);
  if (segment.first_bit + segment.bits == segment.product.bits) {
    emit_product(segment.product, ProductStatus::in_transit, context);
  }
}

void ProcessingProcess::finish(des::Context& context) {
  for (const auto& product : assembly_.incomplete_with_last_bit()) {
    emit_product(product, ProductStatus::in_transit, context);
  }
  for (const auto& [key, whole] : held_) {
    if (!whole.delivered) {
      emit_product(whole.product, ProductStatus::at_centre, context);
    }
  }
  if (setup_.computer) {
    setup_.computer->finish(context.now(), context.rows());
  }
  const auto metric = [&](const char* name, double value, const char* unit) {
    context.rows().emit(MetricRow{"processing", setup_.name, name, value, unit});
  };
  const auto count = static_cast<double>(products_);
  metric("products", count, "1");
  metric("bits_received", static_cast<double>(bits_), "bit");
  metric("busy_time", to_seconds(busy_), "s");
  metric("mean_wait", products_ == 0 ? 0.0 : to_seconds(waited_) / count, "s");
}

} // namespace urker::ground
