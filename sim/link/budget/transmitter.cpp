#include "link/budget/transmitter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::link {

Transmitter::Transmitter(RadioConfig radio) : radio_(std::move(radio)) {
  if (radio_.antenna) {
    pattern_ = make_pattern(*radio_.antenna, radio_.frequency_hz);
  }
}

Transmitter::Gain Transmitter::towards(const LineOfSight& line) const {
  if (!pattern_) {
    return {radio_.antenna_gain_dbi.value(), 0.0};
  }
  const AntennaConfig& antenna = *radio_.antenna;
  const bool follows = antenna.pointing == AntennaPointing::station;
  const double limit = antenna.steering_limit_rad.value_or(line.off_nadir_rad);
  const double off = follows ? std::max(line.off_nadir_rad - limit, 0.0) : line.off_nadir_rad;
  const auto gain = [&](double off_axis_rad) {
    return pattern_->gain_dbi(std::abs(off_axis_rad), line.around_nadir_rad);
  };
  const double as_told_dbi = gain(off);
  const double error = antenna.pointing_error_rad;
  if (error == 0.0) {
    return {as_told_dbi, 0.0};
  }
  const double worse_dbi = std::min(gain(off - error), gain(off + error));
  return {as_told_dbi, std::max(as_told_dbi - worse_dbi, 0.0)};
}

double Transmitter::eirp_dbw(const Gain& gain) const {
  return radio_.transmit_power_dbw - radio_.back_off_db - radio_.feeder_loss_db + gain.gain_dbi;
}

} // namespace urker::link
