#include "onboard/onboard_computer.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"
#include "des/channel.hpp"
#include "onboard/compute_row.hpp"

#include <algorithm>
#include <cmath>

namespace urker::onboard {

OnboardComputer::OnboardComputer(std::string satellite, const ComputerConfig& computer,
                                 const PipelineConfig& pipeline, std::uint64_t seed)
    : satellite_(std::move(satellite)), computer_(computer), pipeline_(pipeline),
      classifier_(pipeline, satellite_, seed) {}

const StageConfig& OnboardComputer::config(Stage stage) const {
  return stage == Stage::cloud_mask ? computer_.stages.cloud_mask : computer_.stages.compress;
}

void OnboardComputer::submit(const protocol::Product& product, Time now) {
  queue_.insert(
      {product.priority, product.imaged, product.number, product.raw_bits, product.cloud_truth});
  if (!running_ && !suspended_) {
    begin_next(now);
  }
}

void OnboardComputer::begin(const Job& job, Stage stage, Time now) {
  const Duration work =
      ceil_seconds(static_cast<double>(job.raw_bits) / config(stage).throughput_bit_s);
  running_ = Running{job, stage, now, des::saturated_sum(now, work), work};
}

void OnboardComputer::begin_next(Time now) {
  running_.reset();
  if (!queue_.empty()) {
    const Job job = *queue_.begin();
    queue_.erase(queue_.begin());
    begin(job, Stage::cloud_mask, now);
  }
}

Time OnboardComputer::next_event() const {
  return running_ && !suspended_ ? running_->end : kNever;
}

double OnboardComputer::load_w() const {
  const bool works = running_ && !suspended_;
  return computer_.idle_power_w + (works ? config(running_->stage).power_w : 0.0);
}

std::vector<spacecraft::ProcessedImage> OnboardComputer::handle(Time now, RowSink& rows) {
  std::vector<spacecraft::ProcessedImage> done;
  while (next_event() <= now) {
    if (const auto image = end_stage(rows)) {
      done.push_back(*image);
    }
  }
  return done;
}

std::optional<spacecraft::ProcessedImage> OnboardComputer::end_stage(RowSink& rows) {
  const Running ended = *running_;
  busy_ += ended.work;
  if (ended.stage == Stage::cloud_mask) {
    return screen(ended, rows);
  }
  return compress(ended, rows);
}

std::optional<spacecraft::ProcessedImage> OnboardComputer::screen(const Running& done,
                                                                  RowSink& rows) {
  const Job& job = done.job;
  const bool ought = classifier_.ought_to_discard(job.cloud_truth);
  if (!classifier_.discards(job.number, job.cloud_truth)) {
    ++kept_;
    wrongly_kept_ += ought;
    emit(done, job.raw_bits, ought ? "wrong_keep" : "keep", rows);
    begin(job, Stage::compress, done.end);
    return std::nullopt;
  }
  ++discarded_;
  wrongly_discarded_ += !ought;
  wrongly_discarded_bits_ += ought ? 0 : job.raw_bits;
  emit(done, 0, ought ? "discard" : "wrong_discard", rows);
  begin_next(done.end);
  return spacecraft::ProcessedImage{job.number, true, 0};
}

spacecraft::ProcessedImage OnboardComputer::compress(const Running& done, RowSink& rows) {
  const double bits = static_cast<double>(done.job.raw_bits) / pipeline_.compression_ratio;
  const auto whole_bits = static_cast<std::int64_t>(std::max(1.0, std::ceil(bits)));
  const std::int64_t bits_out = std::min(whole_bits, done.job.raw_bits);
  emit(done, bits_out, "", rows);
  begin_next(done.end);
  return {done.job.number, false, bits_out};
}

void OnboardComputer::emit(const Running& done, std::int64_t bits_out, std::string_view decision,
                           RowSink& rows) const {
  rows.emit(ComputeRow{satellite_, done.job.number,
                       done.stage == Stage::cloud_mask ? "cloud_mask" : "compress", done.begin,
                       done.end, done.job.raw_bits, bits_out,
                       config(done.stage).power_w * to_seconds(done.work), decision});
}

void OnboardComputer::suspend(Time now) {
  if (!suspended_) {
    suspended_ = now;
  }
}

void OnboardComputer::resume(Time now) {
  if (!suspended_) {
    return;
  }
  const Duration pause = now - *suspended_;
  suspended_.reset();
  if (running_) {
    running_->end = des::saturated_sum(running_->end, pause);
  } else {
    begin_next(now);
  }
}

void OnboardComputer::finish(Time now, RowSink& rows) {
  if (running_) {
    const Time worked_until = suspended_.value_or(now);
    busy_ += running_->work - (running_->end - worked_until);
  }
  const auto metric = [&](const char* name, double value, const char* unit) {
    rows.emit(MetricRow{"satellites", satellite_, name, value, unit});
  };
  metric("scenes_kept", static_cast<double>(kept_), "1");
  metric("scenes_discarded", static_cast<double>(discarded_), "1");
  metric("scenes_wrongly_discarded", static_cast<double>(wrongly_discarded_), "1");
  metric("scenes_wrongly_kept", static_cast<double>(wrongly_kept_), "1");
  metric("bits_wrongly_discarded", static_cast<double>(wrongly_discarded_bits_), "bit");
  metric("scenes_waiting_for_computer", static_cast<double>(queue_.size() + (running_ ? 1 : 0)),
         "1");
  metric("time_computing", to_seconds(busy_), "s");
}

} // namespace urker::onboard
