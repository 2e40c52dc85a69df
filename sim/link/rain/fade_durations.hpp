#pragma once

namespace urker::link {

/// How long fades deeper than a threshold last: ITU-R P.1623-1 section 2, 10 to 50 GHz, elevations
/// from 5 to 60 deg, durations from 1 s.
class FadeDurations {
 public:
  FadeDurations(double attenuation_db, double elevation_rad, double frequency_hz);

  /// Part of the fades that last longer than this.
  [[nodiscard]] double fraction_of_fades(double duration_s) const;
  /// Part of the time spent in fades that those longer than this make up.
  [[nodiscard]] double fraction_of_time(double duration_s) const;
  /// Number of fades longer than 1 s in the time for which the attenuation is exceeded.
  [[nodiscard]] double fades(double exceeded_s) const;

 private:
  double mean_s_;     ///< of the lognormal distribution of fading time
  double mean_two_s_; ///< of that of the occurrence of long fades
  double sigma_;
  double gamma_;      ///< exponent for short fades
  double split_s_;    ///< between short and long
  double short_part_; ///< of the time
};

} // namespace urker::link
