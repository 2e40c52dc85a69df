#pragma once

// How strongly NRLMSISE-00 takes the atmosphere to be stirred by magnetic activity: from the day's
// Ap or its history; see nrlmsise00_series.hpp for the template M.

#include "orbit/atmosphere/nrlmsise00_model.hpp"

namespace urker::orbit::msis {

/// How the density answers to an Ap: linearly at first, by the part `rest` of it when it is great.
template <class M>
typename M::Number answer(const ActivityTerms& a, typename M::Number ap) {
  return ap + (a.rest - 1.0) * (ap + (M::exp(-a.slope * ap) - 1.0) / a.slope);
}

/// The mean of answers to a history of Ap, where each 3 h count for less by a factor than the next.
template <class M>
typename M::Number faded(const ActivityTerms& a, typename M::Number from_45_deg,
                         const typename M::Number (&answers)[6]) {
  using N = typename M::Number;
  const N q = M::min(M::exp(-a.fade / (1.0 + a.fade_by_latitude * from_45_deg)), 0.99999);
  const N q2 = q * q;
  const N q4 = q2 * q2;
  const N q8 = q4 * q4;
  const N weights = 1.0 + (1.0 - q8 * q8 * q2 * q) / (1.0 - q) * M::sqrt(q);
  const N means = q4 * (answers[4] + q8 * answers[5]) * (1.0 - q8) / (1.0 - q);
  return (answers[0] + q * answers[1] + q2 * answers[2] + q2 * q * answers[3] + means) / weights;
}

} // namespace urker::orbit::msis
