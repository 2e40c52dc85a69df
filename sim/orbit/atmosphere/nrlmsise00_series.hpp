#pragma once

// The expansions of NRLMSISE-00 in spherical harmonics, time of day and year, solar flux and
// magnetic activity. Templates on the arithmetic M, so that one text serves doubles and
// packs; M has Number and exp, log, sqrt, turn, select, any, min, max.

#include "orbit/atmosphere/nrlmsise00_activity.hpp"

namespace urker::orbit::msis {

template <class N>
struct Turn {
  N cos, sin;
};
/// cos(angle - phase).
template <class N>
N wave(const Turn<N>& angle, const Phase& phase) {
  return angle.cos * phase.cos + angle.sin * phase.sin;
}
template <class N>
Turn<N> sum(const Turn<N>& a, const Turn<N>& b) {
  return {a.cos * b.cos - a.sin * b.sin, a.sin * b.cos + a.cos * b.sin};
}

/// The arguments of the model: day of the year from 1, seconds of the day (UT), degrees, km, hours.
template <class N>
struct Place {
  N day, second, height, latitude, longitude, solar_hour;
  N f107a, f107;
  bool by_history; ///< whether Ap is its history: 3-hourly now, 3, 6 and 9 h before, means of 12 to
                   ///< 33 h and of 36 to 57 h before; else the day's alone
  N ap[6];
};

/// What all expansions at one place share.
template <class M>
struct Surroundings {
  using N = typename M::Number;
  N legendre[4][8]; ///< associated Legendre functions [order][degree] of the sine of latitude
  Turn<N> day, half_year, hour, two_hours, three_hours, second, longitude, second_two_longitudes;
  N flux_change, flux; ///< of the day from its mean, of the mean from 150
  bool by_history;
  N ap[6];       ///< less 4
  N answers[6];  ///< to these, of the series `boundary`, which most others share
  N from_45_deg; ///< of latitude, towards the equator
  N activity;    ///< of the series `boundary`
};

template <class M>
typename M::Number activity(const Model& model, const UpperSeries& s, const Surroundings<M>& x) {
  using N = typename M::Number;
  const ActivityTerms& a = s.activity[x.by_history];
  const ActivityTerms& shared = model.boundary.activity[x.by_history];
  const bool same_answers = a.slope == shared.slope && a.rest == shared.rest;
  if (!x.by_history) {
    return same_answers ? x.answers[0] : answer<M>(a, x.ap[0]);
  }
  if (same_answers) {
    return faded<M>(a, x.from_45_deg, x.answers);
  }
  N answers[6];
  for (int i = 0; i < 6; ++i) {
    answers[i] = answer<M>(a, x.ap[i]);
  }
  return faded<M>(a, x.from_45_deg, answers);
}

template <class N>
void legendre_functions(N sine, N cosine, N (&f)[4][8]) {
  const N c = sine;
  const N s = cosine;
  const N c2 = c * c;
  const N s2 = s * s;
  f[0][1] = c;
  f[0][2] = 0.5 * (3.0 * c2 - 1.0);
  f[1][1] = s;
  f[1][2] = 3.0 * c * s;
  f[2][2] = 3.0 * s2;
  f[2][3] = 15.0 * s2 * c;
  f[3][3] = 15.0 * s2 * s;
  f[3][4] = 105.0 * s2 * s * c;
  // (l - m) P(l, m) = (2l - 1) c P(l - 1, m) - (l + m - 1) P(l - 2, m)
  const auto raise = [&](int m, int first, int last) {
    for (int l = first; l <= last; ++l) {
      f[m][l] = ((2.0 * l - 1.0) * c * f[m][l - 1] - (l + m - 1.0) * f[m][l - 2]) * (1.0 / (l - m));
    }
  };
  raise(0, 3, 6);
  raise(1, 3, 6);
  raise(2, 4, 7);
  raise(3, 5, 6);
}

template <class M>
Surroundings<M> surroundings(const Model& model, const Place<typename M::Number>& at) {
  using N = typename M::Number;
  Surroundings<M> x;
  const Turn<N> latitude = M::turn(kDegree * at.latitude);
  legendre_functions<N>(latitude.sin, latitude.cos, x.legendre);
  x.day = M::turn(kDay * at.day);
  x.half_year = sum(x.day, x.day);
  x.hour = M::turn(kHour * at.solar_hour);
  x.two_hours = sum(x.hour, x.hour);
  x.three_hours = sum(x.two_hours, x.hour);
  x.second = M::turn(kSecond * at.second);
  x.longitude = M::turn(kDegree * at.longitude);
  x.second_two_longitudes = sum(x.second, sum(x.longitude, x.longitude));
  x.flux_change = at.f107 - at.f107a;
  x.flux = at.f107a - 150.0;
  x.by_history = at.by_history;
  const ActivityTerms& shared = model.boundary.activity[x.by_history];
  for (int i = 0; i < (x.by_history ? 6 : 1); ++i) {
    x.ap[i] = at.ap[i] - 4.0;
    x.answers[i] = answer<M>(shared, x.ap[i]);
  }
  x.from_45_deg = 45.0 - M::max(at.latitude, -at.latitude);
  x.activity = activity<M>(model, model.boundary, x);
  return x;
}

/// a f(1) + b f(3) + c f(5), and the same of even degrees.
template <class N>
N odd(const N (&f)[8], const double* p, int a, int b, int c) {
  return p[a] * f[1] + p[b] * f[3] + p[c] * f[5];
}
template <class N>
N even(const N (&f)[8], const double* p, int a, int b, int c) {
  return p[a] * f[2] + p[b] * f[4] + p[c] * f[6];
}

/// Tides of one, two and three a day, each growing with the flux.
template <class M>
typename M::Number upper_tides(const UpperSeries& s, const Surroundings<M>& x,
                               typename M::Number flux_factor, typename M::Number season) {
  using N = typename M::Number;
  const double* p = s.p;
  const auto& f = x.legendre;
  const N one = (odd(f[1], p, 3, 4, 27) + p[11] * f[1][2] * season) * x.hour.cos +
                (odd(f[1], p, 6, 7, 28) + p[12] * f[1][2] * season) * x.hour.sin;
  const N two = (p[5] * f[2][2] + p[41] * f[2][4] + (p[23] * f[2][3] + p[35] * f[2][5]) * season) *
                    x.two_hours.cos +
                (p[8] * f[2][2] + p[42] * f[2][4] + (p[33] * f[2][3] + p[36] * f[2][5]) * season) *
                    x.two_hours.sin;
  const N three =
      (p[39] * f[3][3] + (p[93] * f[3][4] + p[46] * f[3][6]) * season) * x.three_hours.sin +
      (p[40] * f[3][3] + (p[94] * f[3][4] + p[48] * f[3][6]) * season) * x.three_hours.cos;
  return flux_factor * (one + two + three);
}

/// Magnetic activity, alone and together with longitude and universal time.
template <class M>
typename M::Number upper_activity(const ActivityTerms& a, const Surroundings<M>& x,
                                  typename M::Number season) {
  using N = typename M::Number;
  const auto& f = x.legendre;
  const N alone = a.constant + a.second * f[0][2] + a.fourth * f[0][4] +
                  odd(f[0], a.season, 0, 1, 2) * season +
                  odd(f[1], a.hour, 0, 1, 2) * wave(x.hour, a.hour_phase);
  const N with_longitude =
      (1.0 + a.longitude_by_latitude * f[0][1]) * even(f[1], a.longitude, 0, 1, 2) *
          wave(x.longitude, a.longitude_phase) +
      odd(f[1], a.annual_longitude, 0, 1, 2) * season * wave(x.longitude, a.annual_longitude_phase);
  const N with_ut = odd(f[0], a.ut, 0, 1, 2) * wave(x.second, a.ut_phase);
  return alone + with_longitude + with_ut;
}

/// Longitude and universal time.
template <class M>
typename M::Number upper_longitude(const UpperSeries& s, const Surroundings<M>& x,
                                   typename M::Number season) {
  using N = typename M::Number;
  const double* p = s.p;
  const auto& f = x.legendre;
  const N longitude =
      (1.0 + p[80] * x.flux) * ((even(f[1], p, 64, 65, 66) + odd(f[1], p, 103, 104, 105) +
                                 odd(f[1], p, 109, 110, 111) * season) *
                                    x.longitude.cos +
                                (even(f[1], p, 90, 91, 92) + odd(f[1], p, 106, 107, 108) +
                                 odd(f[1], p, 112, 113, 114) * season) *
                                    x.longitude.sin);
  const N ut = (1.0 + p[95] * f[0][1]) * (1.0 + p[81] * x.flux) *
               (1.0 + p[119] * f[0][1] * season) * odd(f[0], p, 68, 69, 70) * wave(x.second, s.ut);
  const N mixed = (p[76] * f[2][3] + p[77] * f[2][5] + p[78] * f[2][7]) *
                  wave(x.second_two_longitudes, s.ut_longitude) * (1.0 + p[137] * x.flux);
  return longitude + ut + mixed;
}

template <class M>
typename M::Number variation(const Model& model, const UpperSeries& s, const Surroundings<M>& x) {
  using N = typename M::Number;
  const double* p = s.p;
  const auto& f = x.legendre;
  const N season = wave(x.day, s.opposite_annual);
  const N change = x.flux_change * (p[19] + p[20] * x.flux_change);
  const N flux = x.flux_change * (p[19] * (1.0 + p[59] * x.flux) + p[20] * x.flux_change) +
                 x.flux * (p[21] + p[29] * x.flux);
  const N season_factor = 1.0 + p[47] * x.flux + change;
  const N tide_factor = 1.0 + p[49] * x.flux + change;
  const N steady = even(f[0], p, 1, 2, 22) + p[14] * f[0][2] * x.flux + p[26] * f[0][1];
  const N seasons = p[18] * wave(x.day, s.annual) +
                    (p[15] + p[16] * f[0][2]) * wave(x.half_year, s.semiannual) +
                    season_factor * (p[9] * f[0][1] + p[10] * f[0][3]) * season +
                    p[37] * f[0][1] * wave(x.half_year, s.opposite_semiannual);
  const N magnetic =
      activity<M>(model, s, x) * upper_activity<M>(s.activity[x.by_history], x, season);
  return p[30] + flux + steady + seasons + upper_tides<M>(s, x, tide_factor, season) + magnetic +
         upper_longitude<M>(s, x, season);
}

template <class M>
typename M::Number variation(const LowerSeries& s, const Surroundings<M>& x) {
  using N = typename M::Number;
  const double* p = s.p;
  const auto& f = x.legendre;
  const N season = wave(x.day, s.opposite_annual);
  const N steady = p[21] * x.flux + even(f[0], p, 1, 2, 22) + odd(f[0], p, 26, 14, 59);
  const N seasons = (p[18] + p[47] * f[0][2] + p[29] * f[0][4]) * wave(x.day, s.annual) +
                    (p[15] + p[16] * f[0][2] + p[30] * f[0][4]) * wave(x.half_year, s.semiannual) +
                    odd(f[0], p, 9, 10, 20) * season +
                    p[37] * f[0][1] * wave(x.half_year, s.opposite_semiannual);
  const N one = (p[3] * f[1][1] + p[4] * f[1][3] + p[11] * f[1][2] * season) * x.hour.cos +
                (p[6] * f[1][1] + p[7] * f[1][3] + p[12] * f[1][2] * season) * x.hour.sin;
  const N two = (p[5] * f[2][2] + p[41] * f[2][4] + (p[23] * f[2][3] + p[35] * f[2][5]) * season) *
                    x.two_hours.cos +
                (p[8] * f[2][2] + p[42] * f[2][4] + (p[33] * f[2][3] + p[36] * f[2][5]) * season) *
                    x.two_hours.sin;
  const N three = f[3][3] * (p[39] * x.three_hours.sin + p[40] * x.three_hours.cos);
  const N magnetic =
      x.activity * (s.activity_constant[x.by_history] + s.activity_second[x.by_history] * f[0][2]);
  const N longitude =
      (1.0 +
       f[0][1] *
           (p[80] * wave(x.day, s.zonal_annual) + p[85] * wave(x.half_year, s.zonal_semiannual)) +
       p[83] * wave(x.day, s.wave_annual) + p[87] * wave(x.half_year, s.wave_semiannual)) *
      ((even(f[1], p, 64, 65, 66) + odd(f[1], p, 74, 75, 76)) * x.longitude.cos +
       (even(f[1], p, 90, 91, 92) + odd(f[1], p, 77, 78, 79)) * x.longitude.sin);
  return steady + seasons + one + two + three + magnetic + longitude;
}

} // namespace urker::orbit::msis
