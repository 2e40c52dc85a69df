#include "orbit/earth/sun_moon.hpp"

#include "base/error.hpp"

#include <erfa.h>
#include <erfam.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <string_view>
#include <vector>

namespace urker::data {
std::string_view de405_sun_moon(); // sim/data/de405_sun_moon.f64le, described in sim/data/README.md
} // namespace urker::data

namespace urker::orbit {

namespace {

constexpr std::int64_t kDay_ns = 86'400'000'000'000;
constexpr double kDay_s = 86400.0;

// The file: records of 32 days, each with the times of its ends, the Earth-Moon barycentre, the
// Moon about the Earth, and the Sun.
constexpr double kFirstDay_jd = 2451536.5;
constexpr double kRecordDays = 32.0;
constexpr std::size_t kRecordLength = 458;
constexpr std::size_t kBarycentreAt = 2, kMoonAt = 80, kSunAt = 392;
constexpr std::size_t kTerms = 13, kSunTerms = 11;
constexpr std::int64_t kSunSpan_ns = 16 * kDay_ns;
constexpr std::int64_t kMoonSpan_ns = 4 * kDay_ns;
constexpr std::size_t kSunSpans = 2, kMoonSpans = 8; ///< in a record

/// A polynomial of three coordinates over one span, in metres, by degree; the fourth column fills
/// the vector registers.
struct Chebyshev {
  std::array<std::array<double, 4>, kTerms> c{};

  /// Clenshaw's recurrence, x from -1 to 1.
  [[nodiscard]] Vector3 operator()(double x) const {
    std::array<double, 4> b1{};
    std::array<double, 4> b2{};
    for (std::size_t k = kTerms - 1; k > 0; --k) {
      for (std::size_t axis = 0; axis < 4; ++axis) {
        const double b = 2.0 * x * b1[axis] - b2[axis] + c[k][axis];
        b2[axis] = b1[axis];
        b1[axis] = b;
      }
    }
    return {x * b1[0] - b2[0] + c[0][0], x * b1[1] - b2[1] + c[0][1], x * b1[2] - b2[2] + c[0][2]};
  }

  /// The derivative with respect to x: T_k' = k U_{k-1}.
  [[nodiscard]] Vector3 derivative(double x) const {
    Vector3 sum = Vector3::Zero();
    double u_before = 0.0;
    double u = 1.0;
    for (std::size_t k = 1; k < kTerms; ++k) {
      sum += static_cast<double>(k) * u * Vector3(c[k][0], c[k][1], c[k][2]);
      const double next = 2.0 * x * u - u_before;
      u_before = u;
      u = next;
    }
    return sum;
  }
};

/// The ephemeris as it is evaluated: the Sun from the barycentre of Earth and Moon, the Moon from
/// the Earth.
struct Ephemeris {
  std::vector<Chebyshev> sun, moon;
  Ephemeris();
};

void add(Chebyshev& to, const double* coefficients_km, std::size_t terms, double sign) {
  constexpr double kMetresPerKm = 1000.0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    for (std::size_t k = 0; k < terms; ++k) {
      to.c[k][axis] += sign * kMetresPerKm * coefficients_km[axis * terms + k];
    }
  }
}

Ephemeris::Ephemeris() {
  static_assert(std::endian::native == std::endian::little, "the ephemeris is little endian");
  const std::string_view bytes = data::de405_sun_moon();
  std::array<double, kRecordLength> values{};
  require(!bytes.empty() && bytes.size() % sizeof values == 0, "the ephemeris is damaged");
  const std::size_t records = bytes.size() / sizeof values;
  sun.reserve(records * kSunSpans);
  moon.reserve(records * kMoonSpans);
  for (std::size_t index = 0; index < records; ++index) {
    std::memcpy(values.data(), bytes.data() + index * sizeof values, sizeof values);
    const double* record = values.data();
    require(record[0] == kFirstDay_jd + kRecordDays * static_cast<double>(index),
            "the ephemeris has a gap");
    for (std::size_t i = 0; i < kSunSpans; ++i) {
      Chebyshev& span = sun.emplace_back();
      add(span, record + kSunAt + i * 3 * kSunTerms, kSunTerms, 1.0);
      add(span, record + kBarycentreAt + i * 3 * kTerms, kTerms, -1.0);
    }
    for (std::size_t i = 0; i < kMoonSpans; ++i) {
      add(moon.emplace_back(), record + kMoonAt + i * 3 * kTerms, kTerms, 1.0);
    }
  }
}

const Ephemeris& ephemeris() {
  static const Ephemeris instance;
  return instance;
}

/// A span and the place in it, from -1 to 1.
struct Place {
  const Chebyshev* span;
  double x;
  Place(const std::vector<Chebyshev>& spans, std::int64_t span_ns, std::int64_t at_ns) {
    // The last instant of the ephemeris belongs to the last span.
    const auto index =
        std::min(static_cast<std::size_t>(at_ns / span_ns), spans.size() - std::size_t{1});
    span = &spans[index];
    const std::int64_t since_ns = at_ns - static_cast<std::int64_t>(index) * span_ns;
    x = 2.0 * (static_cast<double>(since_ns) / static_cast<double>(span_ns)) - 1.0;
  }
  /// dx/dt, 1/s.
  [[nodiscard]] static double rate(std::int64_t span_ns) {
    return 2e9 / static_cast<double>(span_ns);
  }
};

/// Part of the Moon's vector by which the Earth lies off the barycentre.
constexpr double kEarthShare = 1.0 / (1.0 + kDe405EarthMoonMassRatio);

Vector3 vector(const double (&x)[3]) {
  return {x[0], x[1], x[2]};
}

} // namespace

