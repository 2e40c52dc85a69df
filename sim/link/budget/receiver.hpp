#pragma once

#include "link/antenna/masks.hpp"
#include "link/atmosphere/slant_atmosphere.hpp"
#include "link/ground_antenna_config.hpp"
#include "link/line_of_sight.hpp"

#include <memory>
#include <optional>

namespace urker::link {

/// A station's end of a downlink at one carrier, ready for many budgets. Copies share the pattern.
class Receiver {
 public:
  Receiver(const GroundAntennaConfig& antenna, double frequency_hz);

  [[nodiscard]] const GroundAntennaConfig& antenna() const { return antenna_; }
  [[nodiscard]] double half_power_beamwidth_rad() const { return width_rad_; }
  /// By the pointing error of a dish, in the parabolic main beam: 12 dB (error / width)^2.
  [[nodiscard]] double pointing_loss_db() const { return pointing_loss_db_; }
  /// How much less it hears off its axis, of anything that is not noise: a dish by its pattern, a
  /// figure of merit as a dish of its beam width with the side lobes of ITU-R S.465-6.
  [[nodiscard]] double off_axis_loss_db(double off_axis_rad) const {
    return pattern_->gain_dbi(0.0, 0.0) - pattern_->gain_dbi(off_axis_rad, 0.0);
  }

  struct Bodies {
    double sun_k = 0.0;
    double moon_k = 0.0;
  };
  /// What Sun and Moon add to the antenna's noise temperature, the air aside. Nothing from
  /// `hearing_rad()` off the axis on.
  [[nodiscard]] Bodies bodies(const BodiesInSky& sky) const;
  /// Beyond this angle Sun and Moon are not heard; 0 if they never are.
  [[nodiscard]] double hearing_rad() const { return hearing_rad_; }

  struct Noise {
    double gain_dbi = 0.0; ///< where the temperature counts: a dish's feeder is taken off
    double system_temperature_k = 0.0;
    double g_over_t_db_k = 0.0;
  };
  /// Under an air, which takes its part of the bodies' noise. With g_over_t, what the air absorbs
  /// beyond the zenith's adds its own noise at 275 K; with a dish the sky is that of ITU-R P.618-13
  /// section 3.
  [[nodiscard]] Noise noise(const AtmosphericLoss& air, const Bodies& bodies) const;

 private:
  GroundAntennaConfig antenna_;
  ReceiverChain chain_; ///< of a dish
  std::shared_ptr<const MaskedDish> pattern_;
  double frequency_hz_;
  double gain_dbi_; ///< at the flange
  double width_rad_;
  double pointing_loss_db_ = 0.0;
  double hearing_rad_ = 0.0;
};

} // namespace urker::link
