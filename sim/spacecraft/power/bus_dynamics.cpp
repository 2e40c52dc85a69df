#include "spacecraft/power/bus_dynamics.hpp"

#include "access/sign_change.hpp"
#include "spacecraft/power/panels.hpp"

#include <algorithm>
#include <numeric>

namespace urker::spacecraft {

namespace {

constexpr double kReferenceFlux_w_m2 = 1361.0; // at 1 au, as local_environment has it
constexpr double kTemperatureScale_k = 100.0;

} // namespace

double BusLoads::sum_w() const {
  return std::accumulate(unit_w.begin(), unit_w.end(), 0.0);
}

BusDynamics::BusDynamics(const PowerConfig& power, const std::optional<ThermalConfig>& thermal,
                         std::shared_ptr<const Heavens> heavens,
                         std::shared_ptr<const AttitudeControl> attitude)
    : power_(power), heavens_(std::move(heavens)), attitude_(std::move(attitude)) {
  if (thermal) {
    network_.emplace(*thermal);
  }
  for (const auto& [name, panel] : power_.panels) {
    panels_.push_back(panel);
    panel_nodes_.push_back(network_ && !panel.node.empty()
                               ? std::optional(network_->index(panel.node))
                               : std::nullopt);
  }
}

std::vector<double> BusDynamics::initial(const EnergyStore& store) const {
  std::vector<double> state{store.initial_state(), 0.0};
  if (network_) {
    const std::vector<double> nodes = network_->initial_k();
    state.insert(state.end(), nodes.begin(), nodes.end());
  }
  return state;
}

orbit::Matrix3 BusDynamics::orientation(Time t) const {
  return attitude_
             ? attitude_->orientation(t)
             : body_to_inertial(Pointing::at_roll(PointingMode::nadir, 0.0), nadir_, *heavens_, t);
}

LocalEnvironment BusDynamics::environment(Time t, const Illumination::Piece& light) const {
  // The ramps of Illumination stand for the true curve through a penumbra, which is taken here.
  const double fraction = light.slope_per_s == 0.0 ? light.fraction : heavens_->sunlit_fraction(t);
  return local_environment(*heavens_, orientation(t), t, fraction);
}

BusDynamics::Sources BusDynamics::sources(Time t, const LocalEnvironment& here,
                                          std::span<const double> state) const {
  Sources sources;
  sources.taken_w.assign(network_ ? network_->size() : 0, 0.0);
  if (power_.array) {
    sources.generation_w = power_.array->power_w * (1.0 - power_.array->degradation) *
                           power_.array->sun_pointing * here.sun_w_m2 / kReferenceFlux_w_m2 *
                           array_part_;
  }
  for (std::size_t i = 0; i < panels_.size(); ++i) {
    const auto node = panel_nodes_[i];
    const double temperature_k = node ? state[kFirstNode + *node] : panels_[i].temperature_k;
    const double power_w = panel_power_w(panels_[i], here.sun_w_m2, temperature_k, t) *
                           panel_cosine(panels_[i], here.to_sun) * array_part_;
    sources.generation_w += power_w;
    if (node) {
      sources.taken_w[*node] += power_w;
    }
  }
  return sources;
}

double BusDynamics::generation_w(Time t, const Illumination::Piece& light,
                                 const std::vector<double>& state) const {
  return sources(t, environment(t, light), state).generation_w;
}

std::vector<double> BusDynamics::temperature_rates(Time t, const Illumination::Piece& light,
                                                   const std::vector<double>& state,
                                                   const BusLoads& loads) const {
  std::vector<double> rates(network_ ? network_->size() : 0);
  if (network_) {
    const LocalEnvironment here = environment(t, light);
    Sources from = sources(t, here, state);
    for (std::size_t i = 0; i < rates.size(); ++i) {
      from.taken_w[i] -= loads.heater_w[i];
    }
    network_->rates(here, std::span(state).subspan(kFirstNode), loads.unit_w, from.taken_w, rates);
  }
  return rates;
}

std::vector<double> BusDynamics::switches(Time t) const {
  const LocalEnvironment here = local_environment(*heavens_, orientation(t), t, 1.0);
  std::vector<double> values;
  for (const SolarPanelConfig& panel : panels_) {
    if (panel.drive == PanelDrive::fixed) {
      values.push_back(panel_tilt(panel, here.to_sun));
    }
  }
  if (network_) {
    network_->switches(here, values);
  }
  return values;
}

std::optional<Time> BusDynamics::first_switch(Time begin, Time end) const {
  // Off a switch that is at the begin itself.
  constexpr Duration kOff = std::chrono::microseconds(10);
  const Time middle = begin + (end - begin) / 2;
  if (panels_.empty() && !network_) {
    return std::nullopt;
  }
  Time from = begin + kOff;
  if (middle <= from) {
    return std::nullopt;
  }
  std::vector<double> before = switches(from);
  std::optional<Time> first;
  for (const Time to : {middle, end}) {
    const std::vector<double> after = switches(to);
    for (std::size_t i = 0; i < before.size(); ++i) {
      if ((before[i] > 0.0) != (after[i] > 0.0)) {
        const Time root = access::sign_change([&](Time t) { return switches(t)[i]; }, from,
                                              before[i], to, after[i]);
        first = std::min(first.value_or(root), root);
      }
    }
    if (first) {
      return first;
    }
    before = after;
    from = to;
  }
  return std::nullopt;
}

DenseStep BusDynamics::step(Time begin, const Illumination::Piece& light,
                            const std::vector<double>& state, const BusLoads& loads,
                            const EnergyStore& store, StoreRegime regime, double first_s) const {
  const double load_w = loads.sum_w();
  const Derivative derivative = [&](Time t, std::span<const double> y, std::span<double> dy) {
    const LocalEnvironment here = environment(t, light);
    Sources from = sources(t, here, y);
    dy[kStore] = store.rate(y[kStore], from.generation_w - load_w, regime);
    dy[kGenerated] = from.generation_w;
    if (network_) {
      for (std::size_t i = 0; i < loads.heater_w.size(); ++i) {
        from.taken_w[i] -= loads.heater_w[i];
      }
      network_->rates(here, y.subspan(kFirstNode), loads.unit_w, from.taken_w,
                      dy.subspan(kFirstNode));
    }
  };
  StepControl control;
  // What is generated counts too where nothing is left of the store: then to a joule.
  const double capacity_j = store.capacity_j() > 0.0 ? store.capacity_j() : 1.0;
  // A capacitor's state is a voltage: the same part of that at which it is full.
  const double full = store.is_capacitor() ? power_.supercapacitor->greatest_v : capacity_j;
  control.tolerance.assign(state.size(), power_.tolerance * kTemperatureScale_k);
  control.tolerance[kStore] = power_.tolerance * full;
  control.tolerance[kGenerated] = power_.tolerance * capacity_j;
  control.first_s = first_s;
  const auto end_at = [&](Time end) {
    control.longest_s = std::clamp(to_seconds(end - begin), 1e-6, control.longest_s);
  };
  if (attitude_ && attitude_->next_kink(begin) != kNever) {
    end_at(attitude_->next_kink(begin));
  }
  if ((light.fraction < 1.0 || light.slope_per_s != 0.0) && light.until != kNever) {
    end_at(light.until);
  }
  DenseStep step(derivative, begin, state, control);
  if (const auto kink = first_switch(begin, step.end())) {
    const double next_s = step.next_length_s();
    end_at(*kink + std::chrono::microseconds(1));
    step = DenseStep(derivative, begin, state, control);
    step.propose(next_s);
  }
  return step;
}

} // namespace urker::spacecraft
