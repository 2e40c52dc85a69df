#include "mission/reader_process.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"

#include <algorithm>

namespace urker::mission {

using protocol::kind_of;
using protocol::Message;

ReaderProcess::ReaderProcess(ReaderSetup setup)
    : setup_(std::move(setup)), fibre_(setup_.fibre, setup_.config.site.place()) {
  std::map<des::ProcessId, orbit::Geodetic> planners;
  for (const auto& [campaign, partners] : setup_.requests) {
    for (const auto& planner : partners) {
      planners.emplace(planner.process, planner.place);
    }
  }
  for (const auto& [process, place] : planners) {
    fibre_.connect(process, place);
  }
}

void ReaderProcess::start(des::Context& context) {
  for (const auto& [campaign, planners] : setup_.requests) {
    for (const auto& planner : planners) {
      Bytes payload = urker::pack(protocol::ImagingRequest{campaign, context.now()});
      const auto transfer =
          fibre_.send(planner.process, context.now(), network::message_bits(payload));
      context.send(planner.process, transfer.departure, transfer.arrival, kind_of(Message::request),
                   std::move(payload));
    }
  }
  for (const auto& [campaign, planners] : setup_.requests) {
    for (const auto& planner : planners) {
      context.promise(planner.process, kNever);
    }
  }
}

void ReaderProcess::handle(const des::Event& event, des::Context& context) {
  require(event.key.kind == kind_of(Message::delivery), "a reader got what is no delivery");
  auto delivery = unpack<protocol::Delivery>(event.payload);
  delivery.product.delivered = context.now();
  const Duration latency = context.now() - delivery.product.imaged;
  ++deliveries_;
  bits_ += delivery.product.bits;
  shared_ += delivery.agreement.empty() ? 0 : 1;
  latency_ += latency;
  greatest_latency_ = std::max(greatest_latency_, latency);
  context.rows().emit(DeliveryRow{setup_.name, setup_.config.owner, std::move(delivery)});
}

void ReaderProcess::finish(des::Context& context) {
  const auto metric = [&](const char* name, double value, const char* unit) {
    context.rows().emit(MetricRow{"readers", setup_.name, name, value, unit});
  };
  const auto count = static_cast<double>(deliveries_);
  metric("deliveries", count, "1");
  metric("deliveries_under_agreements", static_cast<double>(shared_), "1");
  metric("bits_received", static_cast<double>(bits_), "bit");
  if (deliveries_ > 0) {
    metric("mean_latency", to_seconds(latency_) / count, "s");
    metric("greatest_latency", to_seconds(greatest_latency_), "s");
  }
}

} // namespace urker::mission
