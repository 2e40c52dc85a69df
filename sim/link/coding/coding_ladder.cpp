#include "link/coding/coding_ladder.hpp"

#include <algorithm>
#include <utility>

namespace urker::link {

CodingLadder::CodingLadder(std::vector<Waveform> waveforms, double margin_db, double hysteresis_db)
    : margin_db_(margin_db), hysteresis_db_(hysteresis_db) {
  std::sort(waveforms.begin(), waveforms.end(), [](const Waveform& a, const Waveform& b) {
    return a.least_esn0_db != b.least_esn0_db ? a.least_esn0_db < b.least_esn0_db
                                              : a.bits_per_symbol > b.bits_per_symbol;
  });
  for (Waveform& waveform : waveforms) {
    if (steps_.empty() || waveform.bits_per_symbol > steps_.back().bits_per_symbol) {
      steps_.push_back(std::move(waveform));
    }
  }
}

double CodingLadder::leave_db(std::size_t step) const {
  return steps_[step].least_esn0_db + margin_db_;
}

double CodingLadder::enter_db(std::size_t step) const {
  return leave_db(step) + hysteresis_db_;
}

std::optional<std::size_t> CodingLadder::first_step(double esn0_db) const {
  const auto above =
      std::upper_bound(steps_.begin(), steps_.end(), esn0_db - margin_db_,
                       [](double esn0, const Waveform& w) { return esn0 < w.least_esn0_db; });
  if (above == steps_.begin()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(above - steps_.begin()) - 1;
}

std::optional<std::size_t> CodingLadder::step(double esn0_db,
                                              std::optional<std::size_t> before) const {
  const auto held = first_step(esn0_db);
  if (held && before && *held <= *before) {
    return held;
  }
  const auto entered = first_step(esn0_db - hysteresis_db_);
  return before && (!entered || *entered < *before) && held ? before : entered;
}

} // namespace urker::link
