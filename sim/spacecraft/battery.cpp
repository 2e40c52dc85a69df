#include "spacecraft/battery.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

/// Time in which the net power changes sign, if it does before `duration_s`.
std::optional<double> sign_change(const LinearPower& net, double duration_s) {
  if (net.slope_w_s == 0.0) {
    return std::nullopt;
  }
  const double t_s = -net.start_w / net.slope_w_s;
  return t_s > 0.0 && t_s < duration_s ? std::optional(t_s) : std::nullopt;
}

/// Smallest time at which a power that starts and stays above zero has given `energy_j` > 0: the
/// root of slope/2 t^2 + start t = energy, in the form that does not cancel.
std::optional<double> time_of_energy(const LinearPower& power, double energy_j) {
  const double discriminant = power.start_w * power.start_w + 2.0 * power.slope_w_s * energy_j;
  if (discriminant < 0.0) {
    return std::nullopt;
  }
  const double denominator = power.start_w + std::sqrt(discriminant);
  return denominator > 0.0 ? std::optional(2.0 * energy_j / denominator) : std::nullopt;
}

} // namespace

Battery::Battery(const BatteryConfig& config)
    : config_(config), charge_j_(config.initial * config.capacity_j),
      least_state_of_charge_(state_of_charge()) {}

void Battery::set_part(double part) {
  const double before_j = charge_j_;
  if (part < part_) {
    charge_j_ *= part / part_;
  }
  part_ = part;
  charge_j_ = std::min(charge_j_, capacity_j());
  book_.lost.add(before_j - charge_j_);
  least_state_of_charge_ = std::min(least_state_of_charge_, state_of_charge());
}

void Battery::charge(double surplus_j) {
  const double room_j = capacity_j() - charge_j_;
  const double stored_j = surplus_j * config_.charge_efficiency;
  if (stored_j < room_j) {
    charge_j_ += stored_j;
    book_.lost.add(surplus_j - stored_j);
    return;
  }
  const double taken_j = room_j / config_.charge_efficiency;
  charge_j_ = capacity_j();
  book_.lost.add(taken_j - room_j);
  book_.shed.add(surplus_j - taken_j);
}

void Battery::discharge(double need_j) {
  const double drawn_j = need_j / config_.discharge_efficiency;
  if (drawn_j < charge_j_) {
    charge_j_ -= drawn_j;
    book_.lost.add(drawn_j - need_j);
    return;
  }
  const double served_j = charge_j_ * config_.discharge_efficiency;
  book_.lost.add(charge_j_ - served_j);
  book_.unserved.add(need_j - served_j);
  charge_j_ = 0.0;
}

void Battery::advance(const LinearPower& generation, double load_w, double duration_s) {
  book_.generated.add(generation.energy_j(duration_s));
  book_.demanded.add(load_w * duration_s);
  const LinearPower net{generation.start_w - load_w, generation.slope_w_s};
  const auto apply = [this](double energy_j) {
    if (energy_j >= 0.0) {
      charge(energy_j);
    } else {
      discharge(-energy_j);
      least_state_of_charge_ = std::min(least_state_of_charge_, state_of_charge());
    }
  };
  if (const auto change_s = sign_change(net, duration_s)) {
    const double first_j = net.energy_j(*change_s);
    apply(first_j);
    apply(net.energy_j(duration_s) - first_j);
  } else {
    apply(net.energy_j(duration_s));
  }
}

std::optional<double> Battery::time_to(double level_j, const LinearPower& generation, double load_w,
                                       double horizon_s) const {
  double begin_s = 0.0;
  double charge_j = charge_j_;
  const LinearPower net{generation.start_w - load_w, generation.slope_w_s};
  const auto change_s = sign_change(net, horizon_s);
  for (const double end_s : {change_s.value_or(horizon_s), horizon_s}) {
    const double span_s = end_s - begin_s;
    const LinearPower piece{net.at(begin_s), net.slope_w_s};
    const double energy_j = piece.energy_j(span_s);
    const bool charging = energy_j > 0.0;
    const double factor = charging ? config_.charge_efficiency : 1.0 / config_.discharge_efficiency;
    const double needed_j = (charging ? level_j - charge_j : charge_j - level_j) / factor;
    if (needed_j > 0.0) {
      // A root beyond the piece belongs to the parabola, not to the battery.
      const auto t_s = charging ? time_of_energy(piece, needed_j)
                                : time_of_energy({-piece.start_w, -piece.slope_w_s}, needed_j);
      if (t_s && *t_s <= span_s) {
        return begin_s + *t_s;
      }
    }
    charge_j = std::min(std::max(charge_j + energy_j * factor, 0.0), capacity_j());
    if (!change_s) {
      break;
    }
    begin_s = end_s;
  }
  return std::nullopt;
}

} // namespace urker::spacecraft
