#include "spacecraft/crosslink.hpp"

#include "link/budget/terms.hpp"
#include "link/budget/transmitter.hpp"
#include "link/optical/optical_link.hpp"
#include "link/radio_rates.hpp"
#include "spacecraft/illumination.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <chrono>
#include <utility>

namespace urker::spacecraft {

namespace {

/// Ranges between orbits and the Sun turn over minutes.
constexpr Duration kKnots = std::chrono::seconds(10);

class Geometry {
 public:
  explicit Geometry(CrosslinkEnds ends) : ends_(std::move(ends)) {}
  struct Instant {
    link::OpticalPath path;
    double sun_at_sender_rad, sun_at_receiver_rad;
  };
  [[nodiscard]] double range_m(Time t) const {
    return (gcrf(*ends_.to, t).r_m - gcrf(*ends_.from, t).r_m).norm();
  }
  [[nodiscard]] Instant at(Time t) const {
    const orbit::State a = gcrf(*ends_.from, t), b = gcrf(*ends_.to, t);
    const orbit::Vector3 between_m = b.r_m - a.r_m;
    const orbit::Vector3 velocity_m_s = b.v_m_s - a.v_m_s;
    const double range_m = between_m.norm();
    const orbit::Vector3 sun_m = ends_.earth->sun_m(orbit::Frame::gcrf, t);
    return {{range_m, 0.0, velocity_m_s.cross(between_m).norm() / range_m},
            sun_angle_rad(a.r_m, between_m, sun_m),
            sun_angle_rad(b.r_m, -between_m, sun_m)};
  }

 private:
  [[nodiscard]] orbit::State gcrf(const orbit::Trajectory& trajectory, Time t) const {
    return ends_.earth->convert(trajectory.state(t), trajectory.frame(), orbit::Frame::gcrf, t);
  }
  CrosslinkEnds ends_;
};

/// Without the time to acquire at the begin where both ends have.
std::vector<link::RateSegment> once_acquired(std::vector<link::RateSegment> segments, Time begin,
                                             bool acquired, double acquisition_s) {
  const Duration time = ceil_seconds(acquisition_s);
  if (!acquired || segments.empty() || segments.front().begin > begin) {
    return link::after_lock(std::move(segments), time);
  }
  // As if the signal had begun so long before that data count from the begin on.
  segments.front().begin -= time;
  return link::after_lock(std::move(segments), time);
}

class RadioCrosslink final : public Crosslink {
 public:
  RadioCrosslink(const CrosslinkConfig& config, CrosslinkEnds ends)
      : transmitter_(radio_of(config, ends.from_partner)),
        ladder_(link::rate_ladder(transmitter_.radio())),
        g_over_t_db_k_(ends.from_partner
                           ? *config.g_over_t_db_k
                           : config.partner_g_over_t_db_k.value_or(*config.g_over_t_db_k)),
        acquisition_s_(config.acquisition_time_s), geometry_(std::move(ends)) {}
  [[nodiscard]] std::vector<link::RateSegment> rates(Time begin, Time end,
                                                     bool acquired) const override {
    const auto& radio = transmitter_.radio();
    const double eirp_dbw = transmitter_.eirp_dbw(transmitter_.towards({}));
    const double losses_db =
        radio.pointing_loss_db.value_or(link::RadioConfig::kPointingLoss_db) +
        radio.polarisation_loss_db.value_or(link::RadioConfig::kPolarisationLoss_db);
    const link::Signal signal = [&](Time t) {
      const double path_db = link::free_space_loss_db(geometry_.range_m(t), radio.frequency_hz);
      return link::carrier_to_noise_density_db_hz(eirp_dbw, losses_db + path_db, g_over_t_db_k_);
    };
    return once_acquired(link::rate_profile(ladder_, signal, begin, end), begin, acquired,
                         acquisition_s_);
  }
  [[nodiscard]] double range_m(Time t) const override { return geometry_.range_m(t); }

 private:
  static link::RadioConfig radio_of(const CrosslinkConfig& config, bool of_partner) {
    link::RadioConfig radio = *config.radio;
    if (of_partner && config.partner_gain_dbi) {
      radio.antenna_gain_dbi = config.partner_gain_dbi;
    }
    return radio;
  }
  link::Transmitter transmitter_;
  link::RateLadder ladder_;
  double g_over_t_db_k_;
  double acquisition_s_;
  Geometry geometry_;
};

class OpticalCrosslink final : public Crosslink {
 public:
  OpticalCrosslink(const link::OpticalTerminalConfig& terminal, CrosslinkEnds ends)
      : terminal_(terminal), receiver_(link::receiver_of(terminal)),
        ladder_(link::optical_ladder(terminal)), geometry_(std::move(ends)) {}
  [[nodiscard]] std::vector<link::RateSegment> rates(Time begin, Time end,
                                                     bool acquired) const override {
    const link::Signal margin_rad = [&](Time t) {
      const auto now = geometry_.at(t);
      return std::min(now.sun_at_sender_rad, now.sun_at_receiver_rad) - terminal_.sun_exclusion_rad;
    };
    const link::Signal received_dbw = [&](Time t) {
      return link::optical_levels(terminal_, receiver_, geometry_.at(t).path).received_dbw;
    };
    std::vector<link::RateSegment> segments;
    for (const auto& free : link::stretches_above(margin_rad, 0.0, begin, end, kKnots)) {
      const auto part = link::rate_profile(ladder_, received_dbw, free.begin, free.end);
      segments.insert(segments.end(), part.begin(), part.end());
    }
    return once_acquired(std::move(segments), begin, acquired, terminal_.acquisition_time_s);
  }
  [[nodiscard]] double range_m(Time t) const override { return geometry_.range_m(t); }

 private:
  link::OpticalTerminalConfig terminal_;
  link::OpticalReceiver receiver_;
  link::RateLadder ladder_;
  Geometry geometry_;
};

} // namespace

std::shared_ptr<const Crosslink> make_crosslink(const CrosslinkConfig& config, CrosslinkEnds ends) {
  if (config.radio) {
    return std::make_shared<const RadioCrosslink>(config, std::move(ends));
  }
  return std::make_shared<const OpticalCrosslink>(*config.optical_terminal, std::move(ends));
}

} // namespace urker::spacecraft
