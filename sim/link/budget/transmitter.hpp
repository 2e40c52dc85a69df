#pragma once

#include "link/line_of_sight.hpp"
#include "link/radio_config.hpp"

#include <memory>
#include <optional>

namespace urker::link {

/// A satellite's end of a downlink, ready for many budgets. Copies share the pattern.
class Transmitter {
 public:
  explicit Transmitter(RadioConfig radio);

  [[nodiscard]] const RadioConfig& radio() const { return radio_; }

  struct Gain {
    double gain_dbi = 0.0;         ///< towards the site, pointed as told
    double pointing_loss_db = 0.0; ///< by the pointing error, to the worse side; not negative
  };
  [[nodiscard]] Gain towards(const LineOfSight& line) const;
  [[nodiscard]] double eirp_dbw(const Gain& gain) const;

 private:
  RadioConfig radio_;
  std::shared_ptr<const AntennaPattern> pattern_; ///< none: a constant gain
};

} // namespace urker::link