SunMoon::SunMoon(const Epoch& epoch) : epoch_(epoch) {
  const JulianDate tt = epoch.tt(kStart);
  const double days = tt.day - kFirstDay_jd; // whole
  constexpr double kFar_days = 36525.0;      // far enough from the edges of Time's range
  if (std::abs(days) > kFar_days) {
    return;
  }
  start_tt_ns_ = static_cast<std::int64_t>(days) * kDay_ns +
                 std::llround(tt.fraction * static_cast<double>(kDay_ns));
  const auto span_ns = static_cast<std::int64_t>(ephemeris().sun.size()) * kSunSpan_ns;
  // TDB is within 2 ms of TT.
  constexpr std::int64_t kEdge_ns = 2'000'000;
  first_ = Time{Duration{kEdge_ns - start_tt_ns_}};
  last_ = Time{Duration{span_ns - kEdge_ns - start_tt_ns_}};
}

std::int64_t SunMoon::ephemeris_ns(Time t) const {
  const std::int64_t tt_ns = start_tt_ns_ + t.time_since_epoch().count();
  constexpr double kJ2000FromFirst_days = 2451545.0 - kFirstDay_jd;
  const double days =
      static_cast<double>(tt_ns) / static_cast<double>(kDay_ns) - kJ2000FromFirst_days;
  const double anomaly = (357.53 + 0.9856003 * days) * ERFA_DD2R; // the Earth's mean anomaly
  const double tdb_minus_tt_s = 0.001658 * std::sin(anomaly) + 0.000014 * std::sin(2.0 * anomaly);
  return tt_ns + std::llround(tdb_minus_tt_s * 1e9);
}

SunMoonPositions SunMoon::positions(Time t) const {
  if (!covers(t)) {
    const SunMoonStates both = series(t);
    return {both.sun.r_m, both.moon.r_m};
  }
  const std::int64_t at_ns = ephemeris_ns(t);
  const Place sun(ephemeris().sun, kSunSpan_ns, at_ns);
  const Place moon(ephemeris().moon, kMoonSpan_ns, at_ns);
  const Vector3 moon_m = (*moon.span)(moon.x);
  return {(*sun.span)(sun.x) + kEarthShare * moon_m, moon_m};
}

SunMoonStates SunMoon::states(Time t) const {
  if (!covers(t)) {
    return series(t);
  }
  const std::int64_t at_ns = ephemeris_ns(t);
  const Place sun(ephemeris().sun, kSunSpan_ns, at_ns);
  const Place moon(ephemeris().moon, kMoonSpan_ns, at_ns);
  SunMoonStates both;
  both.moon = {(*moon.span)(moon.x), Place::rate(kMoonSpan_ns) * moon.span->derivative(moon.x)};
  both.sun = {(*sun.span)(sun.x) + kEarthShare * both.moon.r_m,
              Place::rate(kSunSpan_ns) * sun.span->derivative(sun.x) +
                  kEarthShare * both.moon.v_m_s};
  return both;
}

SunMoonStates SunMoon::series(Time t) const {
  // TT for TDB, as both allow. A status only says that the year is beyond their best accuracy.
  const JulianDate tt = epoch_.tt(t);
  double heliocentric[2][3];
  double barycentric[2][3];
  eraEpv00(tt.day, tt.fraction, heliocentric, barycentric);
  double moon[2][3];
  eraMoon98(tt.day, tt.fraction, moon);
  constexpr double kSpeed_m_s = ERFA_DAU / kDay_s;
  return {{-ERFA_DAU * vector(heliocentric[0]), -kSpeed_m_s * vector(heliocentric[1])},
          {ERFA_DAU * vector(moon[0]), kSpeed_m_s * vector(moon[1])}};
}

} // namespace urker::orbit
