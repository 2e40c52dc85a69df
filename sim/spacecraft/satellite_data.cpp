// The way of the data through a satellite: from the imager over the computer into the memory.

#include "base/error.hpp"
#include "base/metric.hpp"
#include "protocol/loss_row.hpp"
#include "protocol/product_row.hpp"
#include "spacecraft/rows.hpp"
#include "spacecraft/satellite_process.hpp"

namespace urker::spacecraft {

protocol::ProcessingPlace ProcessingRule::place(const protocol::Product& product) const {
  using protocol::ProcessingPlace;
  const auto ordered = campaigns.find(product.campaign);
  if (ordered != campaigns.end() && ordered->second != ProcessingPlace::by_satellite) {
    return ordered->second;
  }
  const bool urgent = onboard_from_priority && product.priority >= *onboard_from_priority;
  return onboard || urgent ? ProcessingPlace::onboard : ProcessingPlace::ground;
}

void SatelliteProcess::accept(protocol::Product product, Time now) {
  product.processing = setup_.processing.place(product);
  const bool onboard = product.processing == protocol::ProcessingPlace::onboard;
  const std::size_t pipeline = onboard ? 0 : 1;
  if (setup_.processor && setup_.processor->has_stages(pipeline)) {
    storage_->renew(product);
    setup_.processor->submit(compute::scene_of(product), pipeline, now);
    return;
  }
  product.processed = now;
  storage_->make_ready(product);
}

void SatelliteProcess::on_processor(Time now, RowSink& rows) {
  for (const compute::Outcome& outcome : setup_.processor->handle(now, rows)) {
    if (outcome.kind == compute::Outcome::Kind::found) {
      take_report(outcome, now, rows);
    } else {
      settle(outcome, now, rows);
    }
  }
}

void SatelliteProcess::settle(const compute::Outcome& outcome, Time now, RowSink& rows) {
  using compute::Outcome;
  protocol::Product product = storage_->products().at(outcome.scene).product;
  product.processed = now;
  product.processed_on_board = product.processing == protocol::ProcessingPlace::onboard;
  product.quality = outcome.quality;
  if (outcome.kind == Outcome::Kind::done) {
    product.bits = outcome.bits;
    compressed_bits_ += product.raw_bits - outcome.bits;
    storage_->shrink(outcome.scene, outcome.bits);
    storage_->make_ready(product);
    note_storage("compressed", now, rows);
    return;
  }
  const bool is_late = outcome.kind == Outcome::Kind::late;
  (is_late ? dropped_bits_ : discarded_bits_) += product.raw_bits;
  storage_->remove(outcome.scene);
  rows.emit(protocol::ProductRow{
      product, is_late ? protocol::ProductStatus::dropped : protocol::ProductStatus::discarded, 0});
  if (is_late || outcome.wrong) {
    rows.emit(protocol::loss_of(product, now, outcome.stage, is_late ? "late" : "wrong_discard",
                                "onboard"));
  }
  note_storage(is_late ? "late" : "discarded", now, rows);
}

void SatelliteProcess::take_report(const compute::Outcome& outcome, Time now, RowSink& rows) {
  if (outcome.found->bits == 0) {
    return;
  }
  const protocol::Product report =
      compute::report_of(storage_->products().at(outcome.scene).product, *outcome.found, now);
  keep_report(report, now, rows);
}

void SatelliteProcess::take_products(Subsystem& subsystem, Time now, RowSink& rows) {
  for (const protocol::Product& product : subsystem.take_products()) {
    if (storage_) {
      keep_report(product, now, rows);
    }
  }
}

void SatelliteProcess::keep_report(const protocol::Product& report, Time now, RowSink& rows) {
  report_bits_ += report.bits;
  keep(report, now, rows);
}

void SatelliteProcess::keep(const protocol::Product& report, Time now, RowSink& rows) {
  if (storage_->admit(report)) {
    storage_->make_ready(report);
  } else {
    dropped_bits_ += report.bits;
    rows.emit(protocol::ProductRow{report, protocol::ProductStatus::dropped, 0});
    rows.emit(protocol::loss_of(report, now, "storage", "no_room", "onboard"));
  }
  note_drops(now, rows);
  note_storage("report", now, rows);
}

void SatelliteProcess::book_lost_pass(Time now) {
  if (downlink_) {
    units_.lose(UnitKind::radio, downlink_->take_lost_bits(now, *storage_), 0);
  }
}

void SatelliteProcess::note_drops(Time now, RowSink& rows) {
  for (const DroppedProduct& dropped : storage_->take_dropped()) {
    if (setup_.processor && dropped.product.satellite == setup_.identity.index) {
      (void)setup_.processor->withdraw(key_of(dropped.product));
    }
    dropped_bits_ += dropped.product.bits;
    rows.emit(protocol::ProductRow{dropped.product, protocol::ProductStatus::dropped, 0});
    rows.emit(protocol::loss_of(dropped.product, now, "storage", dropped.cause, "onboard"));
  }
}

void SatelliteProcess::take_models(const protocol::SatellitePlan& plan, Time now, RowSink& rows) {
  for (const auto& model : plan.models) {
    // The one before stays, to fall back on.
    const bool fits = setup_.processor && storage_->reserve(model.bits);
    if (fits) {
      setup_.processor->activate(model.stage, model.model);
    }
    rows.emit(UploadRow{setup_.identity.name, now, model, fits ? "active" : "no_room"});
  }
}

void SatelliteProcess::finish_bits(RowSink& rows) {
  std::int64_t stored_bits = 0;
  for (const auto& [key, stored] : storage_->products()) {
    const std::int64_t unsent_bits = stored.product.bits - stored.sent_bits;
    if (unsent_bits > 0) {
      stored_bits += unsent_bits;
      rows.emit(
          protocol::ProductRow{stored.product, protocol::ProductStatus::stored, stored.sent_bits});
    }
  }
  std::int64_t sent_bits = 0;
  for (const Downlink* const radio : radios_) {
    sent_bits += radio->sent_bits();
  }
  const std::int64_t recorded_bits = imaging_ ? imaging_->recorded_bits() : 0;
  const std::int64_t refused_bits = imaging_ ? imaging_->refused_bits() : 0;
  require(recorded_bits + report_bits_ + relayed_bits_ ==
              discarded_bits_ + dropped_bits_ + compressed_bits_ + stored_bits + sent_bits,
          "the book of bits of a satellite does not close");
  const auto metric = [&](const char* name, std::int64_t bits) {
    rows.emit(
        MetricRow{"satellites", setup_.identity.name, name, static_cast<double>(bits), "bit"});
  };
  metric("bits_imaged", recorded_bits + refused_bits);
  metric("bits_refused", refused_bits);
  metric("bits_discarded", discarded_bits_);
  metric("bits_dropped", dropped_bits_);
  metric("bits_of_reports", report_bits_);
  if (!crosslinks_.empty()) {
    metric("bits_relayed", relayed_bits_);
  }
  metric("bits_saved_by_compression", compressed_bits_);
  metric("bits_sent", sent_bits);
  metric("bits_stored", stored_bits);
  metric("greatest_stored_bits", storage_->greatest_held_bits());
}

} // namespace urker::spacecraft
