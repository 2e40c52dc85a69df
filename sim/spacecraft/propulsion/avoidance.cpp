#include "spacecraft/propulsion/avoidance.hpp"

#include "spacecraft/propulsion/rocket.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <numbers>

namespace urker::spacecraft {

namespace {

using namespace std::chrono_literals;

double rate_rad_s(const Look& now) {
  return orbit::mean_rates(now.orbit.semi_major_axis_m, now.orbit.inclination_rad)
      .latitude_argument_rad_s;
}

} // namespace

Duration Avoidance::revolution(const Look& now) const {
  return round_seconds(2.0 * std::numbers::pi / rate_rad_s(now));
}

double Avoidance::delta_v_m_s(const Look& now) const {
  return 0.25 * rate_rad_s(now) * config_.distance_m;
}

Time Avoidance::centre(const Look& now) const {
  const Duration turn = revolution(now);
  return stage_ == Stage::waiting ? at_ - config_.revolutions * turn - turn / 2 : at_ + turn / 2;
}

bool Avoidance::busy(const Look& now) const {
  if (stage_ == Stage::over) {
    return false;
  }
  return stage_ == Stage::away || centre(now) < now.next + revolution(now);
}

Answer Avoidance::ask(const Look& now) {
  const Time middle = centre(now);
  const double wanted_m_s = stage_ == Stage::waiting ? delta_v_m_s(now) : -spent_m_s_;
  const double burn_s = burn_time_s(now.thruster, now.mass_kg, std::abs(wanted_m_s));
  const Duration half = round_seconds(0.5 * burn_s);
  if (middle - half >= now.next) {
    return {};
  }
  const Wish wish{.delta_v_m_s = wanted_m_s, .place = Wish::Place::centred, .centre = middle};
  if (stage_ == Stage::away) {
    stage_ = Stage::over;
    return {Answer::State::done, wish, fmt::format("passed {:.0f} m higher", config_.distance_m),
            std::nullopt};
  }
  stage_ = Stage::over;
  if (middle - half < now.mark) {
    return Answer::refused("it came too near before the first burn could be decided");
  }
  if (2.0 * wanted_m_s > now.available_m_s) {
    return Answer::refused(too_little(2.0 * wanted_m_s, now.available_m_s));
  }
  if (longest_arc(wish, now) < 2 * half) {
    return Answer::refused(fmt::format("thrust: a burn of {:.0f} s is too long", burn_s));
  }
  stage_ = Stage::away;
  spent_m_s_ = wanted_m_s;
  return {.wish = wish};
}

} // namespace urker::spacecraft
