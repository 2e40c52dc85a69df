#include "compute/book.hpp"

#include "base/metric.hpp"

namespace urker::compute {

void Book::note(StageKind kind, bool learned, const Verdict& verdict, const Scene& scene,
                double energy_j) {
  (learned ? learned_j_ : other_j_) += energy_j;
  const bool decides = kind == StageKind::cloud_mask || verdict.discards ||
                       verdict.decision == "keep" || verdict.decision == "wrong_keep";
  if (verdict.discards) {
    ++discarded_;
    wrongly_discarded_ += verdict.wrong ? 1 : 0;
    wrongly_discarded_bits_ += verdict.wrong ? scene.raw_bits : 0;
  } else if (decides) {
    ++kept_;
    wrongly_kept_ += verdict.wrong ? 1 : 0;
  }
  wrongly_cut_bits_ += verdict.wrong_bits;
  others_bits_ += verdict.others_bits;
  if (verdict.found) {
    found_ += verdict.found->right;
    falsely_found_ += verdict.found->wrong;
    missed_ += verdict.found->missed;
    reports_ += verdict.found->bits > 0 ? 1 : 0;
  }
}

void Book::emit(const std::string& scope, const std::string& entity, RowSink& rows) const {
  const auto metric = [&](const char* name, double value, const char* unit) {
    rows.emit(MetricRow{scope, entity, name, value, unit});
  };
  const auto count = [&](const char* name, std::int64_t value, const char* unit = "1") {
    metric(name, static_cast<double>(value), unit);
  };
  count("scenes_kept", kept_);
  count("scenes_discarded", discarded_);
  count("scenes_wrongly_discarded", wrongly_discarded_);
  count("scenes_wrongly_kept", wrongly_kept_);
  count("bits_wrongly_discarded", wrongly_discarded_bits_, "bit");
  count("bits_wrongly_cut", wrongly_cut_bits_, "bit");
  count("bits_of_others_tiles", others_bits_, "bit");
  count("scenes_late", late_);
  count("scenes_dropped_late", dropped_late_);
  count("targets_found", found_);
  count("targets_falsely_found", falsely_found_);
  count("targets_missed", missed_);
  count("reports_made", reports_);
  metric("energy_inference", learned_j_, "J");
  metric("energy_other_stages", other_j_, "J");
  metric("energy_broken_off_stages", wasted_j_, "J");
}

} // namespace urker::compute
