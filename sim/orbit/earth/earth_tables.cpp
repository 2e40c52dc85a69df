#include "orbit/earth/earth_tables.hpp"

#include "base/error.hpp"
#include "orbit/earth/frames.hpp"

#include <erfa.h>
#include <erfam.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::orbit {

namespace {

constexpr double kSecondsPerDay = 86400.0;
constexpr Duration kMargin = std::chrono::hours(1);
constexpr Duration kSkyStep = std::chrono::hours(3);
constexpr int kSamples = 4;

Time midnight(const Epoch& epoch, Time within_day) {
  const CalendarTime utc = epoch.utc(within_day);
  return epoch.at({utc.year, utc.month, utc.day});
}

double mjd_utc(const Epoch& epoch, Time t) {
  const JulianDate utc = epoch.utc_julian(t);
  return utc.day - ERFA_DJM0 + utc.fraction;
}

/// Nodes are at whole multiples of their step since the start: what holds at an instant does not
/// depend on the span of the tables.
Time sky_node_before(Time t) {
  const Duration since = t.time_since_epoch();
  const Duration rest = since % kSkyStep;
  return t - (rest < Duration::zero() ? rest + kSkyStep : rest);
}

/// Takes away the whole turns by which an angle differs from its expected value.
double unwrapped(double angle, double expected) {
  return expected + eraAnpm(angle - expected);
}

} // namespace

Cubic cubic_through(const std::array<double, 4>& values, double step_s) {
  // Newton's forward differences, multiplied out.
  const double d1 = values[1] - values[0];
  const double d2 = values[2] - 2.0 * values[1] + values[0];
  const double d3 = values[3] - 3.0 * (values[2] - values[1]) - values[0];
  return {{values[0], (d1 - d2 / 2.0 + d3 / 3.0) / step_s,
           (d2 / 2.0 - d3 / 2.0) / (step_s * step_s), d3 / 6.0 / (step_s * step_s * step_s)}};
}

Earth::Tables::Tables(const Epoch& epoch, Time begin, Time end, EarthOrientationModel model,
                      std::shared_ptr<const EarthOrientationTable> table)
    : epoch_(epoch), model_(model), table_(std::move(table)), bodies_(epoch),
      begin_(begin - kMargin), end_(end + kMargin),
      first_sky_node_(sky_node_before(begin_) - kSkyStep) {
  require(begin <= end, "the Earth's tables end before they begin");
  if (model == EarthOrientationModel::standard) {
    const JulianDate tt = epoch.tt(kStart);
    tio_locator_ = eraSp00(tt.day, tt.fraction);
  }
  // 25 hours after midnight is the next day, with or without a leap second.
  for (Time start = midnight(epoch, begin_); start <= end_;) {
    const Time next = midnight(epoch, start + std::chrono::hours(25));
    days_.push_back(rotation_day(start, next));
    start = next;
  }
  for (Time t = first_sky_node_; t < end_ + kSkyStep * (kSamples - 1); t += kSkyStep) {
    sky_.push_back(sky_node(t));
  }
}

namespace {

/// TEME seen from the celestial intermediate frame, as GCRF is described in it: its pole in TEME
/// and the turn about it. The two poles are 3e-7 rad apart, so the first order does.
struct TemeInCirs {
  double pole_x, pole_y, locator;
  TemeInCirs(const JulianDate& tt, const EarthOrientation& orientation) {
    const Matrix3 m = rotation_from_gcrf(Frame::cirs, tt, orientation) *
                      rotation_from_gcrf(Frame::teme, tt, orientation).transpose();
    pole_x = m(2, 0);
    pole_y = m(2, 1);
    locator = std::atan2(-m(0, 1), m(0, 0));
  }
};

} // namespace

RotationDay Earth::Tables::rotation_day(Time start, Time next) const {
  const double step_s = to_seconds(next - start) / (kSamples - 1);
  const bool standard = model_ == EarthOrientationModel::standard;
  const double day = mjd_utc(epoch_, start);
  const JulianDate scale = standard ? epoch_.tai(start) : epoch_.ut1(start, 0.0);
  const JulianDate tt = epoch_.tt(start);
  using Samples = std::array<double, kSamples>;
  Samples sidereal{}, rotation{}, pole_x{}, pole_y{}, teme_x{}, teme_y{};
  for (std::size_t i = 0; i < kSamples; ++i) {
    const double s = static_cast<double>(i) * step_s;
    const EarthOrientation at =
        standard ? table().at(day + static_cast<double>(i) / (kSamples - 1)) : EarthOrientation{};
    const double ut1 = scale.fraction + (s + at.ut1_minus_tai_s) / kSecondsPerDay;
    rotation[i] = eraEra00(scale.day, ut1) + tio_locator_;
    if (standard) {
      const TemeInCirs teme({tt.day, tt.fraction + s / kSecondsPerDay}, at);
      sidereal[i] = rotation[i] - teme.locator;
      teme_x[i] = teme.pole_x;
      teme_y[i] = teme.pole_y;
    } else {
      sidereal[i] = eraGmst82(scale.day, ut1);
    }
    const double turned = kRotationRate_rad_s * s;
    sidereal[i] = unwrapped(sidereal[i], sidereal[0] + turned);
    rotation[i] = unwrapped(rotation[i], rotation[0] + turned);
    pole_x[i] = at.pole_x_rad;
    pole_y[i] = at.pole_y_rad;
  }
  return {.start = start,
          .rotation_angle = cubic_through(rotation, step_s),
          .sidereal_angle = cubic_through(sidereal, step_s),
          .pole_x = cubic_through(pole_x, step_s),
          .pole_y = cubic_through(pole_y, step_s),
          .teme_pole_x = cubic_through(teme_x, step_s),
          .teme_pole_y = cubic_through(teme_y, step_s)};
}

EarthOrientation Earth::Tables::orientation(Time t) const {
  const double mjd = mjd_utc(epoch_, t);
  return model_ == EarthOrientationModel::standard
             ? table().at(mjd)
             : EarthOrientation{.ut1_minus_tai_s = -tai_minus_utc_s(mjd)};
}

Matrix3 Earth::Tables::from_gcrf(Frame frame, Time t) const {
  return rotation_from_gcrf(frame, epoch_.tt(t), orientation(t));
}

SkyNode Earth::Tables::sky_node(Time t) const {
  const JulianDate tt = epoch_.tt(t);
  SkyNode node;
  eraXys06a(tt.day, tt.fraction, &node.pole_x, &node.pole_y, &node.cio_locator);
  const EarthOrientation offset = orientation(t);
  node.pole_x += offset.offset_x_rad;
  node.pole_y += offset.offset_y_rad;
  node.sun_m = bodies_.positions(t).sun_m;
  return node;
}

void Earth::Tables::require_inside(Time t) const {
  require(t >= begin_ && t <= end_, "the Earth is asked outside the time of its tables");
}

Earth::Tables::Rotation Earth::Tables::rotation(Frame frame, Time t) const {
  require_inside(t);
  auto index = static_cast<std::size_t>((t - days_.front().start) / std::chrono::hours(24));
  index = std::min(index, days_.size() - 1);
  while (t < days_[index].start) {
    --index; // leap seconds have made days longer
  }
  const RotationDay& day = days_[index];
  const double s = to_seconds(t - day.start);
  if (frame == Frame::teme) {
    return {day.sidereal_angle(s), day.sidereal_angle.rate(s), day.pole_x(s),
            day.pole_y(s),         day.teme_pole_x(s),         day.teme_pole_y(s)};
  }
  return {
      day.rotation_angle(s), day.rotation_angle.rate(s), day.pole_x(s), day.pole_y(s), 0.0, 0.0};
}

bool Earth::Tables::covers(Time t) const {
  return model_ == EarthOrientationModel::gmst || table().covers(mjd_utc(epoch_, t));
}

SkyNode Earth::Tables::sky(Time t) const {
  require_inside(t);
  const Duration since = t - first_sky_node_;
  const auto node = static_cast<std::size_t>(since / kSkyStep); // 1 or more
  const SkyNode* n = &sky_[node - 1];
  const double x = to_seconds(since % kSkyStep) / to_seconds(kSkyStep) + 1.0;
  const double w0 = (x - 1.0) * (x - 2.0) * (x - 3.0) / -6.0;
  const double w1 = x * (x - 2.0) * (x - 3.0) / 2.0;
  const double w2 = x * (x - 1.0) * (x - 3.0) / -2.0;
  const double w3 = x * (x - 1.0) * (x - 2.0) / 6.0;
  const auto sum = [&](double SkyNode::*value) {
    return w0 * n[0].*value + w1 * n[1].*value + w2 * n[2].*value + w3 * n[3].*value;
  };
  return {.pole_x = sum(&SkyNode::pole_x),
          .pole_y = sum(&SkyNode::pole_y),
          .cio_locator = sum(&SkyNode::cio_locator),
          .sun_m = w0 * n[0].sun_m + w1 * n[1].sun_m + w2 * n[2].sun_m + w3 * n[3].sun_m};
}

} // namespace urker::orbit
